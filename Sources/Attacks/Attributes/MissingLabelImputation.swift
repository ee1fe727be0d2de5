public import LinearAlgebra

/// What an adversary guesses of records' labels without the model, by public records alone.
public struct MissingLabelImputation: Sendable {
  /// ln of how frequent each class is, one record more than there are counted for each.
  public let prior: [Double]
  /// ln P(class | inputs), [records, classes].
  public let scores: Matrix<Double>

  /// - Parameters:
  ///   - publicInputs: [records, inputs] of records whose labels are known.
  ///   - inputs: [records, inputs] of those asked about.
  public init(
    publicInputs: Matrix<Float>, publicLabels: [Int], about inputs: Matrix<Float>, classCount: Int
  ) {
    prior = AttributeImputation.prior(of: publicLabels, valueCount: classCount)
    scores = SoftmaxRegression(inputs: publicInputs, labels: publicLabels, classCount: classCount)
      .logProbabilities(of: inputs)
  }
}

extension CandidateConfidences {
  /// ln of each class's confidence, [candidates, classes].
  public var classLogs: Matrix<Double> { logits.normalizedLogs }
}
