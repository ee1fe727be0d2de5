import Experiments
import PlainText
import Records
import SecureComputation
import TerminalCanvas

/// The layers as they are computed: what both parties have shares of so far, and the round that is on the wire.
struct LayerShares {
  let watched: WatchedComputation

  private static let title = "Layers on shares"

  var content: PaneContent {
    guard let prediction = watched.prediction, !prediction.values.isEmpty else {
      return watched.nothing(Self.title, term: .secureLayers)
    }
    let words = RoundWords(prediction: prediction)
    let count = prediction.exchanges.count
    // A prediction that nobody goes through stands at what it came to.
    let stage = watched.stage ?? count
    let place = min(words.values(after: stage), prediction.values.count - 1)
    let values = prediction.values[place]
    let name = words.name(ofValues: place)
    let text = stage < count ? words.text(at: stage) : end(prediction)
    // Between two layers there is nothing whole to show.
    let shown = stage < count ? " Shown is \(name), the last that both have shares of." : ""
    return PaneContent(
      Self.title, term: .secureLayers, otherTerms: [.secureShares],
      notes: watched.notes(at: watched.stage, of: count),
      body: .units(
        UnitPictures(
          parts: parts(values, named: name, isOfRecord: place == 0),
          text: watched.glyphs.spelled("\(text.capitalizedFirst).\(shown)\(wire(prediction, at: stage))"))),
      caption: .init(texts: ways(stage, of: count), ink: .dim),
      sentence: watched.glyphs.spelled(
        stage < count
          ? "Round \(stage + 1) of \(count): \(text). Both have shares of \(name), \(grouped(values.sums.count)) values.\(watched.stage == nil ? " next-round goes through it." : "")"
          : "\(text.capitalizedFirst).\(watched.stage == nil ? " next-round goes through it from the first round on." : "")"
      ))
  }

  private func parts(_ values: SharedValues, named name: String, isOfRecord: Bool) -> [UnitPictures.Part] {
    let layout = watched.context.subject.snapshot?.data.dataset.layout
    let shape = ValueShape(count: values.sums.count, layout: isOfRecord ? layout : nil)
    let (least, most) = (values.sums.min() ?? 0, values.sums.max() ?? 0)
    return PartySide.allCases.map { side in
      let likeness = watched.likeness(of: values, to: side)
      return UnitPictures.Part(
        titles: ["\(side.shortOwner)'s share", side.shortOwner], ink: side.ink,
        mosaic: shape.mosaic(values[side]), note: likeness[0], shorterNotes: Array(likeness.dropFirst()))
    } + [
      UnitPictures.Part(
        titles: ["\(watched.mark)\(name)", "their sum"], ink: watched.mark.isEmpty ? .text : .member,
        mosaic: shape.mosaic(values.sums),
        note: "their sum, \(significant(least)) to \(significant(most))",
        shorterNotes: ["\(fixed(least, 2)) to \(fixed(most, 2))"])
    ]
  }

  /// The first words that go over the wire in the round.
  private func wire(_ prediction: SecurePrediction, at stage: Int) -> String {
    guard prediction.exchanges.indices.contains(stage) else { return "" }
    let exchange = prediction.exchanges[stage]
    let sent = PartySide.allCases.compactMap { side in
      exchange.beginning(by: side).map { "\(side.shortOwner) sends \($0)" }
    }
    return " On the wire: \(sent.joined(separator: ", "))"
  }

  private func end(_ prediction: SecurePrediction) -> String {
    "all \(grouped(prediction.exchanges.count)) rounds are over: the record's owner learned \(watched.learned(prediction)), and the model's owner learned nothing"
  }

  private func ways(_ stage: Int, of count: Int) -> [String] {
    let way =
      watched.stage == nil
      ? "n or g: round by round" : stage < count ? "n the next, r the one before" : "c the newest prediction"
    return [
      "r: correlation with their sum, of noise 95 of 100 are within ±; \(way)",
      "r: correlation with their sum; \(way)", way,
    ].map(
      watched.glyphs.spelled)
  }
}
