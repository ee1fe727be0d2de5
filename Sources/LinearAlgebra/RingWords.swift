public import Foundation

/// Elements of the ring of whole numbers modulo 2³² or 2⁶⁴: they wrap around, and so do their sums.
extension Array where Element: FixedWidthInteger & UnsignedInteger {
  private static var wordBytes: Int { Element.bitWidth / 8 }

  /// Adds words, little-endian, to those from `start` on; or subtracts them.
  ///
  /// - Precondition: there are as many words from there on as the bytes make.
  @specialized(where Element == UInt32)
  @specialized(where Element == UInt64)
  public mutating func addWords(of bytes: Data, from start: Int, subtracting: Bool) {
    let size = Self.wordBytes
    let count = bytes.count / size
    precondition(start >= 0 && start + count <= self.count)
    guard count > 0 else { return }
    withUnsafeMutableBufferPointer { words in
      bytes.withUnsafeBytes { bytes in
        // Without a check of bounds at each, the loop takes many words at once.
        let (words, bytes) = (words.baseAddress! + start, bytes.baseAddress!)
        if subtracting {
          for index in 0..<count {
            words[index] &-= Element(
              littleEndian: bytes.loadUnaligned(fromByteOffset: size * index, as: Element.self))
          }
        } else {
          for index in 0..<count {
            words[index] &+= Element(
              littleEndian: bytes.loadUnaligned(fromByteOffset: size * index, as: Element.self))
          }
        }
      }
    }
  }

  /// Adds another vector of the same length, element by element.
  @specialized(where Element == UInt32)
  @specialized(where Element == UInt64)
  public mutating func addWrapping(_ other: [Element]) {
    combine(with: other) { $0 &+= $1 }
  }

  /// Takes another vector of the same length away, element by element.
  @specialized(where Element == UInt64)
  public mutating func subtractWrapping(_ other: [Element]) {
    combine(with: other) { $0 &-= $1 }
  }

  /// Multiplies by another vector of the same length, element by element.
  @specialized(where Element == UInt64)
  public mutating func multiplyWrapping(by other: [Element]) {
    combine(with: other) { $0 &*= $1 }
  }

  /// Each bit becomes the exclusive or with that of another vector of the same length.
  @specialized(where Element == UInt64)
  public mutating func formExclusiveOr(_ other: [Element]) {
    combine(with: other) { $0 ^= $1 }
  }

  /// Each bit stays where another vector of the same length has it too.
  @specialized(where Element == UInt64)
  public mutating func formAnd(_ other: [Element]) {
    combine(with: other) { $0 &= $1 }
  }

  @inline(__always)
  private mutating func combine(with other: [Element], _ body: (inout Element, Element) -> Void) {
    precondition(count == other.count)
    withUnsafeMutableBufferPointer { words in
      other.withUnsafeBufferPointer { other in
        for index in words.indices { body(&words[index], other[index]) }
      }
    }
  }

  /// The bytes of each, little-endian.
  public var littleEndianBytes: Data {
    @specialized(where Element == UInt32)
    @specialized(where Element == UInt64)
    get {
      let size = Self.wordBytes
      var bytes = Data(count: size * count)
      bytes.withUnsafeMutableBytes { bytes in
        withUnsafeBufferPointer { words in
          for index in words.indices {
            bytes.storeBytes(of: words[index].littleEndian, toByteOffset: size * index, as: Element.self)
          }
        }
      }
      return bytes
    }
  }

  /// The words of those bytes; what makes no whole word at their end is left out.
  @specialized(where Element == UInt32)
  @specialized(where Element == UInt64)
  public init(littleEndianBytes bytes: Data) {
    self.init(repeating: 0, count: bytes.count / Self.wordBytes)
    addWords(of: bytes, from: 0, subtracting: false)
  }
}
