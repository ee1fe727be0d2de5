import PlainText
import SecureComputation
import Statistics

extension InferenceReport {
  package var text: String {
    let predictions = figures.predictions
    let error = predictions.maxLogitError.map { ", largest error of a logit \($0.brief)" } ?? ""
    let failures =
      figures.cost.truncation == .local
      ? "local, which spoils a prediction with probability \(predictions.truncationFailureBound.brief) at most"
      : "exact"
    return """
      \(title)
      \(predictions.records) held-out \(predictions.records == 1 ? "record" : "records") on shares: \(predictions.agreement.asPercent) as in the plain\(error); accuracy \(predictions.accuracy.asPercent), plain \(predictions.plainAccuracy.asPercent)
      numbers    \(figures.cost.numbers), inputs to ±\(predictions.inputBound.brief)\(passedOver); truncation \(failures)\(changed)
      revealed   \(revealed)
      \(figures.cost.sent("once a model"))
      seconds    \(duration)

      The records' owner sees \(seen); the model's owner and the dealer see noise. All are taken to follow the protocol; who lies can change the answer. What is revealed leaks as before.
      """
  }

  private var passedOver: String {
    let count = figures.predictions.recordsPassedOver
    return count == 0 ? "" : " (\(count) \(count == 1 ? "record" : "records") beyond that passed over)"
  }

  /// What few fractional bits, or truncations that failed, did.
  private var changed: String {
    let count = Int((Double(figures.predictions.records) * (1 - figures.predictions.agreement)).rounded())
    return count == 0
      ? ""
      : "\n           \(count) of \(figures.predictions.records) predictions came out otherwise: more fractional bits change fewer"
  }

  private var seen: String {
    switch (figures.predictions.reveal, figures.predictions.records) {
    case (.logits, _): "the logits"
    case (.label, 1): "the answer"
    case (.label, _): "the answers"
    }
  }

  private var revealed: String {
    figures.predictions.reveal == .label
      ? "the label alone, to the records' owner"
      : "all logits, to the records' owner: fewer rounds, and food for inversion and theft"
  }

  private var duration: String {
    let predictions = figures.predictions
    let place = predictions.parties == .memory ? "in one program" : "between processes"
    let measured =
      "\(place), \(predictions.dealerSeconds.brief) of them the dealer's, who needs no record"
    return figures.cost.duration(measured) + "; before, \(predictions.setupSeconds.brief) to open the weights"
  }
}

extension Double {
  /// A share as people write it: `99.90 %`.
  fileprivate var asPercent: String { "\((100 * self).written(2)) %" }
}
