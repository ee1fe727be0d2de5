extension Matrix {
  /// Adds to `norms`, for each group of rows, the squared Euclidean norm of the sum over the group of the outer products of
  /// this matrix' rows gᵢ with those of `inputs`, aᵢ, and with one: Σ (gᵢ · gⱼ)(aᵢ · aⱼ + 1) over all pairs of the group, so
  /// that no sum is formed.
  ///
  /// - Parameter groups: of rows that follow one another.
  @specialized(where Scalar == Float)
  public func addSquaredGroupNorms(
    ofOuterProductsWith inputs: Matrix, groups: [Range<Int>], to norms: inout [Scalar]
  ) {
    precondition(rowCount == inputs.rowCount && norms.count == groups.count)
    for (index, group) in groups.enumerated() {
      for first in group {
        norms[index] += squaredNorm(of: first, and: first, with: inputs)
        for second in group.lowerBound..<first {
          norms[index] += 2 * squaredNorm(of: first, and: second, with: inputs)
        }
      }
    }
  }

  private func squaredNorm(of first: Int, and second: Int, with inputs: Matrix) -> Scalar {
    innerProduct(ofRow: first, and: second) * (inputs.innerProduct(ofRow: first, and: second) + 1)
  }

  @specialized(where Scalar == Float)
  func innerProduct(ofRow first: Int, and second: Int) -> Scalar {
    let width = columnCount
    return elements.withUnsafeBufferPointer { elements in
      var sum: Scalar = 0
      for column in 0..<width { sum += elements[first * width + column] * elements[second * width + column] }
      return sum
    }
  }

  /// Adds to `norms`, for each group of rows, the squared Euclidean norm of the sum over the group of this matrix' rows, and
  /// of these multiplied element by element with those of `normalized`.
  @specialized(where Scalar == Float)
  public func addSquaredGroupNorms(
    weightedBy normalized: Matrix, groups: [Range<Int>], to norms: inout [Scalar]
  ) {
    precondition(rowCount == normalized.rowCount && columnCount == normalized.columnCount)
    precondition(norms.count == groups.count)
    for (index, group) in groups.enumerated() {
      for column in 0..<columnCount {
        var (gain, bias): (Scalar, Scalar) = (0, 0)
        for row in group {
          bias += self[row, column]
          gain += self[row, column] * normalized[row, column]
        }
        norms[index] += gain * gain + bias * bias
      }
    }
  }
}
