/// The loops of layer normalisation, over rows of their own mean and deviation.
extension Matrix where Scalar: MatrixScalar {
  /// This matrix becomes `source` with every row shifted and scaled to mean zero and variance one, in the memory it has.
  ///
  /// - Parameters:
  ///   - epsilon: added to the variance, which is that of the row's values alone (over their number).
  ///   - inverseDeviations: becomes one over the square root of that sum, a value for each row.
  @specialized(where Scalar == Float)
  public mutating func normalizeRows(
    of source: Matrix, epsilon: Scalar, inverseDeviations: inout [Scalar]
  ) {
    precondition(columnCount == source.columnCount)
    resize(rowCount: source.rowCount)
    inverseDeviations.resize(count: rowCount)
    let width = columnCount
    guard width > 0 else { return }
    source.elements.withUnsafeBufferPointer { x in
      elements.withUnsafeMutableBufferPointer { normalized in
        for row in inverseDeviations.indices {
          let cells = row * width..<(row + 1) * width
          let mean = sum(over: cells) { x[$0] } / Scalar(width)
          let variance = sum(over: cells) { (x[$0] - mean) * (x[$0] - mean) } / Scalar(width)
          let inverse = 1 / (variance + epsilon).squareRoot()
          for index in cells { normalized[index] = (x[index] - mean) * inverse }
          inverseDeviations[row] = inverse
        }
      }
    }
  }

  /// This matrix becomes `source` with every column multiplied by its factor, plus its shift, in the memory it has.
  @specialized(where Scalar == Float)
  public mutating func setToColumns(
    of source: Matrix, scaledBy factors: ArraySlice<Scalar>, plus shifts: ArraySlice<Scalar>
  ) {
    precondition(columnCount == source.columnCount)
    precondition(columnCount == factors.count && columnCount == shifts.count)
    resize(rowCount: source.rowCount)
    let (rows, width) = (rowCount, columnCount)
    source.elements.withUnsafeBufferPointer { source in
      elements.withUnsafeMutableBufferPointer { target in
        factors.withUnsafeBufferPointer { factors in
          shifts.withUnsafeBufferPointer { shifts in
            for row in 0..<rows {
              for column in 0..<width {
                target[row * width + column] = source[row * width + column] * factors[column] + shifts[column]
              }
            }
          }
        }
      }
    }
  }

  /// This matrix becomes the gradient at what was normalised, (h − mean h − x̂ · mean(h ⊙ x̂)) / σ for every row, where h is the
  /// gradient at the normalised values x̂: that at the outputs, multiplied by the columns' factors.
  @specialized(where Scalar == Float)
  public mutating func setToNormalizationGradient(
    from outputGradient: Matrix, scaledBy factors: ArraySlice<Scalar>, normalized: Matrix,
    inverseDeviations: [Scalar]
  ) {
    precondition(columnCount == outputGradient.columnCount && columnCount == normalized.columnCount)
    precondition(columnCount == factors.count && inverseDeviations.count == outputGradient.rowCount)
    precondition(normalized.rowCount == outputGradient.rowCount)
    resize(rowCount: outputGradient.rowCount)
    let width = columnCount
    guard width > 0 else { return }
    outputGradient.elements.withUnsafeBufferPointer { gradient in
      normalized.elements.withUnsafeBufferPointer { normalized in
        elements.withUnsafeMutableBufferPointer { target in
          factors.withUnsafeBufferPointer { factors in
            for row in inverseDeviations.indices {
              let cells = row * width..<(row + 1) * width
              for index in cells { target[index] = gradient[index] * factors[index - cells.lowerBound] }
              let mean = sum(over: cells) { target[$0] } / Scalar(width)
              let along = sum(over: cells) { target[$0] * normalized[$0] } / Scalar(width)
              let inverse = inverseDeviations[row]
              for index in cells {
                target[index] = (target[index] - mean - normalized[index] * along) * inverse
              }
            }
          }
        }
      }
    }
  }

  /// Adds to `norms` for every row Σ g² (x̂² + 1): the squared norm of its gradient over factors and shifts, where this matrix
  /// is the gradient g at the outputs.
  @specialized(where Scalar == Float)
  public func addSquaredRowNorms(weightedBy normalized: Matrix, to norms: inout [Scalar]) {
    precondition(rowCount == normalized.rowCount && columnCount == normalized.columnCount)
    precondition(norms.count == rowCount)
    let width = columnCount
    elements.withUnsafeBufferPointer { gradient in
      normalized.elements.withUnsafeBufferPointer { normalized in
        for row in norms.indices {
          norms[row] += sum(over: row * width..<(row + 1) * width) {
            gradient[$0] * gradient[$0] * (normalized[$0] * normalized[$0] + 1)
          }
        }
      }
    }
  }

  /// The values of `sums` from `offset` on become the sum of all rows, multiplied element by element with `other`.
  @specialized(where Scalar == Float)
  public func columnSums(
    ofProductsWith other: Matrix, scaledBy factors: [Scalar]?, into sums: inout [Scalar], at offset: Int
  ) {
    precondition(rowCount == other.rowCount && columnCount == other.columnCount)
    precondition(offset >= 0 && offset + columnCount <= sums.count)
    let (rows, width) = (rowCount, columnCount)
    elements.withUnsafeBufferPointer { elements in
      other.elements.withUnsafeBufferPointer { other in
        sums.withUnsafeMutableBufferPointer { sums in
          for column in offset..<offset + width { sums[column] = 0 }
          for row in 0..<rows {
            let factor = factors?[row] ?? 1
            for column in 0..<width {
              sums[offset + column] += factor * elements[row * width + column] * other[row * width + column]
            }
          }
        }
      }
    }
  }
}

/// The sum of a term for each index, in eight parts, so that no addition waits for the one before.
@inline(__always)
private func sum<Scalar: MatrixScalar>(over indices: Range<Int>, _ term: (Int) -> Scalar) -> Scalar {
  var (a, b, c, d): (Scalar, Scalar, Scalar, Scalar) = (0, 0, 0, 0)
  var (e, f, g, h): (Scalar, Scalar, Scalar, Scalar) = (0, 0, 0, 0)
  var index = indices.lowerBound
  while index + 8 <= indices.upperBound {
    a += term(index)
    b += term(index + 1)
    c += term(index + 2)
    d += term(index + 3)
    e += term(index + 4)
    f += term(index + 5)
    g += term(index + 6)
    h += term(index + 7)
    index += 8
  }
  while index < indices.upperBound {
    a += term(index)
    index += 1
  }
  return ((a + b) + (c + d)) + ((e + f) + (g + h))
}
