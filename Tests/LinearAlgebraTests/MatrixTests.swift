import LinearAlgebra
import Statistics
import Testing

struct MatrixTests {
  private func random(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix<Double> {
    var stream = RandomStream(seed: seed)
    return Matrix(
      rowCount: rows, columnCount: columns, elements: (0..<rows * columns).map { _ in stream.uniform() - 0.5 }
    )
  }

  private func transposed(_ matrix: Matrix<Double>) -> Matrix<Double> {
    var result = Matrix<Double>(rowCount: matrix.columnCount, columnCount: matrix.rowCount)
    for row in 0..<matrix.rowCount {
      for column in 0..<matrix.columnCount { result[column, row] = matrix[row, column] }
    }
    return result
  }

  @Test(arguments: [0, 1, 3, 8], [1, 5])
  func productsAgreeWithTheDefinition(rows: Int, inner: Int) {
    let a = random(rows, inner, seed: 1)
    let b = random(inner, 4, seed: 2)
    var product = Matrix<Double>(rowCount: 2, columnCount: 4, repeating: .nan)
    product.setToProduct(.plain(a), .plain(b))
    var turned = Matrix<Double>(rowCount: 0, columnCount: 4)
    turned.setToProduct(.transposed(transposed(a)), .transposed(transposed(b)))
    #expect(product.rowCount == rows)
    for row in 0..<rows {
      for column in 0..<4 {
        let expected = (0..<inner).reduce(0) { $0 + a[row, $1] * b[$1, column] }
        #expect(abs(product[row, column] - expected) < 1e-14)
        #expect(abs(turned[row, column] - expected) < 1e-14)
      }
    }
  }

  @Test func rowsAreGatheredNormedAndSummed() {
    let matrix = Matrix<Float>(rowCount: 3, columnCount: 5, elements: (0..<15).map(Float.init))
    let gathered = matrix.gatheringRows([2, 0, 2])
    #expect(Array(gathered.row(0)) == [10, 11, 12, 13, 14])
    var norms: [Float] = []
    gathered.squaredRowNorms(into: &norms)
    #expect(norms == [730, 30, 730])
    #expect(matrix.columnSums() == [15, 18, 21, 24, 27])
    #expect(matrix.gatheringRows([]).columnSums() == [0, 0, 0, 0, 0])
  }

  /// A factor of zero takes a row out, even one that holds what zero cannot silence.
  @Test func zeroFactorsSilenceWhatIsNotFinite() {
    var matrix = Matrix<Float>(rowCount: 2, columnCount: 2, elements: [.nan, .infinity, 1, 2])
    matrix.scaleRows(by: [0, 3])
    #expect(matrix.elements == [0, 0, 3, 6])
  }

  @Test func crossEntropySurvivesLargeLogits() {
    var matrix = Matrix<Double>(rowCount: 2, columnCount: 2, elements: [1000, 1000, -1000, 0])
    var losses: [Double] = []
    matrix.applyCrossEntropy(labels: [1, 0], labelSmoothing: 0, losses: &losses)
    #expect(matrix.elements == [0.5, -0.5, -1, 1])
    #expect(abs(losses[0] - 0.693147180559945) < 1e-12 && losses[1] == 1000)
  }
}
