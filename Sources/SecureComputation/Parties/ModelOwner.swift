/// The model's owner in an inference between programs: offers a plan, takes part in every round, and learns how many records there were.
package struct ModelOwner {
  package struct Outcome: Hashable, Sendable {
    package var recordCount = 0
    /// What opening the masked weights took.
    package let setup: Traffic
    /// What the batches took.
    package var traffic = Traffic()
  }

  private let session: PartySession
  private let network: SecureNetwork
  private let classNames: [String]

  /// - Throws: `PartyError.planTooLarge`.
  package init(_ session: PartySession, network: SecureNetwork, classNames: [String]) throws(PartyError) {
    try network.plan.checkSize()
    (self.session, self.network, self.classNames) = (session, network, classNames)
  }

  /// Takes part until the records' owner has what it wanted.
  ///
  /// - Throws: `PartyError`, `SecureComputationError`; the others are told.
  package func run() throws -> Outcome {
    do { return try answer() } catch {
      session.end(because: error)
      throw error
    }
  }

  private func answer() throws -> Outcome {
    let plan = network.plan
    for other in session.role.others { try session.send(.plan(plan), to: other) }
    try session.send(
      .terms(PartyTerms(inputBound: network.inputBound, classNames: classNames)), to: .data)
    session.allow(plan)
    guard case .shareKey(let recordKey) = try session.receive(from: .data, isBusyWithThird: true) else {
      throw PartyError.unexpected(.data)
    }
    guard case .dealt(let dealt) = try session.receive(from: .dealer) else {
      throw PartyError.unexpected(.dealer)
    }
    let modelKey = ShareKeys.newKey()
    try session.send(.shareKey(modelKey), to: .data)
    var party = try InferenceParty(
      .model(network), plan: plan, over: SessionLink(session: session, other: .data), dealt: dealt,
      recordKey: recordKey)
    try party.openWeights(modelKey: modelKey)
    var outcome = Outcome(setup: party.party.traffic)
    while true {
      switch try session.receive(from: .data, isBusyWithThird: true) {
      case .batch(let count) where (1...plan.largestBatch).contains(count):
        _ = try party.answer(records: nil, recordCount: count)
        outcome.recordCount += count
      case .finish:
        try session.send(.finished, to: .data)
        guard case .done = try session.receive(from: .data, isBusyWithThird: true, ignoringThird: true) else {
          throw PartyError.unexpected(.data)
        }
        outcome.traffic = party.party.traffic.since(outcome.setup)
        return outcome
      default: throw PartyError.unexpected(.data)
      }
    }
  }
}
