import DifferentialPrivacy
import Dispatch
import FederatedLearning
import LinearAlgebra
import NeuralNetworks
import Statistics
import Testing

struct FederatedIdentityTests {
  /// The largest difference of two models, of any parameter.
  private func largest(_ first: Network<Float>, _ second: Network<Float>) -> Float {
    zip(first.parameters.values, second.parameters.values).map { abs($0 - $1) }.max() ?? .infinity
  }

  /// So many steps of gradient descent along the mean gradient of all records.
  private func descended(_ federation: SmallFederation, steps: Int) -> Network<Float> {
    var descent = DPSGD(network: federation.network) { .seeded(RandomStream(seed: 1).split($0)) }
    var step = federation.step
    step.expectedBatchSize = Double(federation.set.labels.count)
    for _ in 0..<steps {
      descent.step(
        on: federation.set.records, labels: federation.set.labels,
        batch: Array(federation.set.labels.indices), settings: step)
    }
    return descent.network
  }

  @Test func oneClientWithOneEpochOfAFullBatchTakesAGradientStep() {
    let federation = SmallFederation(sizes: [9], hidden: [5])
    let ours = federation.trained().network
    // The update is what a copy moved by, and is added to where it began: a rounding or two.
    #expect(largest(ours, descended(federation, steps: 1)) < 5e-7)
    #expect(largest(ours, federation.network) > 0.01)
  }

  /// By records, the mean of the clients' mean gradients is the mean gradient.
  @Test(arguments: [[5, 5, 5], [1, 2, 17, 0, 4]])
  func clientsWithOneEpochOfFullBatchesAreDescentOnAllRecords(sizes: [Int]) {
    let federation = SmallFederation(sizes: sizes, hidden: [5])
    #expect(largest(federation.trained(rounds: 5).network, descended(federation, steps: 5)) < 3e-6)
  }

  /// Stochastic rounding moves every value by less than a step of the grid, and so their mean.
  @Test(arguments: [6, 12, 20]) func aSecureSumIsThePlainOneUpToTheGrid(bits: Int) {
    var federation = SmallFederation(sizes: [3, 1, 4, 2, 6], hidden: [4])
    let plain = federation.trained().network
    (federation.federation.aggregation, federation.federation.quantizationBits) = (.secure, bits)
    let secure = federation.trained()
    let step = Float(2.0 / Double((1 << bits) - 1))
    #expect(largest(plain, secure.network) <= step + 1e-6)
    #expect(largest(plain, secure.network) > step / 50)
    #expect(secure.totals.isExact == true && secure.totals.saturated == 0)
  }

  /// Drop-outs, noise, local batches and masks are the same whatever the threads do, and whoever looks.
  @Test(arguments: [FederationSettings.Aggregation.plain, .secure], NoisePlacement.allCases)
  func noThreadAndNoOnlookerMovesABit(aggregation: FederationSettings.Aggregation, placement: NoisePlacement)
  {
    guard placement != .distributed || aggregation == .secure else { return }
    var federation = SmallFederation(sizes: [3, 1, 4, 2, 6, 5], hidden: [4])
    (federation.federation.aggregation, federation.federation.privacy) = (aggregation, placement)
    (federation.federation.participation, federation.federation.dropouts) = (0.9, 0.15)
    (federation.federation.localEpochs, federation.federation.localBatchSize) = (3, 2)
    (federation.step.noiseMultiplier, federation.step.clippingNorm) = (0.5, 0.7)
    let alone = federation.trained(rounds: 4) { count, body in for place in 0..<count { body(place) } }
    let crowded = federation.trained(
      rounds: 4,
      { count, body in DispatchQueue.concurrentPerform(iterations: count, execute: body) },
      watching: .anybody)
    #expect(alone.network == crowded.network && alone.totals == crowded.totals)
    #expect(alone.network != federation.network)
  }

  /// Whoever is a member moves the update of its own client and no other's, shuffles and all.
  @Test(arguments: [nil, 2]) func aRecordsCoinMovesOnlyItsClient(localBatch: Int?) {
    var federation = SmallFederation(sizes: [3, 5, 4, 2], hidden: [4])
    (federation.federation.localEpochs, federation.federation.localBatchSize) = (2, localBatch)
    var other = federation
    var isMember = federation.set.isMember
    isMember[5] = false
    let own = federation.set.clients?[5]
    other.set = federation.set.choosing(isMember, expectedMemberCount: Double(isMember.count))
    for client in 0..<4 {
      let updates = [federation, other].map {
        $0.trained(watching: .client(client)).lastRound?.watched?.update
      }
      #expect(updates[0] != nil && (updates[0] == updates[1]) == (client != own))
    }
  }
}
