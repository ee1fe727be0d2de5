import LinearAlgebra

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension Matrix<Float> {
  /// Cut to what an input may be; as it is where there are no limits.
  func clamped(to range: ClosedRange<Float>?) -> Matrix {
    guard let range else { return self }
    return Matrix(
      rowCount: rowCount, columnCount: columnCount,
      elements: elements.map { min(max($0, range.lowerBound), range.upperBound) })
  }

  /// ln of the confidence that a row of logits has in a class.
  func logConfidence(row: Int, class wanted: Int) -> Float {
    let values = self.row(row)
    let largest = values.max() ?? 0
    let sum = values.reduce(0) { $0 + exp($1 - largest) }
    return self[row, wanted] - largest - log(sum)
  }
}
