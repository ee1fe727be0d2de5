package import Channels
package import Foundation
import LinearAlgebra

/// What parties say to each other, once each has proven itself.
package enum PartyMessage: Hashable, Sendable {
  /// The model's owner to both: shapes and numbers, no value.
  case plan(InferencePlan)
  /// The model's owner to the records' owner.
  case terms(PartyTerms)
  /// The records' owner to the dealer: the hash of the plan that it accepts.
  case agreed(Data)
  /// The dealer to each: what its share of all randomness is drawn from.
  case dealt(Data)
  /// What the other's share of this owner's secrets is drawn from.
  case shareKey(Data)
  /// The records' owner to both: so many records come next.
  case batch(Int)
  /// The dealer to the records' owner: words, little-endian.
  case corrections(Data)
  /// A message of a round.
  case round(Data)
  /// The records' owner has what it wanted. Both others answer `finished`, and go when it says `done`.
  case finish
  case finished
  case done
  /// Why the computation ends here, a sentence.
  case abort(String)

  /// The version of all this; roles and proofs are `ChannelHandshake`'s.
  package static let version: UInt8 = 1
  /// The most bytes that a message has before a plan says how large others are.
  package static let largestBeforePlan = 1 << 16
  static let keyBytes = 32
  private static let longestReason = 1000

  private enum Kind: UInt8 {
    case plan = 1
    case terms, agreed, dealt, shareKey, batch, corrections, round, finish, finished, done, abort
  }

  package var frame: Frame {
    switch self {
    case .plan(let plan): Frame(kind: Kind.plan.rawValue, payload: plan.encoded)
    case .terms(let terms): Frame(kind: Kind.terms.rawValue, payload: terms.encoded)
    case .agreed(let hash): Frame(kind: Kind.agreed.rawValue, payload: hash)
    case .dealt(let key): Frame(kind: Kind.dealt.rawValue, payload: key)
    case .shareKey(let key): Frame(kind: Kind.shareKey.rawValue, payload: key)
    case .batch(let count):
      Frame(kind: Kind.batch.rawValue, payload: [UInt32(count)].littleEndianBytes)
    case .corrections(let words): Frame(kind: Kind.corrections.rawValue, payload: words)
    case .round(let bytes): Frame(kind: Kind.round.rawValue, payload: bytes)
    case .finish: Frame(kind: Kind.finish.rawValue)
    case .finished: Frame(kind: Kind.finished.rawValue)
    case .done: Frame(kind: Kind.done.rawValue)
    case .abort(let reason):
      Frame(kind: Kind.abort.rawValue, payload: Data(reason.utf8.prefix(Self.longestReason)))
    }
  }

  /// Nil where the frame says nothing that belongs here.
  package init?(_ frame: Frame) {
    let payload = frame.payload
    switch Kind(rawValue: frame.kind) {
    case .plan:
      guard let plan = InferencePlan(decoding: payload) else { return nil }
      self = .plan(plan)
    case .terms:
      guard let terms = PartyTerms(decoding: payload) else { return nil }
      self = .terms(terms)
    case .agreed where payload.count == Self.keyBytes: self = .agreed(payload)
    case .dealt where payload.count == Self.keyBytes: self = .dealt(payload)
    case .shareKey where payload.count == Self.keyBytes: self = .shareKey(payload)
    case .batch where payload.count == 4:
      self = .batch(Int([UInt32](littleEndianBytes: payload)[0]))
    case .corrections where payload.count % 8 == 0: self = .corrections(payload)
    case .round: self = .round(payload)
    case .finish where payload.isEmpty: self = .finish
    case .finished where payload.isEmpty: self = .finished
    case .done where payload.isEmpty: self = .done
    case .abort where payload.count <= Self.longestReason:
      self = .abort(String(decoding: payload, as: UTF8.self))
    default: return nil
    }
  }
}

/// What the records' owner is told beside the plan.
package struct PartyTerms: Hashable, Sendable {
  /// The largest magnitude that an input may have.
  package let inputBound: Double
  package let classNames: [String]

  /// Names are cut off where they are longer, so that all terms can be read.
  package init(inputBound: Double, classNames: [String]) {
    self.inputBound = inputBound
    // No scalar has more than four bytes.
    let longest = Self.longestNames / max(1, classNames.count) / 4
    self.classNames = classNames.map { String($0.unicodeScalars.prefix(longest)) }
  }

  /// Bytes, in all.
  private static let longestNames = 40_000

  /// The bound, then each name behind its length.
  fileprivate var encoded: Data {
    var bytes = [inputBound.bitPattern].littleEndianBytes
    for name in classNames { bytes += [UInt32(name.utf8.count)].littleEndianBytes + Data(name.utf8) }
    return bytes
  }

  fileprivate init?(decoding bytes: Data) {
    var reader = PartyReader(bytes)
    guard let bound = reader.words(UInt64.self, 1)?.first else { return nil }
    inputBound = Double(bitPattern: bound)
    guard inputBound.isFinite else { return nil }
    var names: [String] = []
    while !reader.isAtEnd {
      guard let length = reader.words(UInt32.self, 1)?.first, let text = reader.bytes(Int(length)),
        let name = String(validating: text, as: UTF8.self)
      else { return nil }
      names.append(name)
    }
    classNames = names
  }
}

/// Takes bytes from the beginning, as many as there are.
struct PartyReader {
  private var rest: Data

  init(_ bytes: Data) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func bytes(_ count: Int) -> Data? {
    guard rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  mutating func words<Word: FixedWidthInteger & UnsignedInteger>(_ type: Word.Type, _ count: Int) -> [Word]? {
    bytes(count * Word.bitWidth / 8).map { [Word](littleEndianBytes: $0) }
  }
}
