internal import COpenBLAS

/// The eigenvalues and eigenvectors of a symmetric matrix A, in `Double`, by LAPACK's `dsyev`.
public struct SymmetricEigensystem: Hashable, Sendable {
  /// The largest first.
  public let eigenvalues: [Double]
  /// [n, n]: for each eigenvalue a row of length 1, of either sign.
  public let eigenvectors: Matrix<Double>

  /// - Parameter matrix: [n, n], symmetric; one triangle of it is read.
  /// - Returns: nil where the matrix has NaN or infinities in it, the iteration does not converge, or the library multiplies
  ///   wrongly on this processor.
  public init?(_ matrix: Matrix<Double>) {
    precondition(matrix.rowCount == matrix.columnCount, "only a square matrix has eigenvalues")
    let size = matrix.rowCount
    guard matrix.elements.allSatisfy(\.isFinite) else { return nil }
    // Eigenvectors are computed by products of the same library.
    guard MatrixLibrary.isRight else { return nil }
    _ = MatrixLibrary.isSingleThreaded
    var (rows, values) = (matrix.elements, [Double](repeating: 0, count: size))
    var work = [Double](repeating: 0, count: max(1, 34 * size))
    if size > 0 {
      guard lapack_symmetric_eigen(Int32(size), &rows, &values, &work, Int32(work.count)) == 0 else {
        return nil
      }
    }
    eigenvalues = values.reversed()
    eigenvectors = Matrix(
      rowCount: size, columnCount: size,
      elements: (0..<size).reversed().flatMap { rows[$0 * size..<($0 + 1) * size] })
  }
}
