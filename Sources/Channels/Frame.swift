public import Foundation

/// One message of a channel: what kind it is, and its bytes. What kinds there are is for those who speak over it.
///
/// On the wire it is a length of four bytes, little-endian, that counts all after it; the version of the channel; the kind; and the
/// payload.
public struct Frame: Hashable, Sendable {
  public static let version: UInt8 = 1
  /// Length, version and kind.
  static let headerBytes = 6

  public let kind: UInt8
  public let payload: Data

  public init(kind: UInt8, payload: Data = Data()) { (self.kind, self.payload) = (kind, payload) }

  /// As it goes over the wire.
  package var encoded: Data { encoded(appending: Data()) }

  /// As a frame with more at the end of its payload goes over the wire.
  func encoded(appending more: Data) -> Data {
    let length = UInt32(payload.count + more.count + 2)
    var bytes = Data(capacity: Self.headerBytes + payload.count + more.count)
    for byte in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: length >> (8 * byte))) }
    bytes.append(contentsOf: [Self.version, kind])
    bytes.append(payload)
    bytes.append(more)
    return bytes
  }
}

/// Makes frames of bytes as they come in, in pieces of whatever length.
package struct FrameReader: Sendable {
  /// The most bytes that a payload may have. A longer one is refused by its length, before it has come.
  package var largestPayload: Int
  private var buffer = Data()
  /// The length that there is room for.
  private var reserved = 0

  package init(largestPayload: Int) { self.largestPayload = largestPayload }

  /// Whether a frame has begun that is not whole.
  package var isInsideFrame: Bool { !buffer.isEmpty }

  /// Whether what came and was not taken yet is less than the longest frame.
  var hasRoom: Bool { buffer.count < Frame.headerBytes + largestPayload }

  package mutating func append(_ bytes: some Sequence<UInt8>) {
    buffer.append(contentsOf: bytes)
    // A long frame does not move every time that it outgrows its place.
    guard let length, length != reserved, length <= largestPayload else { return }
    buffer.reserveCapacity(4 + length)
    reserved = length
  }

  /// What the frame that has begun says of its length.
  private var length: Int? {
    buffer.count < 4 ? nil : buffer.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  /// The next whole frame, or nil where it has not come yet.
  ///
  /// - Throws: `ChannelError` where what has come is the beginning of none.
  package mutating func next() throws(ChannelError) -> Frame? {
    guard let length else { return nil }
    guard length >= 2 else { throw .tooShort }
    guard length - 2 <= largestPayload else { throw .tooLong(length - 2, limit: largestPayload) }
    // The version is looked at before the rest is waited for: another one may mean something else by the length.
    guard buffer.count > 4 else { return nil }
    let version = buffer[buffer.startIndex + 4]
    guard version == Frame.version else { throw .otherVersion(version) }
    guard buffer.count >= 4 + length else { return nil }
    let frame = Frame(
      kind: buffer[buffer.startIndex + 5],
      payload: Data(buffer.dropFirst(Frame.headerBytes).prefix(length - 2)))
    // Nothing is copied where nothing is left.
    buffer = buffer.count == 4 + length ? Data() : Data(buffer.dropFirst(4 + length))
    reserved = 0
    return frame
  }
}
