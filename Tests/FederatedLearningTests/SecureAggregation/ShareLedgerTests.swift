import FederatedLearning
import Statistics
import Testing

struct ShareLedgerTests {
  /// Whatever is asked, in whatever order and however often, one share of each client at most has been revealed.
  @Test func neverBothSharesOfOneClient() {
    var stream = RandomStream(seed: 31)
    for _ in 0..<500 {
      var ledger = ShareLedger()
      var revealed: [ClientID: Set<ShareLedger.Secret>] = [:]
      var answers = 0
      for _ in 0..<4 {
        let request = (0..<Int.random(in: 1...6, using: &stream)).map { _ in
          (
            client: ClientID(UInt16.random(in: 0...3, using: &stream)),
            secret: stream.uniform() < 0.7 ? ShareLedger.Secret.selfMask : .maskKey
          )
        }
        guard (try? ledger.enter(request)) != nil else { continue }
        answers += 1
        for (client, secret) in request { revealed[client, default: []].insert(secret) }
      }
      #expect(answers <= 1)
      #expect(revealed.values.allSatisfy { $0.count == 1 })
      #expect(ledger.revealed == revealed.compactMapValues(\.first))
    }
  }

  @Test func aRefusedRequestEntersNothing() throws {
    var ledger = ShareLedger()
    #expect(throws: AggregationError.bothSharesAsked(2)) {
      try ledger.enter([(1, .selfMask), (2, .maskKey), (2, .selfMask)])
    }
    #expect(ledger.revealed.isEmpty && !ledger.isClosed)
    try ledger.enter([(1, .selfMask), (2, .maskKey), (2, .maskKey)])
    #expect(ledger.revealed == [1: .selfMask, 2: .maskKey])
    #expect(throws: AggregationError.secondRequest) { try ledger.enter([(3, .selfMask)]) }
  }
}
