import DifferentialPrivacy
import Experiments
import FederatedLearning
import PrivacyAccounting
import Records
import Testing

/// Prices of 80 rounds as Google's dp_accounting has them, found by `Tests/ReferenceValues/federated_prices.py`.
struct FederatedAccountTests {
  /// 20 records at ten clients, of whom none needs to learn anything.
  static func configuration(
    q: Double, z: Double, _ placement: NoisePlacement = .central
  ) -> ExperimentConfiguration {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.network, configuration.steps) = (20, "linear", 80)
    (configuration.noiseMultiplier, configuration.clippingNorm, configuration.delta) = (z, 1, 1e-5)
    (configuration.federation.clientCount, configuration.federation.participation) = (10, q)
    configuration.federation.privacy = placement
    return configuration
  }

  private func account(of configuration: ExperimentConfiguration, rounds: Int = 80) throws -> RunAccount {
    let run = try TrainingRun.replaying(
      CommandLog(kind: TrainingRun.kind, configuration: configuration), stepCount: rounds)
    return RunAccount(of: run, isScheduleFixed: true)
  }

  /// As the accountant's own tests have it: never below, and at most half a percent above.
  private func agrees(_ ours: Double?, _ theirs: Double) -> Bool {
    guard let ours else { return false }
    return ours > theirs * (1 - 1e-5) && ours < theirs * 1.005
  }

  @Test(
    arguments: [
      (q: 0.3, z: 2.0, client: 6.993543, record: 14.073541), (0.3, 4, 2.916225, 6.132741),
      (0.5, 3, 7.362235, 16.253219), (1, 4, 11.480023, 28.373474), (1, 9, 4.345820, 9.921087),
    ])
  func clientsAndTheirRecordsCostWhatOthersSay(
    _ expected: (q: Double, z: Double, client: Double, record: Double)
  ) throws {
    let account = try account(of: Self.configuration(q: expected.q, z: expected.z))
    #expect(agrees(account.epsilon, expected.client) && account.unit == .client)
    #expect(agrees(account.recordBounds?.upper, expected.record))
    // What no attack on records exceeds is of the record's ε, which is the larger.
    #expect(account.limit.largestTruePositiveRate(atFalsePositiveRate: 0.01) > 0.01)
    let rows = try #require(account.placements?.rows)
    #expect(rows.map(\.placement) == [.central, .distributed, .local])
    #expect(agrees(rows[0].againstModel, expected.client) && rows[0].againstServer == .infinity)
  }

  /// Clients who add the noise are seen to take part: at any participation they pay for all rounds.
  @Test(arguments: [NoisePlacement.local]) func noiseOfClientsIsNotAmplified(placement: NoisePlacement) throws
  {
    let account = try account(of: Self.configuration(q: 0.3, z: 4, placement))
    #expect(agrees(account.epsilon, 11.480023))
    // Its noise is of 2C, which hides a record as it hides its client.
    #expect(agrees(account.recordBounds?.upper, 11.480023))
    for row in try #require(account.placements?.rows) where row.placement != .central {
      #expect(agrees(row.againstModel, 11.480023) && agrees(row.againstServer, 11.480023))
    }
  }

  @Test func sharesOfNoiseAreNotAmplified() throws {
    var configuration = Self.configuration(q: 0.3, z: 4, .distributed)
    configuration.federation.aggregation = .secure
    let few = try account(of: configuration, rounds: 2)
    configuration.federation.participation = 1
    let all = try account(of: configuration, rounds: 2)
    #expect(few.epsilon == all.epsilon && few.recordBounds == all.recordBounds)
    // Whether a secure sum is opened depends on who takes part, whoever adds the noise.
    (configuration.federation.privacy, configuration.federation.participation) = (.central, 0.3)
    #expect(few.epsilon == (try account(of: configuration, rounds: 2)).epsilon)
    configuration.federation.aggregation = .plain
    #expect(few.epsilon > (try account(of: configuration, rounds: 2)).epsilon)
  }

  /// A grid that stays while C moves would be too coarse for the noise in the end.
  @Test func aGridThatStaysIsRefusedBesideANormThatMoves() throws {
    var configuration = Self.configuration(q: 1, z: 0.5)
    configuration.federation.aggregation = .secure
    configuration.federation.quantizationRange = 100
    try configuration.validate()
    configuration.step.adaptiveClipping = 0.5
    #expect(throws: ConfigurationError.self) { try configuration.validate() }
    configuration.federation.quantizationRange = nil
    try configuration.validate()
    // A tenth of the clients that a round expects is as much noise as a quantile leaves a root.
    configuration.noiseMultiplier = 1
    #expect {
      try configuration.validate()
    } throws: {
      "\($0)".contains("Choose one below 1, which is a tenth of the clients that a round expects")
    }
  }
}
