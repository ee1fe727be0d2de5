import Files
import Foundation
import LinearAlgebra

/// Reads the IDX files of bytes that MNIST made common: a magic number, the sizes, then the values, big-endian.
enum IDXReader {
  struct Images {
    let width: Int
    let height: Int
    /// `count * height * width` grey values, image by image and row by row.
    let pixels: [UInt8]
    var count: Int { pixels.count / max(1, width * height) }
  }

  static func images(at path: String) throws(DatasetError) -> Images {
    let (sizes, values) = try read(path, dimensions: 3, expected: "images")
    return Images(width: sizes[2], height: sizes[1], pixels: values)
  }

  static func labels(at path: String) throws(DatasetError) -> [UInt8] {
    try read(path, dimensions: 1, expected: "labels").values
  }

  private static func read(
    _ path: String, dimensions: Int, expected: String
  ) throws(DatasetError) -> (sizes: [Int], values: [UInt8]) {
    let bytes: [UInt8]
    // A byte becomes a value and three inputs.
    do { bytes = [UInt8](try InputFile.bytes(at: path, atMost: MachineMemory.available / 24)) } catch {
      throw .input(error)
    }
    let headerLength = 4 + 4 * dimensions
    // 0x08 is the code of unsigned bytes.
    guard bytes.count >= 4, bytes[0] == 0, bytes[1] == 0, bytes[2] == 0x08, bytes[3] == UInt8(dimensions)
    else {
      throw .notIDX(path: path, expected: expected)
    }
    guard bytes.count >= headerLength else {
      throw .truncatedIDX(path: path, found: bytes.count, expected: headerLength)
    }
    let sizes = (0..<dimensions).map { index in
      bytes[4 + 4 * index..<8 + 4 * index].reduce(0) { $0 << 8 | Int($1) }
    }
    let (area, overflow) = sizes.reduce((1, false)) { product, size in
      let (value, overflow) = product.0.multipliedReportingOverflow(by: size)
      return (value, product.1 || overflow)
    }
    guard !overflow, bytes.count - headerLength == area else {
      throw .truncatedIDX(path: path, found: bytes.count, expected: overflow ? .max : headerLength + area)
    }
    guard area > 0 else { throw .noRecords(path: path) }
    return (sizes, Array(bytes[headerLength...]))
  }
}
