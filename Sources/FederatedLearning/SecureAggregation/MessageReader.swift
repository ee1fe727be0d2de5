import Foundation

/// Takes the parts of a message one after another, and gives up where one is missing.
struct MessageReader {
  private var rest: Data
  private let kind: MessageKind?

  init(_ bytes: Data, of kind: MessageKind? = nil) {
    rest = bytes
    self.kind = kind
  }

  /// What has not been taken yet.
  var remaining: Data { rest }

  mutating func bytes(_ count: Int) throws(MessageError) -> Data {
    guard rest.count >= count else { throw .truncated(kind) }
    defer { rest = rest.dropFirst(count) }
    // A copy, so that a short part does not keep a long message in memory.
    return Data(rest.prefix(count))
  }

  mutating func number<Number: FixedWidthInteger & UnsignedInteger>(_: Number.Type) throws(MessageError)
    -> Number
  {
    try bytes(Number.bitWidth / 8).reversed().reduce(0) { $0 << 8 | Number($1) }
  }

  /// All parts up to the end, each beginning with a client's number, in the order of these.
  mutating func perClient<Part>(
    _ kind: MessageKind, _ part: (inout MessageReader) throws(MessageError) -> Part
  ) throws(MessageError) -> [ClientID: Part] {
    var (parts, last): ([ClientID: Part], ClientID?) = ([:], nil)
    while !rest.isEmpty {
      let client = ClientID(try number(UInt16.self))
      if let last, client <= last { throw .unordered(kind) }
      parts[client] = try part(&self)
      last = client
    }
    return parts
  }
}
