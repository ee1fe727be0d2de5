import Foundation
import LinearAlgebra

/// The dealer in an inference between programs: sees shapes and counts, and no value of a model or a record.
package struct DealingParty {
  package struct Outcome: Hashable, Sendable {
    package let plan: InferencePlan
    package var recordCount = 0
    /// Bytes of corrections that the records' owner was sent.
    package var correctionBytes = 0
  }

  private let session: PartySession

  package init(_ session: PartySession) { self.session = session }

  /// Deals until the records' owner has what it wanted.
  ///
  /// - Throws: `PartyError`; the others are told.
  package func run() throws -> Outcome {
    do { return try deal() } catch {
      session.end(because: error)
      throw error
    }
  }

  private func deal() throws -> Outcome {
    guard case .plan(let plan) = try session.receive(from: .model) else {
      throw PartyError.unexpected(.model)
    }
    guard case .agreed(let hash) = try session.receive(from: .data, isBusyWithThird: true) else {
      throw PartyError.unexpected(.data)
    }
    guard hash == plan.hash else { throw PartyError.otherPlans }
    session.allow(plan)
    let keys = DealerKeys()
    try session.send(.dealt(keys.first), to: .model)
    try session.send(.dealt(keys.second), to: .data)
    var dealer = Dealer(keys)
    var outcome = Outcome(plan: plan)
    while true {
      // Between two batches the others need nothing of the dealer for as long as a batch takes.
      switch try session.receive(from: .data, after: plan.roundCount + plan.layerCount + 2) {
      case .batch(let count) where (1...plan.largestBatch).contains(count):
        let corrections = dealer.corrections(for: plan.demands(recordCount: count))
        try session.send(.corrections(corrections.littleEndianBytes), to: .data)
        outcome.recordCount += count
        outcome.correctionBytes = dealer.correctionBytes
      case .finish:
        try session.send(.finished, to: .data)
        guard case .done = try session.receive(from: .data, isBusyWithThird: true, ignoringThird: true) else {
          throw PartyError.unexpected(.data)
        }
        return outcome
      default: throw PartyError.unexpected(.data)
      }
    }
  }
}
