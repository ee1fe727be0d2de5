package import AccessControl
package import LinearAlgebra

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What the losses that an adversary goes by were made of.
public enum LossSource: Hashable, Sendable {
  /// The mean confidences of so many answers about each record.
  case confidences(answerCount: Int)
  /// How often its label was answered of so many questions about each record, all but the first about noisy copies.
  case labels(questionCount: Int)
}

/// What an adversary makes of a service's answers about records whose labels it knows. It knows how the door answers, and asks
/// as often as that tells it more.
public struct AskedRecords: Sendable {
  /// The likeliest class of each record, as far as what is shown tells it.
  public let predicted: [Int]
  /// Whether that is each record's label.
  public let hits: [Bool]
  /// ln p_y − ln Σ_{i≠y} p_i of each record. Where labels alone are shown the log-odds of its label among the answers,
  /// ln (hits + ½) − ln (questions − hits + ½), so that none is infinite.
  public let margins: [Double]
  /// nil where labels alone are shown.
  public let confidences: CandidateConfidences?
  public let lossSource: LossSource

  /// - Parameters:
  ///   - logits: what the model answers, [records, classes], where that is there already.
  ///   - records: [records, inputs].
  ///   - labels: the class of each record.
  ///   - copies: how labels alone are asked for again.
  /// - Throws: `Refusal` where it does not answer.
  package init(
    asking service: ModelService, showing logits: Matrix<Float>? = nil, about records: Matrix<Float>,
    labels: [Int], copies: NoisyCopies
  ) throws(Refusal) {
    guard service.door.settings.policy == .label else {
      let shown =
        if let logits { try service.meanAnswers(showing: logits) } else {
          try service.meanAnswers(to: records)
        }
      predicted = shown.labels
      confidences = shown.logits.map { CandidateConfidences(logits: $0, labels: labels) }
      margins = confidences?.margins() ?? []
      hits = zip(predicted, labels).map { $0 == $1 }
      lossSource = .confidences(answerCount: service.usefulAnswerCount)
      return
    }
    let questionCount = service.door.settings.queriesPerRecord
    var first: [Int]?
    var hitCounts = [Double](repeating: 0, count: labels.count)
    try copies.ask(about: records, count: questionCount) { asked throws(Refusal) in
      let answers =
        if first == nil, let logits { try service.answers(showing: logits) } else {
          try service.answers(to: asked)
        }
      if first == nil { first = answers.labels }
      for (record, label) in answers.labels.enumerated() where label == labels[record] {
        hitCounts[record] += 1
      }
    }
    predicted = first ?? []
    hits = zip(predicted, labels).map { $0 == $1 }
    margins = hitCounts.map { log($0 + 0.5) - log(Double(questionCount) - $0 + 0.5) }
    confidences = nil
    lossSource = .labels(questionCount: questionCount)
  }
}
