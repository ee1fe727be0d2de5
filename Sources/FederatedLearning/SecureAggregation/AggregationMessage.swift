package import Foundation
import LinearAlgebra

/// What clients and the server say to each other in a round, and its bytes: version, kind, round, and what it holds.
///
/// Numbers are little-endian; what is listed for clients is in the order of their numbers. A reader takes the one way of writing a
/// message, whole, of its own version and round, and nothing else.
package enum AggregationMessage: Hashable, Sendable {
  case advertisement(Advertisement)
  case advertisementList([ClientID: Advertisement])
  /// Two shares for each of the others, sealed for it alone.
  case sealedShares([ClientID: Data])
  /// Those that each of the others sealed for the client.
  case deliveredShares([ClientID: Data])
  case maskedVector([UInt32])
  /// Whose masked vectors are in the sum.
  case survivorList([ClientID])
  case consistencySignature(Data)
  case signatureList([ClientID: Data])
  /// One share for each client who shared, in their order: of its self mask where it is in the sum, else of its mask key.
  case unmaskingShares([KeyShare])

  package static let version: UInt8 = 1
  static let headerBytes = 10
  /// A nonce, two shares and a tag.
  static let sealedBytes = 12 + 2 * KeyShare.byteCount + 16

  package var kind: MessageKind {
    switch self {
    case .advertisement: .advertisement
    case .advertisementList: .advertisementList
    case .sealedShares: .sealedShares
    case .deliveredShares: .deliveredShares
    case .maskedVector: .maskedVector
    case .survivorList: .survivorList
    case .consistencySignature: .consistencySignature
    case .signatureList: .signatureList
    case .unmaskingShares: .unmaskingShares
    }
  }

  package func encoded(round: UInt64) -> Data {
    Data([Self.version, kind.rawValue]) + Data(littleEndian: round) + body
  }

  private var body: Data {
    switch self {
    case .advertisement(let keys): keys.encoded
    case .advertisementList(let list):
      // Either all of them are signed or none.
      Data([list.values.contains { $0.signature != nil } ? 1 : 0])
        + Self.encoded(list.mapValues(\.encoded))
    case .sealedShares(let boxes), .deliveredShares(let boxes): Self.encoded(boxes)
    case .maskedVector(let words): words.littleEndianBytes
    case .survivorList(let clients):
      Self.encoded(Dictionary(uniqueKeysWithValues: clients.map { ($0, Data()) }))
    case .consistencySignature(let signature): signature
    case .signatureList(let signatures): Self.encoded(signatures)
    case .unmaskingShares(let shares): shares.reduce(into: Data()) { $0 += $1.encoded }
    }
  }

  private static func encoded(_ parts: [ClientID: Data]) -> Data {
    parts.sorted { $0.key < $1.key }.reduce(into: Data()) { bytes, part in
      bytes += Data(littleEndian: part.key.number)
      bytes += part.value
    }
  }

  /// - Parameter round: the one that the message has to be of.
  /// - Throws: `MessageError` where the bytes are anything but one whole message.
  package init(decoding bytes: Data, round: UInt64) throws(MessageError) {
    var reader = MessageReader(bytes)
    let version = try reader.number(UInt8.self)
    guard version == Self.version else { throw .otherVersion(version) }
    let number = try reader.number(UInt8.self)
    guard let kind = MessageKind(rawValue: number) else { throw .unknownKind(number) }
    let said = try reader.number(UInt64.self)
    guard said == round else { throw .otherRound(said, expected: round) }
    var body = MessageReader(reader.remaining, of: kind)
    switch kind {
    case .advertisement:
      self = .advertisement(
        try Advertisement(reading: &body, isSigned: body.remaining.count > 2 * Advertisement.keyBytes))
    case .advertisementList:
      let isSigned = try body.number(UInt8.self)
      guard isSigned <= 1 else { throw .unordered(kind) }
      guard isSigned == 0 || !body.remaining.isEmpty else { throw .truncated(kind) }
      self = .advertisementList(
        try body.perClient(kind) { part throws(MessageError) in
          try Advertisement(reading: &part, isSigned: isSigned == 1)
        })
    case .sealedShares: self = .sealedShares(try body.parts(kind, Self.sealedBytes))
    case .deliveredShares: self = .deliveredShares(try body.parts(kind, Self.sealedBytes))
    case .maskedVector:
      guard body.remaining.count % 4 == 0 else { throw .truncated(kind) }
      self = .maskedVector(try [UInt32](littleEndianBytes: body.bytes(body.remaining.count)))
    case .survivorList: self = .survivorList(try body.parts(kind, 0).keys.sorted())
    case .consistencySignature: self = .consistencySignature(try body.bytes(Advertisement.signatureBytes))
    case .signatureList: self = .signatureList(try body.parts(kind, Advertisement.signatureBytes))
    case .unmaskingShares:
      var shares = [KeyShare]()
      while !body.remaining.isEmpty { shares.append(try KeyShare(reading: &body)) }
      self = .unmaskingShares(shares)
    }
    guard body.remaining.isEmpty else { throw .trailingBytes(kind, count: body.remaining.count) }
  }
}

extension MessageReader {
  fileprivate mutating func parts(_ kind: MessageKind, _ length: Int) throws(MessageError) -> [ClientID: Data]
  {
    try perClient(kind) { part throws(MessageError) in try part.bytes(length) }
  }
}

extension Advertisement {
  fileprivate var encoded: Data { encryptionKey + maskKey + (signature ?? Data()) }

  fileprivate init(reading reader: inout MessageReader, isSigned: Bool) throws(MessageError) {
    encryptionKey = try reader.bytes(Self.keyBytes)
    maskKey = try reader.bytes(Self.keyBytes)
    signature = isSigned ? try reader.bytes(Self.signatureBytes) : nil
  }
}

extension KeyShare {
  /// - Throws: `MessageError` where a limb is missing, or no element of the field.
  init(reading reader: inout MessageReader) throws(MessageError) {
    var limbs = [UInt64]()
    for _ in 0..<Self.limbCount {
      let limb = try reader.number(UInt64.self)
      guard limb < PrimeField.mersenne61.modulus else { throw .notAnElement(.unmaskingShares) }
      limbs.append(limb)
    }
    self.init(limbs: limbs)
  }

  var encoded: Data { limbs.reduce(into: Data()) { $0 += Data(littleEndian: $1) } }
}
