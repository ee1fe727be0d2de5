import LinearAlgebra
import Statistics
import Testing

/// The loops compiled for the processor's vectors do to `Float` what the plain ones do to `Double`, to rounding.
struct VectorLoopTests {
  private static let sizes = [(1, 1), (3, 10), (7, 33), (64, 130)]

  private func random(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix<Float> {
    var matrix = Matrix<Float>(rowCount: rows, columnCount: columns)
    var noise = GaussianNoise(RandomStream(seed: seed))
    noise.add(to: &matrix, standardDeviation: 2)
    return matrix
  }

  private func agree(_ floats: [Float], _ doubles: [Double], within tolerance: Double = 4e-7) -> Bool {
    floats.count == doubles.count
      && zip(floats, doubles).allSatisfy { abs(Double($0) - $1) <= tolerance * max(1, abs($1)) }
  }

  @Test(arguments: sizes) func rows(rowCount: Int, columnCount: Int) {
    let matrix = random(rowCount, columnCount, seed: 1)
    let factors = (0..<rowCount).map { Float($0 % 3) * 0.7 }
    var fast = matrix
    var plain = matrix.converted(to: Double.self)
    fast.scaleRows(by: factors)
    plain.scaleRows(by: factors.map(Double.init))
    #expect(agree(fast.elements, plain.elements))
    var (norms, sums) = ([Float](), [Float]())
    var (plainNorms, plainSums) = ([Double](), [Double]())
    matrix.squaredRowNorms(into: &norms)
    matrix.converted(to: Double.self).squaredRowNorms(into: &plainNorms)
    #expect(agree(norms, plainNorms, within: 3e-6))
    // On the way of a copy they are the same to the bit.
    let batch = (0..<2 * rowCount).map { $0 * 5 % rowCount }
    var gathered = Matrix<Float>(rowCount: 0, columnCount: columnCount)
    var plainGathered = Matrix<Double>(rowCount: 0, columnCount: columnCount)
    var (ownNorms, plainOwnNorms) = ([Float](), [Double]())
    gathered.gather(batch, from: matrix, squaredNorms: &ownNorms)
    plainGathered.gather(batch, from: matrix.converted(to: Double.self), squaredNorms: &plainOwnNorms)
    #expect(gathered == matrix.gatheringRows(batch))
    #expect(plainGathered == gathered.converted(to: Double.self))
    #expect(ownNorms == batch.map { norms[$0] })
    #expect(plainOwnNorms == batch.map { plainNorms[$0] })
    matrix.columnSums(into: &sums)
    matrix.converted(to: Double.self).columnSums(into: &plainSums)
    #expect(agree(sums, plainSums, within: 2e-5))
  }

  @Test(arguments: sizes) func elements(rowCount: Int, columnCount: Int) {
    var fast = random(rowCount, columnCount, seed: 3)
    var plain = fast.converted(to: Double.self)
    var outputs = random(rowCount, columnCount, seed: 4)
    var plainOutputs = outputs.converted(to: Double.self)
    outputs.rectify()
    plainOutputs.rectify()
    #expect(agree(outputs.elements, plainOutputs.elements))
    fast.multiplyByRectifierSlope(atOutputs: outputs)
    plain.multiplyByRectifierSlope(atOutputs: outputs.converted(to: Double.self))
    #expect(agree(fast.elements, plain.elements))
    var weight = outputs.elements
    var plainWeight = weight.map(Double.init)
    var velocity = random(rowCount, columnCount, seed: 5).elements
    var plainVelocity = velocity.map(Double.init)
    for _ in 0..<3 {
      weight.descend(
        velocity: &velocity, gradient: fast.elements, in: weight.indices, scale: 0.25, decay: 0.01,
        momentum: 0.9, rate: 0.1)
      plainWeight.descend(
        velocity: &plainVelocity, gradient: plain.elements, in: weight.indices, scale: 0.25, decay: 0.01,
        momentum: 0.9, rate: 0.1)
    }
    #expect(agree(weight, plainWeight, within: 2e-6))
    #expect(agree(velocity, plainVelocity, within: 2e-6))
  }

  /// Products of small whole numbers are exact, whatever adds them up and in whatever order; the last two sizes are
  /// too deep and too large for our own routine.
  @Test(arguments: [
    (1, 1, 0), (1, 1, 1), (6, 16, 8), (5, 24, 9), (31, 10, 128), (26, 47, 70), (2, 3, 1025), (99, 98, 97),
  ])
  func products(rows: Int, columns: Int, inner: Int) {
    var stream = RandomStream(seed: 7)
    func whole(_ rows: Int, _ columns: Int) -> Matrix<Float> {
      Matrix(
        rowCount: rows, columnCount: columns,
        elements: (0..<rows * columns).map { _ in (8 * stream.uniform()).rounded() - 4 }.map(Float.init))
    }
    let (a, turnedA) = (whole(rows, inner), whole(inner, rows))
    let (b, turnedB) = (whole(inner, columns), whole(columns, inner))
    let start = whole(1, columns).elements
    for left in [Matrix.Side.plain(a), .transposed(turnedA)] {
      for right in [Matrix.Side.plain(b), .transposed(turnedB)] {
        var product = Matrix<Float>(rowCount: 1, columnCount: columns, repeating: .nan)
        product.setToProduct(left, right)
        var shifted = Matrix<Float>(rowCount: 0, columnCount: columns)
        shifted.setToProduct(left, right, plus: ArrayPart(start, start.indices))
        for row in 0..<rows {
          for column in 0..<columns {
            let expected = (0..<inner).reduce(Float(0)) { sum, k in
              sum + (left.isTransposed ? turnedA[k, row] : a[row, k])
                * (right.isTransposed ? turnedB[column, k] : b[k, column])
            }
            guard product[row, column] == expected, shifted[row, column] == start[column] + expected else {
              Issue.record("\(product[row, column]) is not \(expected) at \(row), \(column)")
              return
            }
          }
        }
      }
    }
  }

  @Test(arguments: sizes, [0, 0.1]) func crossEntropy(size: (Int, Int), labelSmoothing: Double) {
    let (rowCount, columnCount) = size
    var elements = random(rowCount, columnCount, seed: 6).elements
    elements.scale(by: 8)
    var fast = Matrix(rowCount: rowCount, columnCount: columnCount, elements: elements)
    var plain = fast.converted(to: Double.self)
    let labels = (0..<rowCount).map { $0 % columnCount }
    var losses = [Float]()
    var plainLosses = [Double]()
    fast.applyCrossEntropy(labels: labels, labelSmoothing: labelSmoothing, losses: &losses)
    plain.applyCrossEntropy(labels: labels, labelSmoothing: labelSmoothing, losses: &plainLosses)
    #expect(agree(fast.elements, plain.elements, within: 2e-6))
    #expect(agree(losses, plainLosses, within: 2e-6))
    guard labelSmoothing == 0 else { return }
    // Relative, and not only absolute: a small confidence keeps its digits.
    for (value, expected) in zip(fast.elements, plain.elements) where expected > 1e-30 {
      #expect(abs(Double(value) / expected - 1) < 5e-6)
    }
  }

  @Test func whatIsNoNumberStaysNone() {
    var matrix = Matrix<Float>(rowCount: 1, columnCount: 12, repeating: 1)
    matrix[0, 3] = .nan
    var rectified = matrix
    rectified.rectify()
    #expect(rectified[0, 3].isNaN && rectified[0, 4] == 1)
    var losses = [Float]()
    matrix.applyCrossEntropy(labels: [0], labelSmoothing: 0, losses: &losses)
    #expect(matrix.elements.allSatisfy(\.isNaN) && losses[0].isNaN)
  }
}
