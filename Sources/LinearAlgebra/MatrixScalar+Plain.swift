/// The plain form of the loops.
extension MatrixScalar {
  public static func addToRows(
    _ values: UnsafeMutablePointer<Self>, _ vector: UnsafePointer<Self>, rows: Int, columns: Int,
    isRectified: Bool
  ) {
    for row in 0..<rows {
      for column in 0..<columns {
        let value = values[row * columns + column] + vector[column]
        values[row * columns + column] = isRectified && value < 0 ? 0 : value
      }
    }
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

  public static func columnSums(
    _ values: UnsafePointer<Self>, into sums: UnsafeMutablePointer<Self>, rows: Int, columns: Int
  ) {
    for column in 0..<columns {
      var sum: Self = 0
      for row in 0..<rows { sum += values[row * columns + column] }
      sums[column] = sum
    }
  }

  public static func multiplyByRectifierSlope(
    _ values: UnsafeMutablePointer<Self>, atOutputs outputs: UnsafePointer<Self>, count: Int
  ) {
    for index in 0..<count where outputs[index] == 0 { values[index] = 0 }
  }

  public static func applySoftmax(
    _ values: UnsafeMutablePointer<Self>, logarithms: UnsafeMutablePointer<Self>, rows: Int, columns: Int
  ) {
    for row in 0..<rows {
      let values = values + row * columns
      var largest = values[0]
      for column in 1..<max(1, columns) { largest = max(largest, values[column]) }
      var sum: Self = 0
      for column in 0..<columns {
        values[column] = exponential(values[column] - largest)
        sum += values[column]
      }
      for column in 0..<columns { values[column] /= sum }
      logarithms[row] = largest + logarithm(sum)
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
