import Attacks
import DifferentialPrivacy
import Experiments
import Files
import Foundation
import LinearAlgebra
import NeuralNetworks
import PlainText
import Records
import Statistics
import Testing

struct CanaryTests {
  private static func configuration(_ kind: CanaryKind, count: Int = 60) -> ExperimentConfiguration {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.network) = (300, "mlp:16")
    (configuration.canaries, configuration.canaryCount) = (kind, count)
    return configuration
  }

  private func run(_ configuration: ExperimentConfiguration, steps: Int) throws -> TrainingRun {
    var run = try TrainingRun(configuration)
    while run.step < steps { _ = run.advance() }
    return run
  }

  /// They are outside the pool: no count of members, no curve and no test record knows of them.
  @Test func canariesAreCountedApart() throws {
    let plain = try ExperimentData(Self.configuration(.none))
    for kind in [CanaryKind.mislabelled, .ownFeature] {
      let data = try ExperimentData(Self.configuration(kind))
      #expect(data.split.pool == plain.split.pool && data.split.isMember == plain.split.isMember)
      #expect(data.candidateInputs == plain.candidateInputs && data.candidateLabels == plain.candidateLabels)
      let canaries = try #require(data.canaries)
      #expect(canaries.count == 60)
      // By fair coins: four standard deviations of a binomial are 15.5.
      #expect(abs(canaries.isMember.count(where: \.self) - 30) < 16)
    }
    let mislabelled = try ExperimentData(Self.configuration(.mislabelled))
    #expect(Set(mislabelled.split.test).isDisjoint(with: mislabelled.split.reserved))
    #expect(Set(mislabelled.split.pool).isDisjoint(with: mislabelled.split.reserved))
    let truth = mislabelled.split.reserved.map { mislabelled.dataset.labels[$0] }
    #expect(zip(try #require(mislabelled.canaries).labels, truth).allSatisfy { $0 != $1 })
  }

  /// Records of the data meet the same network with the canaries' inputs and without, and nothing but a canary moves its own weights.
  @Test func ownFeaturesAreNobodyElses() throws {
    let run = try run(Self.configuration(.ownFeature), steps: 60)
    #expect(run.network.inputCount == 124 && run.model.inputCount == 64)
    let widened = run.data.candidateInputs.appendingZeroColumns(60)
    let (whole, part) = (run.network.logits(of: widened), run.model.logits(of: run.data.candidateInputs))
    #expect(zip(whole.elements, part.elements).allSatisfy { abs($0 - $1) < 1e-4 })
    // Without decay the weights of a canary that was out are as they began, and of one that was in they are not.
    let start = try TrainingRun(Self.configuration(.ownFeature))
    let canaries = try #require(run.data.canaries)
    for canary in 0..<canaries.count {
      let moved = (0..<16).contains { unit in
        let place = unit * 124 + 64 + canary
        return run.network.parameters.values[place] != start.network.parameters.values[place]
      }
      #expect(moved == canaries.isMember[canary])
    }
  }

  /// The coins are in the log before the first step, and a log with other coins is refused.
  @Test func coinsAreWrittenBeforehand() throws {
    let run = try TrainingRun(Self.configuration(.mislabelled))
    let text = run.log.text
    let coins = try #require(run.data.canaries).isMember.map { $0 ? "1" : "0" }.joined()
    #expect(text.contains(#""included":"\#(coins)""#))
    let log = try CommandLog(text: text, path: "a log")
    #expect(try TrainingRun.replaying(log, stepCount: 0).step == 0)
    let flipped = coins.hasPrefix("1") ? "0" + coins.dropFirst() : "1" + coins.dropFirst()
    let forged = try CommandLog(text: text.replacing(coins, with: flipped), path: "a log")
    #expect(throws: CanaryError.otherCoins) { try TrainingRun.replaying(forged, stepCount: 0) }
  }

  /// A wrong label is known by heart, and noise hides it.
  @Test func canariesAreFoundUnlessNoiseHidesThem() throws {
    let found = try #require(Finding(of: try run(Self.configuration(.mislabelled), steps: 600)).canaries)
    #expect(found.curve.areaInterval.lowerBound > 0.8)
    var hidden = Self.configuration(.mislabelled)
    (hidden.noiseMultiplier, hidden.learningRate, hidden.momentum) = (5, 0.5, 0)
    hidden.expectedBatchSize = 75
    let noisy = try #require(Finding(of: try run(hidden, steps: 100)).canaries)
    #expect(noisy.curve.areaInterval.contains(0.5))
    #expect(Finding(of: try run(Self.configuration(.none), steps: 1)).canaries == nil)
  }

  /// Half of the canaries are expected among the members, so that n is that much larger, and public as it was; at the same rate an
  /// example more or fewer moves nobody else's batches.
  @Test func canariesMoveNoDrawOfThePool() throws {
    let quiet = try run(Self.configuration(.none), steps: 40)
    var configuration = Self.configuration(.mislabelled)
    #expect(configuration.expectedMemberCount == 330)
    #expect(configuration.samplingRate == configuration.expectedBatchSize / 330)
    configuration.expectedBatchSize *= 330.0 / 300
    let planted = try run(configuration, steps: 40)
    #expect(quiet.nextEvent == planted.nextEvent)
    #expect(planted.totals.examples > quiet.totals.examples)
    #expect(quiet.totals.epochs == planted.totals.epochs)
  }

  @Test func tooManyCanariesAreRefused() throws {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "faces"))
    configuration.canaries = .mislabelled
    let error = #expect(throws: CanaryError.self) { try TrainingRun(configuration) }
    #expect(
      error?.description.contains("100 are asked for where 0 are left") == true)
  }
}
