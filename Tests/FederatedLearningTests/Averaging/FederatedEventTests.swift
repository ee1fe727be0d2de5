import DifferentialPrivacy
import FederatedLearning
import PrivacyAccounting
import Testing

struct FederatedEventTests {
  private func federation(_ placement: NoisePlacement) -> FederationSettings {
    var federation = FederationSettings()
    (federation.clientCount, federation.participation, federation.privacy) = (30, 0.3, placement)
    return federation
  }

  private let step = StepSettings(noiseMultiplier: 4, expectedBatchSize: 1, learningRate: 1)

  /// Who takes part is seen where clients add noise, by the server and by the noise that is in the model: nothing is amplified.
  @Test func onlyTheServersNoiseHidesWhoTakesPart() {
    #expect(federation(.central).event(of: step) == .poissonSampled(rate: 0.3, .gaussian(noiseMultiplier: 4)))
    #expect(
      federation(.central).recordEvent(of: step) == .poissonSampled(rate: 0.3, .gaussian(noiseMultiplier: 2)))
    for placement in [NoisePlacement.distributed, .local] {
      #expect(federation(placement).event(of: step) == .gaussian(noiseMultiplier: 4))
      #expect(federation(.central).event(of: step, placement: placement) == .gaussian(noiseMultiplier: 4))
    }
    #expect(federation(.distributed).recordEvent(of: step) == .gaussian(noiseMultiplier: 2))
    // Whether a secure sum is opened tells it as well.
    var secure = federation(.central)
    secure.aggregation = .secure
    #expect(secure.event(of: step) == .gaussian(noiseMultiplier: 4))
    #expect(secure.recordEvent(of: step) == .gaussian(noiseMultiplier: 2))
    // Of 2C already.
    #expect(federation(.local).recordEvent(of: step) == .gaussian(noiseMultiplier: 4))
    for placement in NoisePlacement.allCases {
      let none = StepSettings(expectedBatchSize: 1, learningRate: 1)
      #expect(federation(placement).event(of: none) == .nonPrivate)
      #expect(federation(placement).recordEvent(of: none) == .nonPrivate)
    }
  }

  /// One record replaced moves an update as far as two clients could.
  @Test(arguments: [0.05, 0.3, 1], [0.8, 3, 12]) func aRecordIsNeverHiddenBetterThanItsClient(
    q: Double, z: Double
  ) throws {
    var federation = federation(.central)
    federation.participation = q
    let step = StepSettings(noiseMultiplier: z, expectedBatchSize: 1, learningRate: 1)
    for rounds in [1, 50] {
      let ofClient = try EpsilonBounds(
        of: [.repeated(federation.event(of: step), count: rounds)], atDelta: 1e-5, accuracy: 1e-2)
      let ofRecord = try EpsilonBounds(
        of: [.repeated(federation.recordEvent(of: step), count: rounds)], atDelta: 1e-5,
        relation: .replaceOne,
        accuracy: 1e-2)
      #expect(ofRecord.upper >= ofClient.lower)
    }
  }

  /// Sums of all clients' values do not wrap at the bits that are said to fit, and one bit more does or is refused for noise.
  @Test(arguments: NoisePlacement.allCases) func theBitsThatFitAreTheMost(placement: NoisePlacement) throws {
    for clients in [2, 30, 1000] {
      var federation = federation(placement)
      (federation.clientCount, federation.aggregation) = (clients, .secure)
      let limits = SecureSumLimits(
        step: step, federation: federation, parameterCount: 4810, recordCount: 1200)
      let bits = try #require(limits.fittingBits)
      #expect(limits.fit(bits: bits) && limits.isFine(bits: bits))
      #expect(!limits.fit(bits: bits + 1) || bits == SecureSumLimits.bits.upperBound)
      if placement == .central { #expect(Double(clients) * Double((1 << bits) - 1) < 0x1p32) }
    }
  }
}
