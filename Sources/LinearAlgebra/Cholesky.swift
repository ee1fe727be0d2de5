/// The factor L of a symmetric positive definite matrix A = L Lᵀ, with which its systems are solved.
///
/// In `Double` and in the plain order of the textbook, n³/6 multiplications: for systems of up to some hundred unknowns.
///
/// Reference: Golub and Van Loan, _Matrix Computations_, 4th edition, Algorithm 4.2.1 by rows.
public struct Cholesky: Hashable, Sendable {
  /// L, [n, n], lower triangular.
  public let factor: Matrix<Double>

  /// - Parameter matrix: [n, n], of which the lower triangle alone is read.
  /// - Returns: nil where the matrix is not positive definite as far as rounding shows, or has NaN in it.
  public init?(_ matrix: Matrix<Double>) {
    precondition(matrix.rowCount == matrix.columnCount, "only a square matrix has a factor")
    let size = matrix.rowCount
    let elements = matrix.elements
    var factor = [Double](repeating: 0, count: size * size)
    for row in 0..<size {
      for column in 0...row {
        var sum = elements[row * size + column]
        for inner in 0..<column { sum -= factor[row * size + inner] * factor[column * size + inner] }
        if row == column {
          guard sum > 0, sum.isFinite else { return nil }
          factor[row * size + row] = sum.squareRoot()
        } else {
          factor[row * size + column] = sum / factor[column * size + column]
        }
      }
    }
    self.factor = Matrix(rowCount: size, columnCount: size, elements: factor)
  }

  /// x of A x = b.
  ///
  /// - Parameter right: b, n values.
  public func solution(of right: [Double]) -> [Double] {
    let size = factor.rowCount
    precondition(right.count == size, "a right side needs one value a row")
    let factor = factor.elements
    var solution = right
    for row in 0..<size {
      for inner in 0..<row { solution[row] -= factor[row * size + inner] * solution[inner] }
      solution[row] /= factor[row * size + row]
    }
    for row in (0..<size).reversed() {
      for inner in row + 1..<size { solution[row] -= factor[inner * size + row] * solution[inner] }
      solution[row] /= factor[row * size + row]
    }
    return solution
  }

  /// ln det A, which is 2 Σ ln Lᵢᵢ.
  public var logDeterminant: Double {
    (0..<factor.rowCount).reduce(0) { $0 + 2 * Double.logarithm(factor[$1, $1]) }
  }
}
