public import LinearAlgebra

/// What two predictions under the same triple show to each party: the difference of the records.
///
/// The model's owner sees x − a for every record x. With the mask a twice, x − a less x′ − a is x − x′: who knows one record has the other.
public struct ReusedTriple: Hashable, Sendable {
  /// What the parties say in place of a second use.
  public let refusal: SecureComputationError
  /// The first record less the second, as the model's owner finds it where nobody counts.
  public let difference: [Double]

  /// Computes both predictions with a dealer and parties that begin again, once with ledgers and once without.
  ///
  /// - Parameter records: two of them, [2, inputs].
  /// - Throws: `SecureComputationError` where they cannot be computed on.
  public init(network: SecureNetwork, records: Matrix<Float>) throws {
    precondition(records.rowCount == 2)
    let (one, other) = (records.gatheringRows([0]), records.gatheringRows([1]))
    var careful = try SecureInference(network)
    _ = try careful.answer(one)
    careful.reuseTriples(forgettingUse: false)
    do {
      _ = try careful.answer(other)
      preconditionFailure("a ledger lets nothing be used twice")
    } catch let error as SecureComputationError {
      refusal = error
    }
    var careless = try SecureInference(network, isWatched: true)
    var difference = try careless.answer(one).openedInputs
    careless.reuseTriples(forgettingUse: true)
    difference.subtractWrapping(try careless.answer(other).openedInputs)
    let fixedPoint = try network.plan.fixedPoint()
    self.difference = difference.map { fixedPoint.decode($0) }
  }
}

extension SecureInference.Answer {
  /// The records less their masks, as both parties see them in the first round; where it was watched.
  package var openedInputs: [UInt64] {
    guard let round = rounds[.first]?.first(where: { $0.purpose.stage == .layer(0) }) else { return [] }
    var words = [UInt64](littleEndianBytes: round.sent)
    words.addWords(of: round.received, from: 0, subtracting: false)
    return words
  }
}
