import Foundation
import LinearAlgebra

extension Dataset {
  /// Reads a pair of IDX files of the same length.
  static func readingImages(
    named name: String, images imagesPath: String, labels labelsPath: String, offset: Double
  ) throws(DatasetError) -> Dataset {
    let images = try IDXReader.images(at: imagesPath)
    guard FileManager.default.fileExists(atPath: labelsPath) else {
      throw .noLabelFile(path: imagesPath, expected: labelsPath)
    }
    let labels = try IDXReader.labels(at: labelsPath).map(Int.init)
    guard labels.count == images.count else {
      throw .differentCounts(images: images.count, labels: labels.count, path: imagesPath)
    }
    let classes = Set(labels).sorted()
    guard classes.count > 1 else { throw .oneClass(path: labelsPath) }
    return Dataset(
      name: name,
      layout: .image(
        width: images.width, height: images.height, largest: Double(max(1, images.pixels.max() ?? 1)),
        offset: offset),
      values: Matrix(
        rowCount: images.count, columnCount: images.width * images.height,
        elements: images.pixels.map(Double.init)),
      labels: labels.map { label in classes.firstIndex(of: label) ?? 0 },
      classNames: classes.map(String.init), rows: Array(labels.indices), reading: nil)
  }
}
