extension Matrix {
  /// This matrix becomes the rows of `source` at `indices`, in that order, in the memory it has.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == UInt64)
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

  /// The rows at `indices`, in that order: [indices, columns].
  public func gatheringRows(_ indices: [Int]) -> Matrix {
    var result = Matrix(rowCount: 0, columnCount: columnCount)
    result.gather(indices, from: self)
    return result
  }

  /// The same rows with `count` zeros behind each.
  @specialized(where Scalar == Float)
  public func appendingZeroColumns(_ count: Int) -> Matrix {
    let zeros = [Scalar](repeating: 0, count: count)
    var elements = [Scalar]()
    elements.reserveCapacity(rowCount * (columnCount + count))
    for index in 0..<rowCount {
      elements += row(index)
      elements += zeros
    }
    return Matrix(rowCount: rowCount, columnCount: columnCount + count, elements: elements)
  }
}

extension Matrix where Scalar: MatrixScalar {
  /// `norms` becomes the squared Euclidean norm of every row.
  @specialized(where Scalar == Float)
  public func squaredRowNorms(into norms: inout [Scalar]) {
    norms.resize(count: rowCount)
    let (rows, columns) = (rowCount, columnCount)
    guard rows > 0, columns > 0 else { return }
    elements.withUnsafeBufferPointer { elements in
      norms.withUnsafeMutableBufferPointer { norms in
        Scalar.squaredRowNorms(
          elements.baseAddress!, into: norms.baseAddress!, rows: rows, columns: columns)
      }
    }
  }

  /// This matrix becomes the rows of `source` at `indices`, as `gather(_:from:)` has it, and `norms` their squared Euclidean norms: with
  /// the values at hand they cost no other way through them.
  @specialized(where Scalar == Float)
  public mutating func gather(
    _ indices: [Int], from source: Matrix, squaredNorms norms: inout [Scalar]
  ) {
    precondition(columnCount == source.columnCount)
    resize(rowCount: indices.count)
    norms.resize(count: indices.count)
    let (rows, columns) = (rowCount, columnCount)
    for index in indices { precondition(index >= 0 && index < source.rowCount) }
    guard rows > 0, columns > 0 else { return }
    source.elements.withUnsafeBufferPointer { source in
      indices.withUnsafeBufferPointer { indices in
        elements.withUnsafeMutableBufferPointer { elements in
          norms.withUnsafeMutableBufferPointer { norms in
            Scalar.gatherRows(
              source.baseAddress!, at: indices.baseAddress!, into: elements.baseAddress!,
              squaredNorms: norms.baseAddress!, rows: rows, columns: columns)
          }
        }
      }
    }
  }

  /// The squared Euclidean distance of every row to one.
  @specialized(where Scalar == Float)
  public func squaredDistances(to row: [Scalar]) -> [Scalar] {
    precondition(row.count == columnCount)
    var distances = [Scalar](repeating: 0, count: rowCount)
    for index in distances.indices {
      let start = index * columnCount
      var sum: Scalar = 0
      for column in row.indices {
        let difference = elements[start + column] - row[column]
        sum += difference * difference
      }
      distances[index] = sum
    }
    return distances
  }

  /// Multiplies row `i` by `factors[i]`; a factor of zero makes the row zero, whatever it held.
  @specialized(where Scalar == Float)
  public mutating func scaleRows(by factors: [Scalar]) {
    precondition(factors.count == rowCount)
    let (rows, columns) = (rowCount, columnCount)
    guard rows > 0, columns > 0 else { return }
    factors.withUnsafeBufferPointer { factors in
      elements.withUnsafeMutableBufferPointer { elements in
        Scalar.scaleRows(elements.baseAddress!, by: factors.baseAddress!, rows: rows, columns: columns)
      }
    }
  }

  /// The sum of all rows.
  public func columnSums() -> [Scalar] {
    var sums = [Scalar]()
    columnSums(into: &sums)
    return sums
  }

  /// `sums` becomes the sum of all rows.
  @specialized(where Scalar == Float)
  public func columnSums(into sums: inout [Scalar]) {
    sums.resize(count: columnCount)
    columnSums(into: &sums, at: 0)
  }

  /// The values of `sums` from `offset` on become the sum of all rows, each multiplied by its factor where there are factors.
  @specialized(where Scalar == Float)
  public func columnSums(scaledBy factors: [Scalar]? = nil, into sums: inout [Scalar], at offset: Int) {
    precondition(offset >= 0 && offset + columnCount <= sums.count)
    precondition(factors == nil || factors?.count == rowCount)
    let (rows, columns) = (rowCount, columnCount)
    guard columns > 0 else { return }
    elements.withUnsafeBufferPointer { elements in
      sums.withUnsafeMutableBufferPointer { sums in
        let sums = sums.baseAddress! + offset
        guard rows > 0 else { return sums.update(repeating: 0, count: columns) }
        [Scalar].withPointer(to: factors) { factors in
          Scalar.columnSums(
            elements.baseAddress!, scaledBy: factors, into: sums, rows: rows, columns: columns)
        }
      }
    }
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
