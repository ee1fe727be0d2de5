public import AccessControl
public import LinearAlgebra

/// The target as a service that returns labels alone, and the candidates with the labels they would have been trained
/// on: what label-only attacks may use.
public struct LabelOracle: Sendable {
  /// [candidates, inputs].
  public let inputs: Matrix<Float>
  /// The class of each candidate.
  public let labels: [Int]
  /// The class predicted for each row of a query, or a refusal.
  public let predict: @Sendable (Matrix<Float>) throws(Refusal) -> [Int]

  public init(
    inputs: Matrix<Float>, labels: [Int],
    predict: @escaping @Sendable (Matrix<Float>) throws(Refusal) -> [Int]
  ) {
    precondition(inputs.rowCount == labels.count)
    self.inputs = inputs
    self.labels = labels
    self.predict = predict
  }

  /// The root mean square deviation of an input from its column's mean: the size of ordinary differences.
  var typicalDeviation: Double {
    let (values, rows, width) = (inputs.elements, inputs.rowCount, inputs.columnCount)
    let means = inputs.columnSums().map { Double($0) / Double(max(1, rows)) }
    var sum = 0.0
    for row in 0..<rows {
      for column in 0..<width {
        let difference = Double(values[row * width + column]) - means[column]
        sum += difference * difference
      }
    }
    return (sum / Double(max(1, values.count))).squareRoot()
  }
}
