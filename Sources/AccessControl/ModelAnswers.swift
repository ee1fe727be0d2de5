public import LinearAlgebra

/// What a model service has answered about some records.
public struct ModelAnswers: Hashable, Sendable {
  /// The likeliest class of each record, as far as what is shown tells it.
  public let labels: [Int]
  /// [records, classes]: of each record the logarithms of its confidences, up to a constant of the record. They tell what is
  /// shown and nothing else; see `AnswerPolicy`. nil where labels alone are shown.
  public let logits: Matrix<Float>?

  package init(logits: Matrix<Float>) {
    labels = logits.largestColumns()
    self.logits = logits
  }

  package init(labels: [Int]) {
    self.labels = labels
    logits = nil
  }
}
