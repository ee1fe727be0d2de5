import Foundation
package import LinearAlgebra

/// The records' owner in an inference between programs, who alone learns the answers.
package struct RecordsOwner {
  /// What the plan of the model's owner must be; where nothing is said, all that can be computed with is accepted.
  package struct Demand: Hashable, Sendable {
    private let fractionBits: Int?
    private let truncation: Truncation?
    private let revealed: Revealed?

    package init(fractionBits: Int? = nil, truncation: Truncation? = nil, revealed: Revealed? = nil) {
      (self.fractionBits, self.truncation, self.revealed) = (fractionBits, truncation, revealed)
    }

    /// - Throws: `PartyError.otherDemand`.
    func check(_ plan: InferencePlan) throws(PartyError) {
      if let fractionBits, fractionBits != plan.fractionBits {
        throw .otherDemand(
          what: "fractional bits,", offered: "\(plan.fractionBits)", wanted: "\(fractionBits)")
      }
      if let truncation, truncation != plan.truncation {
        throw .otherDemand(
          what: "truncation that is", offered: plan.truncation.rawValue, wanted: truncation.rawValue)
      }
      if let revealed, revealed != plan.revealed {
        throw .otherDemand(
          what: "to reveal the", offered: plan.revealed.rawValue, wanted: revealed.rawValue)
      }
    }
  }

  package struct Outcome: Sendable {
    package let plan: InferencePlan
    /// As the model's owner has them, one for each class.
    package let classNames: [String]
    package var labels: [Int] = []
    /// [records, classes], where they are revealed.
    package var logits: Matrix<Double>?
    package let setup: Traffic
    package var traffic = Traffic()
    /// Bytes of corrections that the dealer sent.
    package var dealerBytes = 0
    /// From the plan to the opened weights.
    package let setupSeconds: Double
    /// Of asking the dealer and hearing from it, which can be done before there is a record.
    package var dealerSeconds = 0.0
    /// From telling the model's owner of a batch to the answers, all batches together.
    package var seconds = 0.0
    /// What this party used of the dealer's randomness, by its ledger.
    package var triples = TripleCount()
  }

  private let session: PartySession
  private let records: Matrix<Float>
  private let demand: Demand

  /// - Parameter records: [records, inputs], at least one.
  package init(_ session: PartySession, records: Matrix<Float>, demand: Demand) {
    (self.session, self.records, self.demand) = (session, records, demand)
  }

  /// Has all records answered; the answers are kept until both others have said that nothing failed.
  ///
  /// - Throws: `PartyError`, `SecureComputationError`; the others are told, but for what a record holds.
  package func run() throws -> Outcome {
    do { return try ask() } catch {
      session.end(because: error)
      throw error
    }
  }

  private func ask() throws -> Outcome {
    guard case .plan(let plan) = try session.receive(from: .model) else {
      throw PartyError.unexpected(.model)
    }
    guard case .terms(let terms) = try session.receive(from: .model) else {
      throw PartyError.unexpected(.model)
    }
    let start = ContinuousClock.now
    try demand.check(plan)
    let fixedPoint = try plan.fixedPoint()
    guard terms.inputBound > 0, terms.inputBound < FixedPoint.limit * fixedPoint.unit * fixedPoint.unit else {
      throw PartyError.inputBound(terms.inputBound)
    }
    guard terms.classNames.count == plan.widths[plan.layerCount] else { throw PartyError.unexpected(.model) }
    let encoded = try plan.encode(records, inputBound: terms.inputBound)
    session.allow(plan)

    try session.send(.agreed(plan.hash), to: .dealer)
    guard case .dealt(let dealt) = try session.receive(from: .dealer) else {
      throw PartyError.unexpected(.dealer)
    }
    let recordKey = ShareKeys.newKey()
    try session.send(.shareKey(recordKey), to: .model)
    guard case .shareKey(let modelKey) = try session.receive(from: .model) else {
      throw PartyError.unexpected(.model)
    }
    var party = try InferenceParty(
      .records, plan: plan, over: SessionLink(session: session, other: .model), dealt: dealt,
      recordKey: recordKey)
    try party.openWeights(modelKey: modelKey)
    var outcome = Outcome(
      plan: plan, classNames: terms.classNames, setup: party.party.traffic,
      setupSeconds: (ContinuousClock.now - start) / .seconds(1))
    var logits: [Double] = []
    for rows in plan.batches(of: records.rowCount) {
      let output = try answer(encoded.gatheringRows(Array(rows)), by: &party, of: plan, &outcome)
      outcome.labels += output.labels ?? []
      logits += output.logits?.elements ?? []
    }
    outcome.traffic = party.party.traffic.since(outcome.setup)
    outcome.triples = party.party.supply.used
    if plan.revealed == .logits {
      outcome.logits = Matrix(
        rowCount: records.rowCount, columnCount: plan.widths[plan.layerCount], elements: logits)
    }
    try finish()
    return outcome
  }

  private func answer(
    _ batch: Matrix<UInt64>, by party: inout InferenceParty, of plan: InferencePlan, _ outcome: inout Outcome
  ) throws -> InferenceParty.Output {
    let count = batch.rowCount
    let asked = ContinuousClock.now
    try session.send(.batch(count), to: .dealer)
    guard case .corrections(let words) = try session.receive(from: .dealer),
      words.count == 8 * plan.correctionCount(recordCount: count)
    else { throw PartyError.unexpected(.dealer) }
    party.take(corrections: [UInt64](littleEndianBytes: words))
    outcome.dealerBytes += words.count
    let start = ContinuousClock.now
    outcome.dealerSeconds += (start - asked) / .seconds(1)
    try session.send(.batch(count), to: .model)
    let output = try party.answer(records: batch, recordCount: count)
    outcome.seconds += (ContinuousClock.now - start) / .seconds(1)
    return output
  }

  /// Hears of both that all is well, and lets them go.
  private func finish() throws {
    for other in session.role.others { try session.send(.finish, to: other) }
    for other in session.role.others {
      guard case .finished = try session.receive(from: other) else { throw PartyError.unexpected(other) }
    }
    for other in session.role.others { try session.send(.done, to: other) }
  }
}
