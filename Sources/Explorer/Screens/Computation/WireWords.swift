import Experiments
import PlainText
import Records
import SecureComputation
import TerminalCanvas

/// What goes over the wire in one round, and what both learn of it: noise.
struct WireWords {
  let watched: WatchedComputation

  private static let title = "On the wire"

  var content: PaneContent {
    guard let prediction = watched.prediction, !prediction.exchanges.isEmpty else {
      return watched.nothing(Self.title, term: .computationRounds)
    }
    let words = RoundWords(prediction: prediction)
    let count = prediction.exchanges.count
    // Where nobody goes through it, what is sent of the record itself.
    let place = min(watched.stage ?? 0, count - 1)
    let exchange = prediction.exchanges[place]
    let end = watched.stage == count ? " All rounds are over." : ""
    return PaneContent(
      Self.title, term: .computationRounds, otherTerms: [.computationBytes],
      notes: watched.notes(at: watched.stage ?? 0, of: count),
      body: .units(
        UnitPictures(
          parts: PartySide.allCases.map { sent(exchange, by: $0, of: prediction) }
            + [opened(exchange, of: prediction)],
          text: watched.glyphs.spelled("\(words.text(at: place).capitalizedFirst).\(end)"))),
      caption: .init(
        texts: ["a pixel is a word of 64 bits; n the next round, r the one before", "n the next round"],
        ink: .dim),
      sentence: watched.glyphs.spelled(
        "Round \(place + 1) of \(count): \(words.text(at: place)). The model's owner sends \(grouped(exchange.byteCount(of: .first))) bytes, and the record's owner \(grouped(exchange.byteCount(of: .second)))."
      ))
  }

  private func shape(_ words: [UInt64], of prediction: SecurePrediction) -> ValueShape {
    ValueShape(
      count: words.count,
      layout: words.count == prediction.record.inputs.count
        ? watched.context.subject.snapshot?.data.dataset.layout : nil)
  }

  private func sent(
    _ exchange: ComputationExchange, by side: PartySide, of prediction: SecurePrediction
  ) -> UnitPictures.Part {
    let words = exchange.words(of: side)
    return UnitPictures.Part(
      titles: ["\(side.owner) sends", side.shortOwner], ink: side.ink,
      mosaic: shape(words, of: prediction).mosaic(words),
      note: words.isEmpty
        ? "Nothing: the answer goes one way." : "\(grouped(exchange.byteCount(of: side))) bytes")
  }

  private func opened(_ exchange: ComputationExchange, of prediction: SecurePrediction) -> UnitPictures.Part {
    let titles = ["both have opened", "opened"]
    guard exchange.purpose.operation != .reveal else {
      return UnitPictures.Part(
        titles: titles, ink: .text, note: "The answer, which the record's owner alone makes of it.")
    }
    let words = exchange.opened
    let likeness = Likeness(words, prediction.values.first?.sums ?? [])
    let notes = (likeness?.texts ?? ["under masks: uniform"]).map(watched.glyphs.spelled)
    return UnitPictures.Part(
      titles: titles, ink: .text, mosaic: shape(words, of: prediction).mosaic(words), note: notes[0],
      shorterNotes: Array(notes.dropFirst()))
  }
}
