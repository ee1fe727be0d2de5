import Experiments
import PlainText
import SecureComputation
import TerminalCanvas

/// The transcript: round by round what it is for, its bytes, and how what each party sent begins.
struct RoundTable {
  let watched: WatchedComputation

  private static let title = "Transcript"

  var content: PaneContent {
    guard let prediction = watched.prediction, !prediction.exchanges.isEmpty else {
      return watched.nothing(Self.title, term: .computationRounds)
    }
    let words = RoundWords(prediction: prediction)
    let count = prediction.exchanges.count
    return PaneContent(
      Self.title, term: .computationRounds, otherTerms: [.computationBytes],
      notes: watched.notes(at: watched.stage, of: count),
      body: .choices(
        ChoiceTable(
          columns: [
            ChoiceTable.Column(title: "bytes", width: 8),
            ChoiceTable.Column(title: "model's owner sent", width: 20),
            ChoiceTable.Column(title: "record's owner sent", width: 20),
          ],
          rows: prediction.exchanges.enumerated().map { place, exchange in
            ChoiceTable.Row(
              title: "\(number(place + 1, of: count)) \(words.short(at: place))", ink: ink(of: exchange),
              cells: [grouped(exchange.byteCounts.values.max() ?? 0)]
                + PartySide.allCases.map { exchange.beginning(by: $0) ?? "nothing" })
          }, chosen: watched.stage.map { min($0, count - 1) } ?? -1)),
      caption: .init(
        texts: [
          "what one sent the other saw; masked weights were opened before, once a model",
          "what one sent the other saw",
        ], ink: .dim),
      sentence: watched.glyphs.spelled(
        "\(grouped(count)) rounds; the model's owner sent \(grouped(prediction.cost.bytesSent[.first] ?? 0)) bytes, and the record's owner \(grouped(prediction.cost.bytesSent[.second] ?? 0))."
      ))
  }

  /// Under one another, by their last digits.
  private func number(_ place: Int, of count: Int) -> String {
    String(repeating: " ", count: "\(count)".count - "\(place)".count) + "\(place)"
  }

  private func ink(of exchange: ComputationExchange) -> Ink {
    switch exchange.purpose.stage {
    case .layer: .text
    case .answer: .good
    default: .dim
    }
  }
}
