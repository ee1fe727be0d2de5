import FederatedLearning
import Foundation

/// What a server asks of its clients.
struct FederationPlan {
  let clientCount: Int
  let threshold: Int?
  /// What the first client brings, where it is not said.
  let dimension: Int?
  let quantization: Quantization
  let identities: [ClientID: Data]?
  let roundCount: Int
  /// Seconds for each message.
  let timeout: Double
  /// Seconds for all to join.
  let wait: Double

  var clients: [ClientID] { (0..<clientCount).map { ClientID(UInt16($0)) } }

  /// How many clients must stay to the end.
  var needed: Int { threshold ?? RoundSettings.defaultThreshold(clientCount: clientCount) }

  /// - Throws: `AggregationError`.
  func settings(round: UInt64, dimension: Int) throws(AggregationError) -> RoundSettings {
    try RoundSettings(
      round: round, clients: clients, dimension: dimension, threshold: threshold, identities: identities,
      terms: quantization.terms)
  }

  /// The number of a round that begins now: milliseconds since 1970, so that no two of a roster's have the same, and clients see that
  /// it is no round of the past.
  ///
  /// - Parameter last: the number of the round before.
  static func nextRound(after last: UInt64) -> UInt64 {
    max(last + 1, UInt64(1000 * Date().timeIntervalSince1970))
  }

  /// What a client is told.
  func welcome(_ client: ClientID, dimension: Int) -> SessionMessage {
    .welcome(
      SessionMessage.Welcome(
        client: client.number, clients: clientCount,
        threshold: needed, dimension: dimension,
        bits: quantization.bits, clip: quantization.clip, isSigned: identities != nil))
  }

  /// The most bytes that any message of a round can have.
  func largestMessage(dimension: Int) -> Int { 1024 + 4 * dimension + 256 * clientCount }
}

extension Quantization {
  /// How values become words, for all to agree on: who were told another step would add up a sum that tells them apart.
  var terms: String { "values within \(clip) in \(bits) bits" }
}
