/// What a client has revealed of the others in one round: of each, a share of its self mask or of its mask key, never of both.
///
/// Both together uncover the client's vector. So that no server gets them by asking twice, the ledger also closes with the first
/// answer, whoever asks and whatever for.
package struct ShareLedger: Hashable, Sendable {
  package enum Secret: Hashable, Sendable {
    case selfMask
    case maskKey
  }

  package private(set) var revealed: [ClientID: Secret] = [:]
  package private(set) var isClosed = false

  package init() {}

  /// Enters what an answer will reveal, all of it or nothing.
  ///
  /// - Throws: `AggregationError` where an answer was given before, or both secrets of a client would be uncovered.
  package mutating func enter(_ answer: [(client: ClientID, secret: Secret)]) throws(AggregationError) {
    guard !isClosed else { throw .secondRequest }
    var after = revealed
    for (client, secret) in answer {
      if let before = after[client], before != secret { throw .bothSharesAsked(client) }
      after[client] = secret
    }
    revealed = after
    isClosed = true
  }
}
