public import LinearAlgebra

/// Secure inference with both parties and the dealer in one program: every message is really made, and read by the other.
public struct SecureInference: Sendable {
  /// What came of a batch, as one sees it who looks over both parties' shoulders.
  public struct Answer: Hashable, Sendable {
    /// What the records' owner learned.
    public let labels: [Int]
    /// What both shares make, [records, classes]; revealed to nobody where labels alone are.
    public let logits: Matrix<Double>
    /// What each party sent for this batch.
    public let traffic: [PartySide: Traffic]
    /// Bytes that the dealer sent for it.
    public let dealerBytes: Int
    public let triples: TripleCount
    /// From the records to the answers, the dealer's work in it.
    public let seconds: Double
    /// Of that the dealer's work, which can be done before there is a record.
    public let dealerSeconds: Double
    /// Each party's shares of the records, of the inputs of every layer after the first, and of the logits, where they are watched.
    public let layerShares: [PartySide: [Matrix<UInt64>]]
    /// Each party's rounds, where they are watched.
    public let rounds: [PartySide: [ComputationRound]]
  }

  public let network: SecureNetwork
  /// What each party sent to open the masked weights.
  public let setup: [PartySide: Traffic]
  /// The rounds of that, where they are watched.
  public let setupRounds: [PartySide: [ComputationRound]]
  private let pair: PartyPair
  private var first: InferenceParty
  private var second: InferenceParty
  private var dealer: Dealer

  /// Shares the weights and opens them under their masks.
  ///
  /// - Parameters:
  ///   - latency: seconds that every message is on its way.
  ///   - isWatched: whether rounds and shares are kept.
  ///   - maskBits: of the masks of matrices, fewer than all to see what that shows.
  /// - Throws: `SecureComputationError`, or what ended a link.
  package init(
    _ network: SecureNetwork, latency: Double = 0, isWatched: Bool = false, maskBits: Int = 64
  ) throws {
    self.network = network
    pair = PartyPair(latency: latency)
    let keys = DealerKeys()
    dealer = Dealer(keys, maskBits: maskBits)
    let (recordKey, modelKey) = (ShareKeys.newKey(), ShareKeys.newKey())
    let one = try InferenceParty(
      .model(network), plan: network.plan, over: pair.first, dealt: keys.first, recordKey: recordKey,
      isWatched: isWatched, maskBits: maskBits)
    let other = try InferenceParty(
      .records, plan: network.plan, over: pair.second, dealt: keys.second, recordKey: recordKey,
      isWatched: isWatched, maskBits: maskBits)
    (first, second) = try pair.run {
      var one = one
      try one.openWeights(modelKey: modelKey)
      return one
    } second: {
      var other = other
      try other.openWeights(modelKey: modelKey)
      return other
    }
    setup = [.first: first.party.traffic, .second: second.party.traffic]
    setupRounds = [.first: first.party.transcript ?? [], .second: second.party.transcript ?? []]
  }

  /// The answers to a batch of records, [records, inputs].
  ///
  /// - Throws: `SecureComputationError`, or what ended a link.
  public mutating func answer(_ records: Matrix<Float>) throws -> Answer {
    let start = ContinuousClock.now
    let encoded = try network.encode(records)
    let plan = network.plan
    let earlier = (first.party.traffic, second.party.traffic, first.party.supply.used, dealer.correctionBytes)
    let rounds = first.party.transcript?.count ?? 0
    second.take(corrections: dealer.corrections(for: plan.demands(recordCount: records.rowCount)))
    let dealerSeconds = (ContinuousClock.now - start) / .seconds(1)
    let (one, other) = (first, second)
    let (ofFirst, ofSecond) = try pair.run {
      var one = one
      return (try one.answer(records: nil, recordCount: records.rowCount), one)
    } second: {
      var other = other
      return (try other.answer(records: encoded, recordCount: records.rowCount), other)
    }
    (first, second) = (ofFirst.1, ofSecond.1)
    let logits = ofFirst.0.logitShare + ofSecond.0.logitShare
    let fixedPoint = first.party.fixedPoint
    return Answer(
      labels: ofSecond.0.labels ?? [],
      logits: Matrix(
        rowCount: logits.rowCount, columnCount: logits.columnCount,
        elements: logits.elements.map { fixedPoint.decode($0) }),
      traffic: [
        .first: first.party.traffic.since(earlier.0), .second: second.party.traffic.since(earlier.1),
      ],
      dealerBytes: dealer.correctionBytes - earlier.3, triples: first.party.supply.used.since(earlier.2),
      seconds: (ContinuousClock.now - start) / .seconds(1), dealerSeconds: dealerSeconds,
      layerShares: [.first: ofFirst.0.layerShares, .second: ofSecond.0.layerShares],
      rounds: [
        .first: Array((first.party.transcript ?? []).dropFirst(rounds)),
        .second: Array((second.party.transcript ?? []).dropFirst(rounds)),
      ])
  }

  /// Goes back to the first triple, as parties that forget a reconnection do.
  ///
  /// - Parameter forgettingUse: whether the ledgers forget too, which would refuse.
  package mutating func reuseTriples(forgettingUse: Bool) {
    dealer.dealAgain()
    first.expandAgain(forgettingUse: forgettingUse)
    second.expandAgain(forgettingUse: forgettingUse)
  }
}

extension SecureNetwork {
  /// Records in fixed point, of their owner alone.
  ///
  /// - Throws: `SecureComputationError`.
  package func encode(_ records: Matrix<Float>) throws(SecureComputationError) -> Matrix<UInt64> {
    try plan.encode(records, inputBound: inputBound)
  }
}

extension InferencePlan {
  /// Records in fixed point, of their owner alone.
  ///
  /// - Throws: `SecureComputationError` where there is none, or they do not fit the model.
  package func encode(_ records: Matrix<Float>, inputBound: Double) throws(SecureComputationError)
    -> Matrix<UInt64>
  {
    guard records.rowCount > 0 else { throw .noRecords }
    guard records.columnCount == widths[0] else {
      throw .otherWidth(found: records.columnCount, needed: widths[0])
    }
    return try fixedPoint().encode(records, largest: inputBound)
  }
}
