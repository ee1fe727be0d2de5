import LinearAlgebra

/// Something done to the records before anybody trains on them: to those of a run, and alike to those of its shadows, which
/// share them.
public protocol RecordTransform: Sendable {
  /// - Throws: `DatasetError` where it cannot be done to these records.
  func applied(to dataset: Dataset) throws(DatasetError) -> Dataset
}

/// Blocks of pixels become their mean.
public struct BlockAveraging: RecordTransform {
  /// In pixels.
  public let side: Int

  public init(side: Int) { self.side = side }

  public func applied(to dataset: Dataset) throws(DatasetError) -> Dataset {
    guard case .image(let width, let height, let largest, let offset) = dataset.layout else { return dataset }
    guard side > 0 else { throw .notDivisible(width: 0, height: 0, downsample: side) }
    guard width % side == 0, height % side == 0 else {
      throw .notDivisible(width: width, height: height, downsample: side)
    }
    let (columns, rows) = (width / side, height / side)
    var means = [Double](repeating: 0, count: dataset.count * columns * rows)
    let pixels = dataset.values.elements
    for image in 0..<dataset.count {
      for row in 0..<height {
        let (own, target) = ((image * height + row) * width, (image * rows + row / side) * columns)
        for column in 0..<width { means[target + column / side] += pixels[own + column] }
      }
    }
    let area = Double(side * side)
    if side > 1 { for index in means.indices { means[index] /= area } }
    return Dataset(
      name: dataset.name, layout: .image(width: columns, height: rows, largest: largest, offset: offset),
      values: Matrix(rowCount: dataset.count, columnCount: columns * rows, elements: means),
      labels: dataset.labels, classNames: dataset.classNames, rows: dataset.rows, reading: dataset.reading)
  }
}
