import Foundation
import LinearAlgebra

extension Dataset {
  /// Reads a pair of IDX files of the same length.
  ///
  /// - Parameter downsample: the side, in pixels, of the blocks whose mean becomes one pixel.
  static func readingImages(
    named name: String, images imagesPath: String, labels labelsPath: String, offset: Double, downsample: Int
  ) throws(DatasetError) -> Dataset {
    guard downsample > 0 else {
      throw .notDivisible(width: 0, height: 0, downsample: downsample)
    }
    let images = try IDXReader.images(at: imagesPath)
    guard FileManager.default.fileExists(atPath: labelsPath) else {
      throw .noLabelFile(path: imagesPath, expected: labelsPath)
    }
    let labels = try IDXReader.labels(at: labelsPath).map(Int.init)
    guard labels.count == images.count else {
      throw .differentCounts(images: images.count, labels: labels.count, path: imagesPath)
    }
    guard images.width % downsample == 0, images.height % downsample == 0 else {
      throw .notDivisible(width: images.width, height: images.height, downsample: downsample)
    }
    let classes = Set(labels).sorted()
    guard classes.count > 1 else { throw .oneClass(path: labelsPath) }
    let width = images.width / downsample
    let height = images.height / downsample
    return Dataset(
      name: name,
      layout: .image(
        width: width, height: height, largest: Double(max(1, images.pixels.max() ?? 1)), offset: offset),
      values: blockMeans(of: images, downsample: downsample),
      labels: labels.map { label in classes.firstIndex(of: label) ?? 0 },
      classNames: classes.map(String.init), rows: Array(labels.indices), reading: nil)
  }

  private static func blockMeans(of images: IDXReader.Images, downsample: Int) -> Matrix<Double> {
    let width = images.width / downsample
    let height = images.height / downsample
    var elements = [Double](repeating: 0, count: images.count * width * height)
    let area = Double(downsample * downsample)
    for image in 0..<images.count {
      for row in 0..<images.height {
        for column in 0..<images.width {
          let pixel = images.pixels[(image * images.height + row) * images.width + column]
          elements[(image * height + row / downsample) * width + column / downsample] += Double(pixel)
        }
      }
    }
    if downsample > 1 {
      for index in elements.indices { elements[index] /= area }
    }
    return Matrix(rowCount: images.count, columnCount: width * height, elements: elements)
  }
}
