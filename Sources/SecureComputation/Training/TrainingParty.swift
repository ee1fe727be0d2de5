import Foundation
import LinearAlgebra

/// An owner of rows who trains with the other.
struct TrainingParty {
  struct Outcome: Sendable {
    let weights: [Double]
    let traffic: Traffic
    let setup: Traffic
    let triples: TripleCount
  }

  private let plan: TrainingPlan
  private var party: ComputingParty
  /// What the other's share of this owner's values is drawn from, and this one's share of the other's.
  private var ownKeys: ShareKeys
  private var otherKeys: ShareKeys

  init(
    _ side: PartySide, _ plan: TrainingPlan, over link: any PartyLink, dealt: Data, keys: [PartySide: Data]
  ) {
    self.plan = plan
    party = ComputingParty(
      side, over: link, key: dealt, fixedPoint: plan.fixedPoint, truncation: plan.truncation)
    ownKeys = ShareKeys(key: keys[side]!)
    otherKeys = ShareKeys(key: keys[side == .first ? .second : .first]!)
  }

  mutating func take(corrections: [UInt64]) { party.supply.take(corrections: corrections) }

  mutating func train(_ owned: OwnedRows) throws -> Outcome {
    party.stage = .rows
    let rows = try party.keep(share(of: owned.inputs), under: plan.mask)
    let labels = share(of: owned.labels)
    let setup = party.traffic
    let half = party.share(ofPublic: plan.fixedPoint.encode(0.5))
    var weights = Matrix<UInt64>(rowCount: plan.columnCount, columnCount: 1)
    for (step, batch) in plan.batches.enumerated() {
      party.stage = .step(step)
      let products = try party.product(.kept(rows, rows: batch), .fresh(weights))
      let margins = try party.truncate(products.elements)
      var errors = try party.clip(margins.map { $0 &+ half })
      errors.subtractWrapping(batch.map { labels[$0, 0] })
      let gradient = try party.product(
        .kept(rows, rows: batch, isTransposed: true),
        .fresh(Matrix(rowCount: batch.count, columnCount: 1, elements: errors)))
      let scaled = try party.truncate(gradient.elements).map { $0 &* plan.rate }
      weights.elements.subtractWrapping(try party.truncate(scaled, bits: plan.rateBits))
    }
    let traffic = party.traffic.since(setup)
    party.stage = .answer
    let revealed = try party.reveal(weights.elements)
    return Outcome(
      weights: revealed.map { plan.fixedPoint.decode($0) }, traffic: traffic, setup: setup,
      triples: party.supply.used)
  }

  /// This party's share of what both own parts of: its own part less what the other drew of it, and what it draws of the other's.
  private mutating func share(of own: Matrix<UInt64>) -> Matrix<UInt64> {
    let givenAway = ownKeys.nextShare(rowCount: own.rowCount, columnCount: own.columnCount)
    let taken = otherKeys.nextShare(rowCount: own.rowCount, columnCount: own.columnCount)
    return own - givenAway + taken
  }
}
