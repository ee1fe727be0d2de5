import Experiments
import PlainText
import SecureComputation
import TerminalCanvas

/// The logits of the network beside those that the shares make, the largest first.
struct SecureAnswers {
  let watched: WatchedComputation

  private static let title = "Plain and secure"

  var content: PaneContent {
    guard let prediction = watched.prediction else {
      return watched.nothing(Self.title, term: .secureAgreement)
    }
    let order = prediction.plainLogits.indices.sorted {
      (-prediction.plainLogits[$0], $0) < (-prediction.plainLogits[$1], $1)
    }
    let isSame = order.first == prediction.label
    return PaneContent(
      Self.title, term: .secureAgreement, otherTerms: [.logitError],
      notes: [
        [
          Span(isSame ? "same class" : "another class", isSame ? .good : .danger),
          Span("  \(prediction.plan.fractionBits) bits, \(prediction.plan.truncation.rawValue)", .dim),
        ], [Span(isSame ? "same" : "another", isSame ? .good : .danger)],
      ],
      body: .table(
        TextTable(
          headers: ["\(watched.mark)plain", "\(watched.mark)secure", "|error|"],
          rows: order.map { place in
            let (plain, secure) = (prediction.plainLogits[place], prediction.logits[place])
            return TextTable.Row(
              cells: [
                watched.className(place).harmless, number(plain), number(secure),
                significant(abs(plain - secure)),
              ], ink: place == prediction.label ? .focus : .text)
          }, isFitted: true)),
      caption: .init(texts: captions(prediction), ink: .dim),
      sentence: watched.glyphs.spelled(sentence(prediction, isSame: isSame)))
  }

  private func number(_ value: Double) -> String {
    abs(value) < 1e6 ? fixed(value, 4) : significant(value)
  }

  private func captions(_ prediction: SecurePrediction) -> [String] {
    prediction.plan.revealed == .label
      ? ["the record's owner learned the class alone", "the class alone is revealed"]
      : ["the record's owner learned all logits", "all logits are revealed"]
  }

  private func sentence(_ prediction: SecurePrediction, isSame: Bool) -> String {
    let batch =
      prediction.batch.map {
        " Of \(grouped($0.recordCount)) held-out records in one batch \(grouped($0.agreeing)) are answered alike, with a largest error of \(significant($0.largestError))."
      } ?? ""
    return
      "On shares the answer is class \(watched.className(prediction.label)), \(isSame ? "as" : "and not as") in the plain; logits differ by \(significant(prediction.logitError)) at most.\(batch)"
  }
}
