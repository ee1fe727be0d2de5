import LinearAlgebra

/// Pixels are rounded to evenly spaced levels, from black to the brightest pixel of the file.
public struct LevelRounding: RecordTransform {
  /// From 2 on.
  public let levelCount: Int

  public init(levelCount: Int) { self.levelCount = levelCount }

  public func applied(to dataset: Dataset) throws(DatasetError) -> Dataset {
    guard case .image(_, _, let largest, _) = dataset.layout else {
      throw .describesTable(dataset.name, option: "--levels")
    }
    let steps = Double(max(1, levelCount - 1))
    let pixels = dataset.values
    return dataset.replacing(
      values: Matrix(
        rowCount: pixels.rowCount, columnCount: pixels.columnCount,
        // Multiplied first, a level that the file has too is the same number.
        elements: pixels.elements.map { ($0 / largest * steps).rounded() * largest / steps }))
  }
}
