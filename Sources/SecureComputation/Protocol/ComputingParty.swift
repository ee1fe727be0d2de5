package import Foundation
import LinearAlgebra

/// One of two who compute on shares: what it holds, and what it says to the other.
///
/// A value is a matrix or a vector of words of which each party has a share. Sums and products with public numbers need no message;
/// products of two secrets take a triple of the dealer (Beaver, _Efficient Multiparty Protocols Using Circuit Randomization_, 1991):
/// with a, b and ab shared, both open x − a and y − b, which are uniform, and xy = (x − a)(y − b) + (x − a)b + a(y − b) + ab.
///
/// Both parties follow the protocol and are curious. One that lies can change the answer, or find something out by how the other goes on;
/// nothing here would notice.
package struct ComputingParty {
  package let side: PartySide
  package let fixedPoint: FixedPoint
  package let truncation: Truncation
  private let link: any PartyLink
  package var supply: TripleSupply
  package private(set) var traffic = Traffic()
  /// Where it is watched.
  package private(set) var transcript: [ComputationRound]?
  /// What the rounds are for that follow.
  package var stage = RoundPurpose.Stage.answer

  package init(
    _ side: PartySide, over link: any PartyLink, key: Data, fixedPoint: FixedPoint, truncation: Truncation,
    isWatched: Bool = false, maskBits: Int = 64
  ) {
    (self.side, self.link, self.fixedPoint, self.truncation) = (side, link, fixedPoint, truncation)
    supply = TripleSupply(side, key: key, maskBits: maskBits)
    transcript = isWatched ? [] : nil
  }

  // MARK: Rounds

  /// One round: sends bytes and takes as many.
  ///
  /// - Throws: `SecureComputationError.otherLength`, or what ended the link.
  mutating func exchange(_ bytes: Data, for operation: RoundPurpose.Operation) throws -> Data {
    let received = try link.exchange(bytes)
    guard received.count == bytes.count else {
      throw SecureComputationError.otherLength(found: received.count, needed: bytes.count)
    }
    note(operation, sent: bytes, received: received)
    return received
  }

  /// What both have shares of, modulo 2⁶⁴: a round of eight bytes for each.
  mutating func open(_ words: consuming [UInt64], for operation: RoundPurpose.Operation) throws -> [UInt64] {
    words.addWords(
      of: try exchange(words.littleEndianBytes, for: operation), from: 0, subtracting: false)
    return words
  }

  /// What both have shares of, bit by bit modulo 2.
  mutating func openBits(_ words: consuming [UInt64], for operation: RoundPurpose.Operation) throws
    -> [UInt64]
  {
    words.formExclusiveOr([UInt64](littleEndianBytes: try exchange(words.littleEndianBytes, for: operation)))
    return words
  }

  /// The second party alone learns what both have shares of: a round, in which only the first says anything.
  ///
  /// - Returns: nil to the first.
  package mutating func revealToSecond(_ words: [UInt64]) throws -> [UInt64]? {
    switch side {
    case .first:
      let bytes = words.littleEndianBytes
      try link.send(bytes)
      note(.reveal, sent: bytes, received: Data())
      return nil
    case .second:
      let received = try link.receive()
      guard received.count == 8 * words.count else {
        throw SecureComputationError.otherLength(found: received.count, needed: 8 * words.count)
      }
      note(.reveal, sent: Data(), received: received)
      var words = words
      words.addWords(of: received, from: 0, subtracting: false)
      return words
    }
  }

  /// Both learn what both have shares of.
  package mutating func reveal(_ words: [UInt64]) throws -> [UInt64] { try open(words, for: .reveal) }

  private mutating func note(_ operation: RoundPurpose.Operation, sent: Data, received: Data) {
    traffic.rounds += 1
    traffic.bytesSent += sent.count
    guard transcript != nil else { return }
    let round = ComputationRound(
      purpose: RoundPurpose(stage: stage, operation: operation), sent: sent, received: received)
    transcript?.append(round)
  }

  /// A share of what is public: all of it is the first party's.
  package func share(ofPublic value: UInt64) -> UInt64 { side == .first ? value : 0 }
}
