public import LinearAlgebra

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What an adversary guesses without the model, from public records alone: how frequent each value is, and what other inputs
/// say of it, with the label and without.
///
/// It is made once for a question, for the model has no part in it.
public struct AttributeImputation: Sendable {
  /// ln of how frequent each value is, one record more than there are counted for each.
  public let prior: [Double]
  /// ln P(value | known inputs), [records, values].
  let withoutLabel: Matrix<Double>
  /// ln P(value | known inputs and label), [records, values]: the guess of who asks no model.
  public let withLabel: Matrix<Double>

  /// - Parameters:
  ///   - publicInputs: [records, inputs] of records that are known in full, and are none of those asked about.
  ///   - inputs: [records, inputs] of those asked about.
  public init(
    of question: AttributeQuestion, publicInputs: Matrix<Float>, publicLabels: [Int],
    about inputs: Matrix<Float>, labels: [Int], classCount: Int
  ) {
    let values = question.values(of: publicInputs)
    prior = Self.prior(of: values, valueCount: question.valueCount)
    let (known, asked) = (question.knownInputs(of: publicInputs), question.knownInputs(of: inputs))
    withoutLabel = SoftmaxRegression(inputs: known, labels: values, classCount: question.valueCount)
      .logProbabilities(of: asked)
    withLabel = SoftmaxRegression(
      inputs: known.appendingOneHot(publicLabels, classCount: classCount), labels: values,
      classCount: question.valueCount
    ).logProbabilities(of: asked.appendingOneHot(labels, classCount: classCount))
  }

  /// Of a value that nothing tells anything of, and each of which is as likely: a fair coin.
  public init(ofFairValues valueCount: Int, recordCount: Int) {
    let log = -log(Double(valueCount))
    prior = Array(repeating: log, count: valueCount)
    withoutLabel = Matrix(rowCount: recordCount, columnCount: valueCount, repeating: log)
    withLabel = withoutLabel
  }

  static func prior(of values: [Int], valueCount: Int) -> [Double] {
    var counts = [Double](repeating: 1, count: valueCount)
    for value in values { counts[value] += 1 }
    return counts.map { log($0 / Double(values.count + valueCount)) }
  }
}
