public import PlainText

/// What a message of a round is, as its second byte says.
public enum MessageKind: UInt8, CaseIterable, Sendable, CustomStringConvertible {
  case advertisement = 1
  case advertisementList
  case sealedShares
  case deliveredShares
  case maskedVector
  case survivorList
  case consistencySignature
  case signatureList
  case unmaskingShares

  public var description: String {
    switch self {
    case .advertisement: "advertised keys"
    case .advertisementList: "listed keys"
    case .sealedShares: "sealed shares"
    case .deliveredShares: "delivered shares"
    case .maskedVector: "a masked vector"
    case .survivorList: "listed survivors"
    case .consistencySignature: "a signed list"
    case .signatureList: "listed signatures"
    case .unmaskingShares: "unmasking shares"
    }
  }
}

/// Why bytes are no message of this round.
public enum MessageError: ExplainedError, Hashable {
  case truncated(MessageKind?)
  case trailingBytes(MessageKind, count: Int)
  case otherVersion(UInt8)
  case unknownKind(UInt8)
  case otherRound(UInt64, expected: UInt64)
  case unordered(MessageKind)
  case notAnElement(MessageKind)

  public var sentence: Sentence {
    switch self {
    case .truncated(let kind):
      if let kind {
        "A message of \(kind) ended before it was whole. It was not taken."
      } else {
        "A message ended before it said what it is. It was not taken."
      }
    case .trailingBytes(let kind, let count):
      "A message of \(kind) went on for \(count) bytes after its end. It was not taken."
    case .otherVersion(let version):
      "A message is of version \(version) of the protocol, and this program speaks \(AggregationMessage.version). Let all run the same program."
    case .unknownKind(let kind): "A message is of kind \(kind), which there is not. It was not taken."
    case .otherRound(let round, let expected):
      "A message is of round \(round), and this is round \(expected). It was not taken."
    case .unordered(let kind):
      "A message of \(kind) names a client twice, or out of order. It was not taken."
    case .notAnElement(let kind):
      "A message of \(kind) holds a number outside the field of the shares. It was not taken."
    }
  }
}
