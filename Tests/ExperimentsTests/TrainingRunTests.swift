import DifferentialPrivacy
import Experiments
import Foundation
import NeuralNetworks
import PrivacyAccounting
import Records
import Testing

struct TrainingRunTests {
  /// A small private run: 150 digits, 60 steps.
  static var configuration: ExperimentConfiguration {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.steps, configuration.network) = (150, 60, "mlp:16")
    (configuration.noiseMultiplier, configuration.clippingNorm) = (1, 1)
    return configuration
  }

  private func log(_ commands: [(Int, Knob, KnobValue)], sigma: Double) -> CommandLog {
    var configuration = Self.configuration
    configuration.noiseMultiplier = sigma
    var log = CommandLog(kind: TrainingRun.kind, configuration: configuration)
    log.commands = commands.map { RunCommand(step: $0.0, knob: $0.1, value: $0.2) }
    return log
  }

  /// Noise that rises from 1 to 2 at step 40 is priced as two phases, each at its own rate.
  @Test func aRunWhoseNoiseMovedHasTwoPhases() throws {
    let run = try TrainingRun.replaying(log([(40, .noiseMultiplier, .number(2))], sigma: 1), stepCount: 60)
    let rate = 32.0 / 150
    #expect(
      run.ledger.entries.map(\.event) == [
        .poissonSampled(rate: rate, .gaussian(noiseMultiplier: 1)),
        .poissonSampled(rate: rate, .gaussian(noiseMultiplier: 2)),
      ])
    #expect(run.ledger.entries.map(\.count) == [40, 20])
    let order = try #require(run.filter.order)
    let spent = try run.ledger.entries.reduce(0) {
      $0 + Double($1.count) * (try RenyiAccountant.divergence(of: $1.event, order: order))
    }
    let epsilon = RenyiAccountant.epsilon(ofDivergence: spent, order: order, delta: run.settings.delta)
    #expect(abs(run.filter.epsilon - epsilon) < 1e-9)
    // A schedule that was written beforehand may be quoted; one that was turned while it ran may not.
    let account = RunAccount(of: run, isScheduleFixed: true)
    #expect(account.epsilon < epsilon && account.epsilon > 0.5 * epsilon)
    #expect(account.quotableEpsilon == account.epsilon && account.kind == .tight && account.isLimited)
    let live = RunAccount(of: run, isScheduleFixed: false)
    #expect(live.basis == .asRun && live.quotableEpsilon == nil && live.kind == .asRun)
    #expect(live.epsilon == account.epsilon)
    for rate in [0.001, 0.01, 0.1] {
      #expect(
        live.limit.largestTruePositiveRate(atFalsePositiveRate: rate)
          >= account.limit.largestTruePositiveRate(atFalsePositiveRate: rate))
    }
  }

  /// The ledger of a run whose clipping norm follows a quantile is that of one whose norm is fixed; its log replays, and up
  /// to the first step that clips by another norm its weights are those of the fixed one.
  @Test(arguments: [0.0, 1]) func adaptiveClippingCostsNothingAndReplays(sigma: Double) throws {
    let turned = log([(40, .adaptiveClipping, .number(0.5))], sigma: sigma)
    let run = try TrainingRun.replaying(turned, stepCount: 60)
    let fixed = try TrainingRun.replaying(log([], sigma: sigma), stepCount: 60)
    #expect(run.ledger == fixed.ledger && run.filter.epsilon == fixed.filter.epsilon)
    #expect(run.weightsSHA256 != fixed.weightsSHA256)
    let replayed = try TrainingRun.replaying(try CommandLog(text: run.finishedLog.text, path: "log"))
    #expect(replayed.weightsSHA256 == run.weightsSHA256)
    let beginning = try [turned, log([], sigma: sigma)].map {
      try TrainingRun.replaying($0, stepCount: sigma == 0 ? 41 : 40).weightsSHA256
    }
    #expect(beginning[0] == beginning[1])
  }

  @Test func aRunThatBeganWithoutNoiseStaysInfinite() throws {
    let run = try TrainingRun.replaying(log([(40, .noiseMultiplier, .number(2))], sigma: 0), stepCount: 60)
    #expect(run.filter.epsilon == .infinity)
    let account = RunAccount(of: run, isScheduleFixed: true)
    #expect(account.basis == .unprotected(step: 0) && !account.isLimited && account.forecast == nil)
    #expect(run.ledger.firstNonPrivateStep == 0)
  }

  /// With a budget of 4 a run stops at its last step whose ε is at most 4; its log ends and replays there. Noise turned up
  /// then goes on.
  @Test func aBudgetEndsTheRun() throws {
    var configuration = Self.configuration
    configuration.epsilonBudget = 4
    let run = try TrainingRun.replaying(
      CommandLog(kind: TrainingRun.kind, configuration: configuration), stepCount: 10_000)
    #expect(run.step > 1 && run.step < 10_000 && run.filter.epsilon <= 4)
    let longer = PrivacyEvent.repeated(run.ledger.entries[0].event, count: run.step + 1)
    #expect(try RenyiAccountant.optimum(of: [longer], atDelta: run.settings.delta).epsilon > 4)
    let account = RunAccount(of: run, isScheduleFixed: false)
    #expect(account.epsilon < run.filter.epsilon && account.quotableEpsilon == account.epsilon)
    let replayed = try TrainingRun.replaying(try CommandLog(text: run.finishedLog.text, path: "log"))
    #expect(replayed.step == run.step && replayed.weightsSHA256 == run.weightsSHA256)
    #expect(run.forecastStep == run.step)
    var more = run
    let isRefused = !more.advance()
    try more.set(.noiseMultiplier, to: .number(50))
    let isTaken = more.advance()
    #expect(isRefused && isTaken && more.step == run.step + 1)
    let again = try TrainingRun.replaying(try CommandLog(text: more.finishedLog.text, path: "log"))
    #expect(again.weightsSHA256 == more.weightsSHA256)
  }

  @Test func noiseWithoutAClippingNormClipsAtOne() {
    var configuration = Self.configuration
    configuration.clippingNorm = nil
    #expect(configuration.effectiveClippingNorm == 1)
    configuration.noiseMultiplier = 0
    #expect(configuration.effectiveClippingNorm == nil)
  }

  @Test func sameSeedSameBytesAndAnotherSeedOthers() throws {
    let log = CommandLog(kind: TrainingRun.kind, configuration: Self.configuration)
    let first = try TrainingRun.replaying(log, stepCount: 60)
    let second = try TrainingRun.replaying(log, stepCount: 60)
    #expect(first.weightsSHA256 == second.weightsSHA256)
    #expect(CandidateScores(of: first).csv == CandidateScores(of: second).csv)
    var other = Self.configuration
    other.seed = 2
    #expect(
      try TrainingRun.replaying(CommandLog(kind: TrainingRun.kind, configuration: other), stepCount: 60)
        .weightsSHA256
        != first.weightsSHA256)
  }

  /// Commands decide: the same log gives the same weights, and without its command other ones.
  @Test(arguments: [0.0, 1.0])
  func aLogReplaysToTheSameBytes(sigma: Double) throws {
    let commands: [(Int, Knob, KnobValue)] = [
      (0, .learningRate, .number(0.05)), (10, .noiseMultiplier, .number(2)),
      (10, .clippingNorm, .number(0.5)),
      (30, .dropout, .number(0.3)), (45, .expectedBatchSize, .number(64)), (60, .momentum, .number(0)),
    ]
    let run = try TrainingRun.replaying(log(commands, sigma: sigma), stepCount: 60)
    let written = try CommandLog(text: run.finishedLog.text, path: "log")
    #expect(written == run.finishedLog)
    let replayed = try TrainingRun.replaying(written)
    #expect(replayed.weightsSHA256 == written.end?.weightsSHA256)
    #expect(replayed.finishedLog == written)
    #expect(replayed.filter.epsilon == run.filter.epsilon)
    let without = try TrainingRun.replaying(log([], sigma: sigma), stepCount: 60)
    #expect(without.weightsSHA256 != run.weightsSHA256)
  }

  @Test func theSystemsNoiseDoesNotRepeat() throws {
    var configuration = Self.configuration
    configuration.secureNoise = true
    let log = CommandLog(kind: TrainingRun.kind, configuration: configuration)
    #expect(
      try TrainingRun.replaying(log, stepCount: 3).weightsSHA256
        != TrainingRun.replaying(log, stepCount: 3).weightsSHA256)
  }

  @Test func knobsThatCannotMoveAreRefusedAndChangeNothing() throws {
    var run = try TrainingRun(Self.configuration)
    #expect(throws: ConfigurationError.self) { try run.set(.noiseMultiplier, to: .number(-1)) }
    #expect(throws: ConfigurationError.notLive(option: "seed")) { try run.set(.seed, to: .text("3")) }
    #expect(run.log.commands.isEmpty && run.settings == Self.configuration)
  }

  /// Every record of the pool once, as many of them members as there are, margins and losses that belong together.
  @Test func scoresDescribeThePool() throws {
    let run = try TrainingRun.replaying(
      CommandLog(kind: TrainingRun.kind, configuration: Self.configuration), stepCount: 60)
    let rows = CandidateScores(of: run).rows
    #expect(rows.count == 300 && rows.count(where: \.isMember) == run.data.split.memberCount)
    let members = Set(run.data.split.members)
    #expect(rows.allSatisfy { $0.isMember == members.contains($0.index) })
    #expect(zip(rows, rows.dropFirst()).allSatisfy { $0.index < $1.index })
    #expect(rows.allSatisfy { abs($0.loss - log1p(exp(-$0.margin))) < 1e-9 * max(1, $0.loss) })
    // More than half of the confidence on the label makes it the prediction.
    #expect(rows.allSatisfy { $0.margin <= 0 || $0.predicted == $0.label })
  }

  /// The model file holds float32 tensors whose offsets tile the data, after a header of whole eight bytes.
  @Test func checkpointsAreSafetensors() throws {
    let run = try TrainingRun.replaying(
      CommandLog(kind: TrainingRun.kind, configuration: Self.configuration), stepCount: 5)
    let data = try run.checkpoint().encoded()
    let length = data.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    #expect(length % 8 == 0)
    let header = try #require(
      try JSONSerialization.jsonObject(with: data[8..<8 + length]) as? [String: [String: Any]])
    let weight = try #require(header["layers.0.weight"])
    #expect(weight["dtype"] as? String == "F32" && weight["shape"] as? [Int] == [16, 64])
    #expect(header["__metadata__"]?["dataset"] as? String == "digits")
    #expect(data.count == 8 + length + 4 * run.network.parameterCount)
  }
}
