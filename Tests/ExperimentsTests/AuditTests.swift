import Auditing
import DifferentialPrivacy
import Experiments
import Foundation
import LinearAlgebra
import NeuralNetworks
import PlainText
import PrivacyAccounting
import Records
import Statistics
import Testing

/// Audits of runs on bundled data, as `audit` makes them.
struct AuditTests {
  private static func configuration(
    claim: Double? = 8, canaries: CanaryKind = .ownFeature,
    _ change: (inout ExperimentConfiguration) -> Void = { _ in }
  ) throws -> ExperimentConfiguration {
    var configuration = ExperimentConfiguration(auditing: DatasetReference(name: "digits"))
    configuration.canaries = canaries
    change(&configuration)
    try configuration.completeAudit(given: [:], claim: claim)
    change(&configuration)
    return configuration
  }

  private func run(_ configuration: ExperimentConfiguration) throws -> TrainingRun {
    var run = try TrainingRun(configuration)
    while run.step < configuration.steps { _ = run.advance() }
    return run
  }

  /// The means of five runs as a prototype of other code measured them on these data: S 1.6 to 2.5, F 2.7 to 4.3, the estimate 4.6 to
  /// 6.5, AUC 0.82 to 0.86.
  @Test func boundsOfAnEpsilonOfEightAreThoseOfThePrototype() throws {
    let audits = try (1...5).map { seed in
      try run(Self.configuration { $0.seed = UInt64(seed) }).audit()
    }
    let mean = { (value: (Audit) -> Double?) in audits.reduce(0) { $0 + (value($1) ?? 0) } / 5 }
    #expect((1.6...2.5).contains(mean { $0.bound(.steinke)?.epsilon }))
    #expect((2.7...4.3).contains(mean { $0.bound(.fDP)?.epsilon }))
    #expect((4.6...6.5).contains(mean { $0.bound(.gaussian)?.epsilon }))
    #expect((0.82...0.86).contains(mean { $0.scores.curve?.areaUnderCurve }))
    // Nothing is refuted, and what is printed is no more than what could have been.
    #expect(audits.allSatisfy { $0.refutation(of: 8) == nil })
    #expect(audits.allSatisfy { ($0.bound(.fDP)?.epsilon ?? 0) <= $0.ceilings[1].epsilon })
  }

  /// Without noise every guess is right, and a bound is what so many right guesses prove.
  @Test func clippingAloneIsFoundToTheCeiling() throws {
    let audit = try run(Self.configuration(claim: nil) { $0.noiseMultiplier = 0 }).audit()
    #expect(audit.guesses.rightCount == 80)
    #expect(abs((audit.bound(.steinke)?.epsilon ?? 0) - 3.2550) < 5e-5)
    #expect(abs((audit.bound(.fDP)?.epsilon ?? 0) - 5.7456) < 5e-5)
    #expect(audit.ceilings == [LowerBound.Method.steinke, .fDP].compactMap(audit.bound))
    let climb = audit.climb
    #expect(climb.first?.steinke == 0 && climb.last?.judged == 80)
    #expect(climb.last?.fDP == audit.bound(.fDP)?.epsilon)
    #expect(zip(climb, climb.dropFirst()).allSatisfy { $0.steinke <= $1.steinke && $0.fDP <= $1.fDP })
  }

  /// A crafted gradient moves its own weight and nothing else does: without noise the weight of one that was out is as it began.
  @Test func craftedGradientsAreAlongOneWeightEach() throws {
    let run = try run(
      Self.configuration(claim: nil, canaries: .gradient) {
        ($0.noiseMultiplier, $0.canaryCount, $0.steps, $0.trainSize) = (0, 25, 20, 100)
      })
    #expect(run.network.inputCount == 67)
    let canaries = try #require(run.data.canaries)
    let scores = try run.audit().scores
    for (score, isMember) in zip(scores.scores, canaries.isMember) { #expect((score > 0) == isMember) }
    // q of the steps, each C / B far.
    let moved = zip(scores.scores, canaries.isMember).filter(\.1).map(\.0)
    let expected = 20 * run.settings.samplingRate / run.settings.expectedBatchSize
    #expect(abs(moved.reduce(0, +) / Double(moved.count) / expected - 1) < 0.3)
    let audit = try self.run(Self.configuration(canaries: .gradient)).audit()
    #expect((1.2...3).contains(audit.bound(.steinke)?.epsilon ?? 0))
  }

  /// Each switch by the check that is meant for it; a correct run by none.
  @Test func aBugIsCaughtInARunAndWatermarksIt() throws {
    let caught = { (bug: TrainerBug?) in
      var run = try TrainingRun(
        Self.configuration(claim: 2) {
          ($0.bug, $0.trainSize, $0.canaryCount, $0.steps) = (bug, 200, 100, 40)
          // So long a norm a bias cannot reach, and one of one would be no other than none.
          $0.clippingNorm = bug == .clippingPerLayer ? 0.5 : 2
        })
      var study = ConformanceStudy(watching: &run)
      while run.step < 40 {
        _ = run.advance()
        study.look(at: run)
      }
      return (run, Set(study.checks(of: run).filter { !$0.isPassed }.map(\.check)))
    }
    #expect(try caught(nil).1.isEmpty)
    let expected: [TrainerBug: ConformanceCheck.Name] = [
      .noiseDividedByBatch: .noiseRatio, .noiseDividedByRootBatch: .noiseRatio,
      .noiseWithoutClippingNorm: .noiseRatio, .rootOfNoise: .noiseRatio, .halfNoise: .noiseRatio,
      .stepsQuartered: .steps, .rateQuartered: .samplingRate, .batchMeanClipped: .sensitivity,
      .weightsOutsideNorm: .sensitivity, .firstLayerOutsideNorm: .sensitivity,
      .noiselessLayer: .noiseRatioOfLayers, .noiselessSteps: .noiseRatioOfSteps,
      .repeatedNoise: .noiseCorrelation, .clippingPerLayer: .sensitivity,
      .shuffledBatches: .batchSizeVariance, .realisedBatchDivisor: .divisor,
    ]
    #expect(expected.count == TrainerBug.allCases.count)
    for bug in TrainerBug.allCases {
      let (run, found) = try caught(bug)
      let check = try #require(expected[bug])
      #expect(found.contains(check), "\(bug): \(found)")
      let account = RunAccount(of: run, isScheduleFixed: true)
      #expect(account.basis == .broken && account.quotableEpsilon == nil && !account.isLimited)
      #expect(account.kind == .claimed && abs(account.epsilon - 2) < 0.01)
      #expect(run.log.text.contains(#""bug":"\#(bug.rawValue)""#))
    }
  }

  /// What a log says of audits on the way is what a replay says, and no step reads it.
  @Test func auditsOnTheWayAreInTheLog() throws {
    let configuration = try Self.configuration {
      ($0.trainSize, $0.canaryCount, $0.steps, $0.auditInterval) = (200, 100, 30, 10)
    }
    let run = try run(configuration)
    #expect(run.log.audits.map(\.step) == [10, 20, 30])
    let text = run.finishedLog.text
    #expect(text.contains(#""event":"audit""#))
    let log = try CommandLog(text: text, path: "log")
    #expect(log.audits == run.log.audits && log.text == text)
    let again = try TrainingRun.replaying(log)
    #expect(again.finishedLog.text == text)
    var quiet = configuration
    quiet.auditInterval = nil
    let unaudited = try self.run(quiet)
    #expect(unaudited.weightsSHA256 == run.weightsSHA256 && unaudited.log.audits.isEmpty)
    // Turned on as it goes, it is a command that leaves ε fixed beforehand.
    var live = try TrainingRun(quiet)
    _ = live.advance()
    try live.set(.auditEvery, to: .number(2))
    while live.step < 5 { _ = live.advance() }
    #expect(live.log.audits.map(\.step) == [2, 4])
    #expect(RunAccount(of: live, isScheduleFixed: false).basis == .fixedBeforehand)
    let lines = live.finishedLog.text.split(separator: "\n")
    #expect(lines[1].contains("audit_every") && lines[2].contains(#""step":2"#) && lines.count == 5)
  }

  /// Of a noiseless run with crafted gradients the estimate is infinite, which no log can say: the line has none, and is read so again.
  @Test func anInfiniteEstimateIsLeftOut() throws {
    let run = try run(
      Self.configuration(claim: nil, canaries: .gradient) {
        ($0.noiseMultiplier, $0.canaryCount, $0.steps, $0.trainSize) = (0, 20, 2, 50)
        ($0.expectedBatchSize, $0.auditInterval) = (60, 1)
      })
    let text = run.finishedLog.text
    #expect(run.log.audits.count == 2 && text.contains(#""gaussian":null"#))
    #expect(try CommandLog(text: text, path: "log").audits == run.log.audits)
  }

  /// What no audit can find is refused, with its line.
  @Test(arguments: [
    ("canaries", "1e300"), ("guesses", "2.5"), ("right", "-7"), ("right", "21"), ("steinke", "-1"),
    ("gaussian", #""much""#), ("f_dp", "null"),
  ])
  func anAuditThatCannotBeIsRefused(argument: String, value: String) throws {
    var arguments = [
      "canaries": "100", "guesses": "20", "right": "11", "steinke": "0", "f_dp": "0.5", "gaussian": "null",
    ]
    let header = CommandLog(kind: TrainingRun.kind, configuration: try Self.configuration()).text
    let line = {
      header + #"{"step":3,"event":"audit""# + arguments.map { #","\#($0.key)":\#($0.value)"# }.joined()
        + "}\n"
    }
    #expect(try CommandLog(text: line(), path: "log").audits.count == 1)
    arguments[argument] = value
    let error = #expect(throws: CommandLogError.self) { try CommandLog(text: line(), path: "log") }
    #expect(error?.description.contains("Line 2 of log") == true)
  }

  /// Teachers and a student are trained without noise: nothing is promised of them, and nothing is checked.
  @Test func whatIsDistilledIsNotChecked() throws {
    var run = try TrainingRun(
      Self.configuration(claim: nil) {
        ($0.noiseMultiplier, $0.distil, $0.steps, $0.trainSize) = (0, .cross, 5, 50)
        $0.canaryCount = 20
      })
    var study = ConformanceStudy(watching: &run)
    while run.step < 15 {
      _ = run.advance()
      study.look(at: run)
    }
    #expect(study.checks(of: run).isEmpty)
  }

  /// Without canaries the pool's own coins are guessed at; unfair ones are no audit.
  @Test func aPoolIsAnAuditByItself() throws {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.steps) = (100, 200)
    let audit = try run(configuration).audit()
    #expect(audit.kind == .pool && audit.canaryCount == 200 && audit.guesses.count == 40)
    #expect(audit.bound(.gaussian) == nil)
    #expect((audit.scores.curve?.areaUnderCurve ?? 0) > 0.6)
    configuration.inclusion = 0.25
    #expect(throws: AuditObstacle.unfairCoins(inclusion: 0.25)) { try configuration.auditedCanaries() }
    configuration.auditInterval = 5
    let error = #expect(throws: ConfigurationError.self) { try configuration.validate() }
    #expect(error?.description.hasSuffix("Choose --canaries own-feature, or --inclusion 0.5.") == true)
    configuration.canaries = .ownFeature
    #expect(try configuration.auditedCanaries() == .ownFeature)
  }

  /// Runs with one canary and without it, of which the halves of a table's scores prove something.
  @Test func pairsOfRunsDifferInOneCanary() throws {
    let several = try TrainingRun(
      Self.configuration(claim: 8) { ($0.trainSize, $0.canaryCount, $0.steps) = (50, 20, 50) })
    let start = try TrainingRun(several.log.withOneCanary().configuration)
    #expect(start.settings.expectedMemberCount == 50.5)
    #expect(abs(start.settings.samplingRate - several.settings.samplingRate) < 1e-15)
    let plan = PairsPlan(pairCount: 40, log: start.log, stepCount: 50, data: start.data)
    var models = [PairTraining.Model]()
    for index in 0..<plan.count {
      var training = plan.begin(index)
      try training.advance(to: 50, of: 50)
      models.append(training.model)
    }
    let pairs = PairScores(models.shuffled())
    #expect(pairs.with.count == 40 && pairs.without.count == 40)
    let curve = ROCCurve(memberScores: pairs.with, nonMemberScores: pairs.without)
    #expect(curve.areaInterval.lowerBound > 0.6)
    var audit = Audit(
      of: CanaryScores(scores: [1, 0], isIncluded: [true, false]), kind: .file, guessCount: 1, delta: 1e-5)
    audit.add(pairs)
    #expect(Set(audit.bounds.map(\.method)).isSuperset(of: [.clopperPearson, .gdp, .bayesian]))
    #expect(audit.bounds.filter { $0.kind != .estimate }.allSatisfy { $0.epsilon <= 8 })
  }
}
