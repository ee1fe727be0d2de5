import LinearAlgebra

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Logistic regression of a class on inputs: the minimum of
///
///     Σ −ln softmax(W x + b)_y + ½ ‖W‖²
///
/// over records x of class y, found by L-BFGS. The ridge keeps weights finite where classes can be parted without error.
struct SoftmaxRegression: Sendable {
  private let classCount: Int
  /// [classes, inputs], each class's constant behind its weights.
  private let parameters: [Double]

  /// - Parameter inputs: [records, inputs].
  init(inputs: Matrix<Float>, labels: [Int], classCount: Int) {
    precondition(inputs.rowCount == labels.count)
    self.classCount = classCount
    let records = inputs.withConstant
    let width = records.columnCount
    var solver = LBFGS()
    // Log odds are then right to some thousandths, on thousands of records.
    (solver.gradientTolerance, solver.iterationLimit) = (1e-3, 500)
    var slope = Matrix<Double>(rowCount: classCount, columnCount: width)
    let start = [Double](repeating: 0, count: classCount * width)
    parameters =
      solver.minimize(from: start) { point in
        var cost = 0.0
        var residuals = [Double]()
        residuals.reserveCapacity(labels.count * classCount)
        let logits = Self.logits(of: records, point, classCount: classCount).elements
        for (row, label) in labels.enumerated() {
          let logs = logits[row * classCount..<(row + 1) * classCount].normalizedLogs
          cost -= logs[label]
          for (index, log) in logs.enumerated() { residuals.append(exp(log) - (index == label ? 1 : 0)) }
        }
        slope.setToProduct(
          .transposed(Matrix(rowCount: labels.count, columnCount: classCount, elements: residuals)),
          .plain(records))
        var gradient = slope.elements
        for index in gradient.indices where index % width < width - 1 {
          cost += point[index] * point[index] / 2
          gradient[index] += point[index]
        }
        return (cost, gradient)
      }.point
  }

  /// ln of each class's probability, [records, classes].
  func logProbabilities(of inputs: Matrix<Float>) -> Matrix<Double> {
    Self.logits(of: inputs.withConstant, parameters, classCount: classCount).normalizedLogs
  }

  private static func logits(
    of records: Matrix<Double>, _ parameters: [Double], classCount: Int
  ) -> Matrix<Double> {
    let weights = Matrix(rowCount: classCount, columnCount: records.columnCount, elements: parameters)
    var logits = Matrix<Double>(rowCount: records.rowCount, columnCount: classCount)
    logits.setToProduct(.plain(records), .transposed(weights))
    return logits
  }
}

extension Matrix<Float> {
  /// The same in double precision, with a one behind each row.
  fileprivate var withConstant: Matrix<Double> {
    var joined = [Double]()
    joined.reserveCapacity(rowCount * (columnCount + 1))
    for row in 0..<rowCount {
      for value in self.row(row) { joined.append(Double(value)) }
      joined.append(1)
    }
    return Matrix<Double>(rowCount: rowCount, columnCount: columnCount + 1, elements: joined)
  }
}

extension Matrix<Double> {
  /// ln of the probabilities whose logarithms each row has up to a constant.
  var normalizedLogs: Matrix {
    Matrix(
      rowCount: rowCount, columnCount: columnCount,
      elements: (0..<rowCount).flatMap { self.row($0).normalizedLogs })
  }
}

extension ArraySlice<Double> {
  /// ln of the probabilities whose logarithms these are up to a constant.
  fileprivate var normalizedLogs: [Double] {
    let largest = self.max() ?? 0
    let total = largest + log(reduce(0) { $0 + exp($1 - largest) })
    return map { $0 - total }
  }
}
