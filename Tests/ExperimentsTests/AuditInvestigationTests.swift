import Auditing
import DifferentialPrivacy
import Dispatch
import Experiments
import FederatedLearning
import Records
import Synchronization
import Testing

struct AuditInvestigationTests {
  private static func configuration(_ bug: TrainerBug? = nil) -> ExperimentConfiguration {
    var configuration = ExperimentConfiguration(auditing: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.canaryCount, configuration.steps) = (150, 200, 40)
    configuration.expectedBatchSize = 0.25 * configuration.expectedMemberCount
    (configuration.noiseMultiplier, configuration.bug) = (3.5, bug)
    return configuration
  }

  /// What is found last of each of these, by one investigation.
  private static func found(_ snapshots: [Snapshot]) throws -> [AuditFindings] {
    let found = Mutex<AuditFindings?>(nil)
    let isDone = DispatchSemaphore(value: 0)
    let runner = InvestigationRunner()
    defer { runner.stop() }
    _ = runner.start(AuditInvestigation(), request: EverySnapshot()) { findings in
      found.withLock { $0 = findings }
      if findings.isWhole { isDone.signal() }
    }
    return try snapshots.map { snapshot in
      runner.examine(snapshot)
      isDone.wait()
      return try #require(found.withLock { $0 })
    }
  }

  private static func trained(
    _ configuration: ExperimentConfiguration, steps: Int = 40,
    before: (inout TrainingRun) throws -> Void = { _ in }
  ) throws -> TrainingRun {
    var run = try TrainingRun(configuration)
    while run.step < steps {
      try before(&run)
      _ = run.advance()
    }
    return run
  }

  /// What the investigation sees of a run that it takes again is what is seen of one that is watched, to the bit.
  @Test(arguments: [
    nil, TrainerBug.halfNoise, .clippingPerLayer, .repeatedNoise, .stepsQuartered, .shuffledBatches,
  ])
  func conformanceIsThatOfAWatchedRun(bug: TrainerBug?) throws {
    let configuration = Self.configuration(bug)
    var watched = try TrainingRun(configuration)
    var study = ConformanceStudy(watching: &watched)
    while watched.step < 40 {
      _ = watched.advance()
      study.look(at: watched)
    }
    let run = try Self.trained(configuration)
    let findings = try Self.found([Snapshot(of: run, generation: 1)])[0]
    let conformance = try #require(findings.conformance)
    #expect(conformance.step == 40 && conformance.checks == study.checks(of: watched))
    #expect(conformance.hasSameWeights == true && !conformance.isOfSister)
    #expect(findings.failedChecks.isEmpty == (bug == nil))
  }

  /// It goes on where it stopped, with the knobs that were turned since, and begins anew with another run.
  @Test func itGoesOnAsTheRunDoes() throws {
    let snapshots = try [(1, 10), (1, 30), (2, 20)].map { generation, steps in
      let configuration = Self.configuration(generation == 2 ? .halfNoise : nil)
      let run = try Self.trained(configuration, steps: steps) { run in
        if run.step == 20 { try run.set(.noiseMultiplier, to: .number(5)) }
      }
      return Snapshot(of: run, generation: generation)
    }
    let findings = try Self.found(snapshots)
    #expect(findings.map { $0.conformance?.step } == [10, 30, 20])
    #expect(findings.allSatisfy { $0.conformance?.hasSameWeights == true })
    #expect(findings.map(\.failedChecks.isEmpty) == [true, true, false])
    #expect(findings[1].account.kind == .asRun && findings[2].account.kind == .claimed)
  }

  /// A bound comes above the claim where the noise is gone, and none where the trainer does what it says.
  @Test func aBugIsFoundAndNoneWhereThereIsNone() throws {
    let findings = try [nil, TrainerBug.noiseDividedByBatch].map { bug in
      try Self.found([Snapshot(of: Self.trained(Self.configuration(bug)), generation: 1)])[0]
    }
    #expect(
      findings[0].refutation == nil && findings[0].failedChecks.isEmpty
        && findings[0].boundsAboveClaim.isEmpty)
    #expect(findings[1].refutation != nil && !findings[1].failedChecks.isEmpty)
    #expect(findings[0].account.epsilon == findings[1].account.epsilon)
    #expect(findings[0].claimedLimit == findings[1].claimedLimit)
    for found in findings {
      let audit = try #require(found.audit)
      #expect(audit.guesses.count == 40 && audit.kind == .ownFeature)
      let last = try #require(found.climb.last)
      #expect(last.steinke == audit.bound(.steinke)?.epsilon && last.judged == 40)
      #expect(zip(found.climb, found.climb.dropFirst()).allSatisfy { $0.steinke <= $1.steinke })
    }
  }

  /// Noise of the system cannot be repeated: a sister run is watched, and that is said.
  @Test func ofSystemNoiseASisterIsWatched() throws {
    var configuration = Self.configuration()
    configuration.secureNoise = true
    let run = try Self.trained(configuration, steps: 10)
    let found = try #require(try Self.found([Snapshot(of: run, generation: 1)])[0].conformance)
    #expect(found.isOfSister && found.hasSameWeights == nil && found.step == 10)
    #expect(!found.checks.contains { !$0.isPassed })
  }

  /// In a sentence.
  @Test func whatCannotBeAuditedSaysSo() throws {
    var federated = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (federated.trainSize, federated.federation.clientCount) = (150, 5)
    let run = try Self.trained(federated, steps: 1)
    let found = try Self.found([Snapshot(of: run, generation: 1)])[0]
    #expect(found.obstacle == .federated && found.conformance == nil)
    var unfair = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (unfair.trainSize, unfair.inclusion) = (150, 1)
    let whole = try Self.found([Snapshot(of: Self.trained(unfair, steps: 1), generation: 1)])[0]
    #expect(whole.obstacle == .unfairCoins(inclusion: 1) && whole.conformance?.step == 1)
  }
}
