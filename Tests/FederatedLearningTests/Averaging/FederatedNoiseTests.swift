import DifferentialPrivacy
import FederatedLearning
import Foundation
import LinearAlgebra
import NeuralNetworks
import PrivacyAccounting
import Statistics
import Testing

struct FederatedNoiseTests {
  /// Five deviations of a sample variance, in shares of the variance.
  private func tolerance(_ count: Int) -> Double { 5 * (2 / Double(count)).squareRoot() }

  /// The noise multiplier is 3 and C is ½; 4,002 parameters.
  private func idle(clients: Int, _ placement: NoisePlacement) -> SmallFederation {
    var federation = SmallFederation.idle(clients: clients, inputs: 2000)
    (federation.step.noiseMultiplier, federation.step.clippingNorm) = (3, 0.5)
    federation.federation.privacy = placement
    return federation
  }

  /// N(0, (z C)²), divided by q K, whoever takes part: nobody as well.
  @Test(arguments: [1, 0.3, 0.01], [FederationSettings.Aggregation.plain, .secure])
  func centralNoiseIsOfTheClippingNorm(participation: Double, aggregation: FederationSettings.Aggregation) {
    var federation = idle(clients: 8, .central)
    (federation.federation.participation, federation.federation.aggregation) = (participation, aggregation)
    if aggregation == .secure { federation.federation.quantizationBits = 24 }
    let trained = federation.trained()
    if participation == 0.01 {
      // A round of nobody moves the model by noise, but where there is no sum to add it to.
      #expect(trained.lastRound?.participants.isEmpty == true)
      guard aggregation == .plain else {
        #expect(trained.totals.aborted == 1 && trained.network == federation.network)
        return
      }
    }
    let sum = federation.sum()
    #expect(abs(variance(sum) / 2.25 - 1) < tolerance(sum.count))
  }

  /// Shares of (z C)² / t each, t = 5 of 7: s survivors add s / t (z C)², and fewer than t nothing.
  @Test(arguments: [4, 5, 6, 7]) func distributedNoiseIsNeverLessThanAccounted(survivors: Int) {
    var federation = idle(clients: 7, .distributed)
    federation.federation.aggregation = .secure
    var sums = [Double]()
    for seed in 0..<3 {
      federation.stream = RandomStream(seed: UInt64(seed))
      sums += federation.sum { for client in survivors..<7 { $0.dropOut(client) } }
    }
    guard survivors >= 5 else {
      #expect(sums.allSatisfy { $0 == 0 })
      return
    }
    let expected = 2.25 * Double(survivors) / 5
    #expect(abs(variance(sums) / expected - 1) < tolerance(sums.count))
    #expect(variance(sums) > 2.25 * (1 - tolerance(sums.count)))
  }

  @Test(arguments: [FederationSettings.Aggregation.plain, .secure])
  func localNoiseIsOfTwiceTheNormAndOfEveryClient(aggregation: FederationSettings.Aggregation) {
    var federation = idle(clients: 5, .local)
    federation.federation.aggregation = aggregation
    let sum = federation.sum { $0.dropOut(4) }
    #expect(abs(variance(sum) / (4 * 4 * 2.25) - 1) < tolerance(sum.count))
  }

  /// With noise all clients count alike, whatever they have.
  @Test func updatesHaveEqualWeightsUnderNoise() throws {
    var federation = SmallFederation(sizes: [1, 9, 4])
    (federation.step.noiseMultiplier, federation.step.clippingNorm) = (1e-9, 0.5)
    federation.step.learningRate = 100
    federation.federation.serverRate = 2
    let sent = try (0..<3).map { client in
      try #require(federation.trained(watching: .client(client)).lastRound?.watched?.sent)
    }
    let expected = sent[0].indices.map { place in sent.reduce(0) { $0 + Double($1[place]) } }
    #expect(distance(federation.sum(), expected) < 1e-6)
    #expect(distance(expected, expected.map { _ in 0 }) > 0.1)
    for update in sent { #expect(abs(distance(update.map(Double.init), update.map { _ in 0 }) - 0.5) < 1e-6) }
  }

  /// What one client can send.
  enum Hostility: CaseIterable {
    case truth, huge, infinite, lieHuge, lieNaN, lieZero
  }

  /// One more or fewer moves the sum by C at most, and another in its place by 2C, whatever it sends; rounding to few bits included.
  @Test(arguments: [nil, 4, 6, 16]) func noUpdateMovesTheSumByMoreThanItsSensitivity(bits: Int?) throws {
    var sums = [[Double]]()
    var without = [Double]()
    for hostility in Hostility.allCases {
      var federation = SmallFederation(sizes: [4, 4, 4, 4])
      (federation.step.noiseMultiplier, federation.step.clippingNorm) = (1e-3, 0.25)
      if let bits {
        // What nobody sees only its sender cuts.
        guard ![.lieHuge].contains(hostility) else { continue }
        (federation.federation.aggregation, federation.federation.quantizationBits) = (.secure, bits)
      }
      if hostility == .huge { federation.step.learningRate = 0.5 }
      var elements = federation.set.records.elements
      // Records of the last client.
      for row in stride(from: 3, to: 16, by: 4) {
        for column in 0..<4 {
          switch hostility {
          case .huge: elements[4 * row + column] *= -1e15
          case .infinite: elements[4 * row + column] = .infinity
          default: break
          }
        }
      }
      federation.set = TrainingSet(
        records: Matrix(rowCount: 16, columnCount: 4, elements: elements), labels: federation.set.labels,
        isMember: federation.set.isMember, expectedMemberCount: 16
      ).dealt(to: try #require(federation.set.clients))
      sums.append(
        federation.sum {
          switch hostility {
          case .lieHuge: $0.lie(3, .huge)
          case .lieNaN: $0.lie(3, .nan)
          case .lieZero: $0.lie(3, .zero)
          default: break
          }
        })
      without = federation.sum { $0.dropOut(3) }
      let moved = distance(sums[sums.count - 1], without)
      #expect(moved.isFinite && moved <= 0.25 * (1 + 1e-5))
    }
    var most = 0.0
    for first in sums {
      for second in sums { most = max(most, distance(first, second)) }
    }
    #expect(most <= 0.5 * (1 + 1e-5))
    // Both ends are reached: the truth and its opposite.
    if bits == nil || bits == 16 { #expect(most > 0.45) }
  }

  /// Andrew et al., Theorem 1, with the clients that a round expects for a batch: of 40 at 50 % σ_b is 1, and z = 1.5 leaves
  /// the sum z_Δ = 1.5 / √(1 − 0.75²).
  @Test(arguments: NoisePlacement.allCases) func aQuantileTakesItsShareOfTheNoise(placement: NoisePlacement)
    throws
  {
    var federation = SmallFederation.idle(clients: 40, inputs: 400)
    (federation.step.noiseMultiplier, federation.step.adaptiveClipping) = (1.5, 0.5)
    (federation.step.clippingNorm, federation.federation.privacy) = (0.5, placement)
    // Plain sums do, for the shares are what is looked at.
    federation.federation.participation = 0.5
    let round = federation.federation.roundSettings(of: federation.step)
    let deviation = AdaptiveClipping.countDeviation(expectedBatchSize: 20)
    let multiplier = try #require(AdaptiveClipping.gradientNoiseMultiplier(of: round))
    #expect(deviation == 1)
    #expect(abs(1 / (multiplier * multiplier) + 1 / (4 * deviation * deviation) - 1 / 2.25) < 1e-12)
    var averaging = federation.averaging()
    var (sums, counts) = ([Double](), [Double]())
    var norm = 0.5
    for _ in 0..<40 {
      let before = averaging.network.parameters.values
      _ = averaging.step(on: federation.set, settings: federation.step, federation: federation.federation)
      let count = Double(try #require(averaging.lastRound).participants.count)
      // Of the sum, over C and over what n clients add.
      let clients =
        switch placement {
        case .central: 1.0
        case .distributed:
          (count / Double(RoundSettings.defaultThreshold(clientCount: Int(count)))).squareRoot()
        case .local: 2 * count.squareRoot()
        }
      sums += zip(averaging.network.parameters.values, before).map {
        (Double($0) - Double($1)) * 20 / (norm * clients)
      }
      // All are within C, and count ½ each; C falls by the fraction above the quantile.
      let next = try #require(averaging.clipping.norm)
      let fraction = log(norm / next) / AdaptiveClipping.rate
      counts.append((fraction * 20 - count / 2) / clients)
      norm = next
    }
    #expect(abs(variance(sums) / (multiplier * multiplier) - 1) < tolerance(sums.count))
    #expect(abs(variance(counts) - 1) < tolerance(counts.count))
    // Where the split has no root: z is a tenth of the clients expected.
    federation.step.noiseMultiplier = 2
    #expect(
      AdaptiveClipping.gradientNoiseMultiplier(of: federation.federation.roundSettings(of: federation.step))
        == nil)
  }
}
