public import Foundation

/// Elements of the ring of whole numbers modulo 2³²: they wrap around, and so do their sums.
extension [UInt32] {
  /// Adds words of four bytes, little-endian, to those from `start` on; or subtracts them.
  ///
  /// - Precondition: there are as many words from there on as the bytes make.
  public mutating func addWords(of bytes: Data, from start: Int, subtracting: Bool) {
    let count = bytes.count / 4
    precondition(start >= 0 && start + count <= self.count)
    guard count > 0 else { return }
    withUnsafeMutableBufferPointer { words in
      bytes.withUnsafeBytes { bytes in
        // Without a check of bounds at each, the loop takes many words at once.
        let (words, bytes) = (words.baseAddress! + start, bytes.baseAddress!)
        if subtracting {
          for index in 0..<count {
            words[index] &-= UInt32(
              littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
          }
        } else {
          for index in 0..<count {
            words[index] &+= UInt32(
              littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
          }
        }
      }
    }
  }

  /// Adds another vector of the same length, element by element.
  public mutating func addWrapping(_ other: [UInt32]) {
    precondition(count == other.count)
    withUnsafeMutableBufferPointer { words in
      other.withUnsafeBufferPointer { other in
        for index in other.indices { words[index] &+= other[index] }
      }
    }
  }

  /// Four bytes for each, little-endian.
  public var littleEndianBytes: Data {
    var bytes = Data(count: 4 * count)
    bytes.withUnsafeMutableBytes { bytes in
      withUnsafeBufferPointer { words in
        for index in words.indices {
          bytes.storeBytes(of: words[index].littleEndian, toByteOffset: 4 * index, as: UInt32.self)
        }
      }
    }
    return bytes
  }

  /// The words of those bytes; what makes no whole word at their end is left out.
  public init(littleEndianBytes bytes: Data) {
    self.init(repeating: 0, count: bytes.count / 4)
    addWords(of: bytes, from: 0, subtracting: false)
  }
}
