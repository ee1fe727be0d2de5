extension Matrix {
  /// This matrix becomes the rows of `source` at `indices`, in that order, in the memory it has.
  @specialized(where Scalar == Float)
  public mutating func gather(_ indices: [Int], from source: Matrix) {
    precondition(columnCount == source.columnCount)
    resize(rowCount: indices.count)
    let width = columnCount
    guard width > 0, !indices.isEmpty else { return }
    source.elements.withUnsafeBufferPointer { source in
      elements.withUnsafeMutableBufferPointer { target in
        for (row, index) in indices.enumerated() {
          precondition(index >= 0 && (index + 1) * width <= source.count)
          (target.baseAddress! + row * width).update(from: source.baseAddress! + index * width, count: width)
        }
      }
    }
  }

  public func gatheringRows(_ indices: [Int]) -> Matrix {
    var result = Matrix(rowCount: 0, columnCount: columnCount)
    result.gather(indices, from: self)
    return result
  }

  /// Adds `vector` to every row.
  @specialized(where Scalar == Float)
  public mutating func addToRows(_ vector: [Scalar]) {
    precondition(vector.count == columnCount)
    let width = columnCount
    let rows = rowCount
    vector.withUnsafeBufferPointer { vector in
      elements.withUnsafeMutableBufferPointer { elements in
        for row in 0..<rows {
          for column in 0..<width { elements[row * width + column] += vector[column] }
        }
      }
    }
  }

  /// The squared Euclidean norm of every row.
  @specialized(where Scalar == Float)
  public func squaredRowNorms() -> [Scalar] {
    let width = columnCount
    return elements.withUnsafeBufferPointer { elements in
      (0..<rowCount).map { row in
        // Four running sums, so that the additions do not wait for one another.
        var sums: (Scalar, Scalar, Scalar, Scalar) = (0, 0, 0, 0)
        var index = row * width
        let end = index + width
        while index + 4 <= end {
          sums.0 += elements[index] * elements[index]
          sums.1 += elements[index + 1] * elements[index + 1]
          sums.2 += elements[index + 2] * elements[index + 2]
          sums.3 += elements[index + 3] * elements[index + 3]
          index += 4
        }
        while index < end {
          sums.0 += elements[index] * elements[index]
          index += 1
        }
        return (sums.0 + sums.1) + (sums.2 + sums.3)
      }
    }
  }

  /// Multiplies row `i` by `factors[i]`; a factor of zero makes the row zero, whatever it held.
  @specialized(where Scalar == Float)
  public mutating func scaleRows(by factors: [Scalar]) {
    precondition(factors.count == rowCount)
    let width = columnCount
    elements.withUnsafeMutableBufferPointer { elements in
      for (row, factor) in factors.enumerated() {
        if factor == 0 {
          for column in 0..<width { elements[row * width + column] = 0 }
        } else if factor != 1 {
          for column in 0..<width { elements[row * width + column] *= factor }
        }
      }
    }
  }

  /// The sum of all rows.
  @specialized(where Scalar == Float)
  public func columnSums() -> [Scalar] {
    var sums = [Scalar](repeating: 0, count: columnCount)
    let width = columnCount
    elements.withUnsafeBufferPointer { elements in
      sums.withUnsafeMutableBufferPointer { sums in
        for row in 0..<rowCount {
          for column in 0..<width { sums[column] += elements[row * width + column] }
        }
      }
    }
    return sums
  }

  /// The column of the largest value of every row, the first one of several.
  @specialized(where Scalar == Float)
  public func largestColumns() -> [Int] {
    (0..<rowCount).map { row in
      var best = 0
      for column in 1..<max(1, columnCount) where self[row, column] > self[row, best] { best = column }
      return best
    }
  }
}
