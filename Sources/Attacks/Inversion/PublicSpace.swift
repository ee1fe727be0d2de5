public import LinearAlgebra
public import Statistics

/// What public records of the same kind have in common: their mean, and the directions in which they differ most, as the
/// eigenfaces of Turk and Pentland (_Eigenfaces for Recognition_, J. Cognitive Neuroscience 3 (1991)) do for faces.
///
/// An adversary that may only ask searches here rather than among all inputs: what it draws is made of what real records
/// look like.
public struct PublicSpace: Hashable, Sendable {
  /// Of the public records, in the units of the network's inputs.
  public let mean: [Float]
  /// [dimensions, inputs]: a direction a row, times the public records' standard deviation along it. A point z of this
  /// space, one value a dimension, is the record mean + z · directions.
  public let directions: Matrix<Float>

  public var dimensionCount: Int { directions.rowCount }

  /// Public records that are looked at, at most: of more a part is drawn.
  public static let mostRecords = 400

  /// - Parameters:
  ///   - records: [records, inputs], public ones; of one or none there is a mean and no direction.
  ///   - dimensionCount: the most there may be.
  public init(of records: Matrix<Float>, dimensionCount: Int = 60, using random: RandomStream) {
    var stream = random.split("public records")
    let chosen =
      records.rowCount > Self.mostRecords
      ? Array((0..<records.rowCount).shuffled(using: &stream).prefix(Self.mostRecords)).sorted()
      : Array(0..<records.rowCount)
    var centred = records.gatheringRows(chosen)
    let count = centred.rowCount
    let mean = centred.columnSums().map { $0 / Float(max(1, count)) }
    self.mean = mean
    let width = centred.columnCount
    centred = Matrix(
      rowCount: count, columnCount: width,
      elements: centred.elements.enumerated().map { $1 - mean[$0 % width] })
    // Fewer records than inputs: the small matrix of their products has the same directions.
    let exact = centred.converted(to: Double.self)
    var products = Matrix<Double>(rowCount: 0, columnCount: count)
    products.setToProduct(.plain(exact), .transposed(exact))
    guard count > 1, let system = SymmetricEigensystem(products) else {
      directions = Matrix(rowCount: 0, columnCount: width)
      return
    }
    let kept = (0..<min(dimensionCount, count - 1)).filter {
      system.eigenvalues[$0] > 1e-9 * max(system.eigenvalues[0], .leastNormalMagnitude)
    }
    // With u of length 1, uᵀ X has the length √λ, and the records deviate along it by √(λ / (n − 1)).
    var rows = Matrix<Double>(rowCount: 0, columnCount: width)
    rows.setToProduct(.plain(system.eigenvectors.gatheringRows(kept)), .plain(exact))
    let scale = 1 / Double(count - 1).squareRoot()
    directions = Matrix(
      rowCount: kept.count, columnCount: width, elements: rows.elements.map { Float($0 * scale) })
  }

  /// The records at these points, [points, dimensions]: [points, inputs].
  public func records(at points: Matrix<Float>) -> Matrix<Float> {
    var records = Matrix<Float>(rowCount: 0, columnCount: mean.count)
    guard dimensionCount > 0 else {
      return Matrix(
        rowCount: points.rowCount, columnCount: mean.count,
        elements: (0..<points.rowCount).flatMap { _ in mean })
    }
    records.setToProduct(.plain(points), .plain(directions), plus: ArrayPart(mean, mean.indices))
    return records
  }
}
