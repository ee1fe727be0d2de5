public import LinearAlgebra
import Statistics

/// What secure training and its plain counterpart train on: rows with a constant behind them, and labels of two classes.
public struct LogisticRows: Hashable, Sendable {
  /// [rows, inputs + 1], the last column one.
  public let inputs: Matrix<Float>
  /// 0 or 1.
  public let labels: [Int]

  /// - Parameter inputs: [rows, inputs].
  /// - Throws: `SecureComputationError.notTwoClasses` or `noRecords`.
  public init(inputs: Matrix<Float>, labels: [Int], classCount: Int) throws(SecureComputationError) {
    guard classCount == 2 else { throw .notTwoClasses(classCount) }
    guard inputs.rowCount > 0 else { throw .noRecords }
    precondition(inputs.rowCount == labels.count)
    var widened = inputs.appendingZeroColumns(1)
    for row in 0..<widened.rowCount { widened[row, inputs.columnCount] = 1 }
    (self.inputs, self.labels) = (widened, labels)
  }

  public var rowCount: Int { inputs.rowCount }
  public var columnCount: Int { inputs.columnCount }

  /// The share of rows whose label a regression with those weights finds.
  public func accuracy(of weights: [Double]) -> Double {
    let right = (0..<rowCount).count { row in
      let margin = zip(inputs.row(row), weights).reduce(0) { $0 + Double($1.0) * $1.1 }
      return (margin > 0 ? 1 : 0) == labels[row]
    }
    return Double(right) / Double(rowCount)
  }
}

/// How logistic regression is trained, on shares or in the plain.
public struct LogisticSettings: Hashable, Sendable {
  public var stepCount: Int
  /// Rows of a step, drawn without replacement; which they are is public.
  public var batchSize: Int
  public var learningRate: Double
  /// Of the batches alone.
  public var seed: UInt64

  public init(stepCount: Int, batchSize: Int, learningRate: Double, seed: UInt64) {
    (self.stepCount, self.batchSize) = (stepCount, batchSize)
    (self.learningRate, self.seed) = (learningRate, seed)
  }

  /// The rows of each step.
  func batches(of rowCount: Int) -> [[Int]] {
    var stream = RandomStream(seed: seed).split("batches")
    let size = min(batchSize, rowCount)
    return (0..<stepCount).map { _ in
      var rows = Array(0..<rowCount)
      for index in 0..<size { rows.swapAt(index, Int.random(in: index..<rowCount, using: &stream)) }
      return Array(rows.prefix(size))
    }
  }
}

/// The function that turns a margin into the probability of class 1.
public enum LogisticCurve: Sendable {
  /// clip(x + ½, 0, 1), as on shares.
  case piecewise
  /// 1 / (1 + e⁻ˣ).
  case exact

  func callAsFunction(_ x: Double) -> Double {
    switch self {
    case .piecewise: min(1, max(0, x + 0.5))
    case .exact: 1 / (1 + Double.exponential(-x))
    }
  }
}

/// The same training in the plain, in double precision.
public struct PlainLogisticRegression: Sendable {
  /// Of each input and, last, of the constant, from zero.
  public let weights: [Double]
  /// The sum of the magnitudes of all products that training on shares truncates: margins, and gradients.
  private let truncatedSum: Double

  /// How many truncations of the same training on shares fail on average, by |z| / 2⁶⁴ of each product z that came up here: an estimate,
  /// for there they are a little different.
  public func expectedFailures(fractionBits: Int, truncation: Truncation) -> Double {
    guard truncation == .local else { return 0 }
    return truncatedSum * Double(sign: .plus, exponent: 2 * fractionBits - 64, significand: 1)
  }

  public init(_ rows: LogisticRows, _ settings: LogisticSettings, curve: LogisticCurve) {
    var truncatedSum = 0.0
    var weights = [Double](repeating: 0, count: rows.columnCount)
    for batch in settings.batches(of: rows.rowCount) {
      var gradient = [Double](repeating: 0, count: rows.columnCount)
      for index in batch {
        let row = rows.inputs.row(index)
        let margin = zip(row, weights).reduce(0) { $0 + Double($1.0) * $1.1 }
        truncatedSum += abs(margin)
        let error = curve(margin) - Double(rows.labels[index])
        for (column, value) in row.enumerated() { gradient[column] += error * Double(value) }
      }
      truncatedSum += gradient.reduce(0) { $0 + abs($1) }
      let rate = settings.learningRate / Double(batch.count)
      for column in weights.indices { weights[column] -= rate * gradient[column] }
    }
    (self.weights, self.truncatedSum) = (weights, truncatedSum)
  }
}
