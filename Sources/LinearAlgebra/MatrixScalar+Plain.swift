/// The plain form of the loops.
extension MatrixScalar {
  public static func rectify(_ values: UnsafeMutablePointer<Self>, count: Int) {
    for index in 0..<count where values[index] < 0 { values[index] = 0 }
  }

  public static func scaleRows(
    _ values: UnsafeMutablePointer<Self>, by factors: UnsafePointer<Self>, rows: Int, columns: Int
  ) {
    for row in 0..<rows {
      for index in row * columns..<(row + 1) * columns {
        values[index] = factors[row] == 0 ? 0 : values[index] * factors[row]
      }
    }
  }

  public static func squaredRowNorms(
    _ values: UnsafePointer<Self>, into norms: UnsafeMutablePointer<Self>, rows: Int, columns: Int
  ) {
    for row in 0..<rows {
      var sum: Self = 0
      for index in row * columns..<(row + 1) * columns { sum += values[index] * values[index] }
      norms[row] = sum
    }
  }

  public static func gatherRows(
    _ source: UnsafePointer<Self>, at indices: UnsafePointer<Int>, into values: UnsafeMutablePointer<Self>,
    squaredNorms norms: UnsafeMutablePointer<Self>, rows: Int, columns: Int
  ) {
    for row in 0..<rows {
      (values + row * columns).update(from: source + indices[row] * columns, count: columns)
    }
    squaredRowNorms(values, into: norms, rows: rows, columns: columns)
  }

  public static func columnSums(
    _ values: UnsafePointer<Self>, scaledBy factors: UnsafePointer<Self>?,
    into sums: UnsafeMutablePointer<Self>,
    rows: Int, columns: Int
  ) {
    for column in 0..<columns {
      var sum: Self = 0
      for row in 0..<rows { sum += (factors?[row] ?? 1) * values[row * columns + column] }
      sums[column] = sum
    }
  }

  public static func multiplyByRectifierSlope(
    _ values: UnsafeMutablePointer<Self>, atOutputs outputs: UnsafePointer<Self>, count: Int
  ) {
    for index in 0..<count where outputs[index] == 0 { values[index] = 0 }
  }

  public static func crossEntropy(
    _ values: UnsafeMutablePointer<Self>, labels: UnsafePointer<Int>, labelSmoothing: Self,
    losses: UnsafeMutablePointer<Self>, rows: Int, columns: Int
  ) {
    for row in 0..<rows {
      let values = values + row * columns
      let largest = (1..<max(1, columns)).reduce(values[0]) { max($0, values[$1]) }
      let sum = (0..<columns).reduce(0) { $0 + exponential(values[$1] - largest) }
      losses[row] = 0
      for column in 0..<columns {
        let target =
          labelSmoothing / Self(columns) + (column == labels[row] ? 1 - labelSmoothing : 0)
        let logConfidence = values[column] - largest - logarithm(sum)
        if target > 0 { losses[row] -= target * logConfidence }
        values[column] = exponential(logConfidence) - target
      }
    }
  }

  public static func add(
    _ x: UnsafePointer<Self>, scaledBy factor: Self, to y: UnsafeMutablePointer<Self>, count: Int
  ) {
    for index in 0..<count { y[index] += factor * x[index] }
  }

  public static func descend(
    _ w: UnsafeMutablePointer<Self>, velocity v: UnsafeMutablePointer<Self>, gradient g: UnsafePointer<Self>,
    scale: Self, decay: Self, momentum: Self, rate: Self, count: Int
  ) {
    for index in 0..<count {
      v[index] = momentum * v[index] + (scale * g[index] + decay * w[index])
      w[index] -= rate * v[index]
    }
  }
}
