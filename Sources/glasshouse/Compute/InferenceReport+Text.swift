import PlainText
import SecureComputation
import Statistics

extension InferenceReport {
  package var text: String {
    let figures = figures
    let error = figures.maxLogitError.map { ", largest error of a logit \($0.brief)" } ?? ""
    let failures =
      figures.truncation == .local
      ? "local, which spoils a prediction with probability \(figures.truncationFailureBound.brief) at most"
      : "exact"
    return """
      \(title)
      \(figures.records) held-out \(figures.records == 1 ? "record" : "records") on shares: \(figures.agreement.asPercent) as in the plain\(error); accuracy \(figures.accuracy.asPercent), plain \(figures.plainAccuracy.asPercent)
      numbers    \(figures.fractionBits) fractional bit\(figures.fractionBits == 1 ? "" : "s") modulo 2⁶⁴, inputs to ±\(figures.inputBound.brief); truncation \(failures)\(changed)
      revealed   \(revealed)
      sent       \(figures.rounds) rounds, \(Double(figures.bytesSentPerParty).asBytes) by each party; \(Double(figures.setupBytes).asBytes) once a model, \(Double(figures.dealerBytes).asBytes) by the dealer
      dealer     \(figures.triplesUsed) triples, bits and masks, each used once
      seconds    \(duration)

      The records' owner sees \(seen); the model's owner and the dealer see noise. All are taken to follow the protocol; who lies can change the answer. What is revealed leaks as before.
      """
  }

  /// What few fractional bits, or truncations that failed, did.
  private var changed: String {
    let count = Int((Double(figures.records) * (1 - figures.agreement)).rounded())
    return count == 0
      ? ""
      : "\n           \(count) of \(figures.records) predictions came out otherwise: more fractional bits change fewer"
  }

  private var seen: String {
    switch (figures.reveal, figures.records) {
    case (.logits, _): "the logits"
    case (.label, 1): "the answer"
    case (.label, _): "the answers"
    }
  }

  private var revealed: String {
    figures.reveal == .label
      ? "the label alone, to the records' owner"
      : "all logits, to the records' owner: fewer rounds, and food for inversion and theft"
  }

  private var duration: String {
    let place = figures.parties == .memory ? "in one program" : "between processes"
    let measured =
      "\(figures.seconds.brief) \(place), \(figures.dealerSeconds.brief) of them the dealer's, who needs no record"
    let setup = "; before, \(figures.setupSeconds.brief) to open the weights"
    let latency = "\(figures.latencyMilliseconds.brief) ms a message"
    return figures.isLatencyMeasured
      ? "\(measured), with \(latency)\(setup)"
      : "\(measured); it would be \(figures.secondsAtLatency.brief) at \(latency)\(setup)"
  }
}

extension Double {
  /// A share as people write it: `99.90 %`.
  fileprivate var asPercent: String { "\((100 * self).written(2)) %" }
}
