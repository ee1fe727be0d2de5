extension Matrix where Scalar: MatrixScalar {
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
      // In double precision, for the terms of examples that pull apart cancel: a norm that came out too small would let a
      // gradient be longer than it is clipped to.
      var sum = 0.0
      for first in group {
        sum += product(of: first, and: first, with: inputs)
        for second in group.lowerBound..<first { sum += 2 * product(of: first, and: second, with: inputs) }
      }
      norms[index] += Scalar(sum < 0 ? 0 : sum)
    }
  }

  @specialized(where Scalar == Float)
  private func product(of first: Int, and second: Int, with inputs: Matrix) -> Double {
    innerProduct(ofRow: first, and: second) * (inputs.innerProduct(ofRow: first, and: second) + 1)
  }

  @specialized(where Scalar == Float)
  private func innerProduct(ofRow first: Int, and second: Int) -> Double {
    let width = columnCount
    return elements.withUnsafeBufferPointer { elements in
      var sum = 0.0
      for column in 0..<width {
        sum += Double(elements[first * width + column]) * Double(elements[second * width + column])
      }
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
      var sum = 0.0
      for column in 0..<columnCount {
        var (gain, bias) = (0.0, 0.0)
        for row in group {
          let gradient = Double(self[row, column])
          bias += gradient
          gain += gradient * Double(normalized[row, column])
        }
        sum += gain * gain + bias * bias
      }
      norms[index] += Scalar(sum)
    }
  }
}
