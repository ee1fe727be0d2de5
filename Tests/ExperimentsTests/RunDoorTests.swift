import AccessControl
import Attacks
import DifferentialPrivacy
import Experiments
import Foundation
import LinearAlgebra
import Records
import Statistics
import Synchronization
import Testing

/// The door of a run, which every attack goes through, and training does not.
struct RunDoorTests {
  private static let labels: KnobValue = .text("label")

  private static func run(
    _ turns: [Knob: KnobValue] = [:], dataset: String = "digits", steps: Int = 60,
    turning: [(Int, Knob, KnobValue)] = []
  ) throws -> TrainingRun {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: dataset))
    (configuration.trainSize, configuration.network) = (100, "mlp:8")
    configuration.expectedBatchSize = 16
    configuration.noiseMultiplier = 0.5
    var log = CommandLog(
      kind: TrainingRun.kind, configuration: try configuration.putting(turns))
    log.commands = turning.map { RunCommand(step: $0.0, knob: $0.1, value: $0.2) }
    return try TrainingRun.replaying(log, stepCount: steps)
  }

  private static let doors: [[Knob: KnobValue]] = [
    [:], [.answers: .text("decimals:1")], [.answers: .text("top:1"), .temperature: .number(5)],
    [.memGuard: .number(1)], [.answerNoise: .number(0.2), .queriesPerRecord: .number(5)],
    [.answers: labels, .queriesPerRecord: .number(5)],
  ]

  /// Whatever is answered, the same is trained, at the same ε, and is as useful to those who trained it.
  @Test(arguments: doors) func noDoorChangesWhatIsTrained(door: [Knob: KnobValue]) throws {
    let (usual, other) = (try Self.run(), try Self.run(door))
    #expect(usual.weightsSHA256 == other.weightsSHA256 && usual.ledger == other.ledger)
    let (found, behind) = (Finding(of: usual), Finding(of: other))
    #expect(found.test == behind.test && found.train == behind.train)
    #expect(found.inversion == behind.inversion)
  }

  /// Answers are turned after a look at them, and steps are as fixed as they were: ε may still be quoted.
  @Test func turningAnswersLeavesTheAccountAlone() throws {
    let usual = try Self.run()
    let turned = try Self.run(turning: [(20, .answers, Self.labels), (30, .answerNoise, .number(0.1))])
    #expect(turned.weightsSHA256 == usual.weightsSHA256)
    #expect(turned.settings.door == DoorSettings(policy: .label, noiseDeviation: 0.1))
    let account = RunAccount(of: turned, isScheduleFixed: false)
    #expect(account.basis == .fixedBeforehand)
    #expect(account == RunAccount(of: usual, isScheduleFixed: false))
    let other = try Self.run(turning: [(20, .learningRate, .number(0.2))])
    #expect(RunAccount(of: other, isScheduleFixed: false).basis == .asRun)
  }

  /// On the screen a loss is seen where one is shown, and a sentence says why not.
  @Test func aFindingGoesThroughTheDoor() throws {
    let (full, even) = (Finding(of: try Self.run()), Finding(of: try Self.run([.memGuard: .number(2)])))
    #expect(full.lossThreshold != even.lossThreshold && even.lossThreshold != nil)
    let run = try Self.run([.answers: Self.labels])
    let labels = Finding(of: run)
    #expect(labels.lossThreshold == nil && labels.modifiedEntropy == nil && !labels.isDiverged)
    #expect(run.settings.obstacleToLosses?.contains("labels alone") == true)
    #expect(try Self.run().settings.obstacleToLosses == nil)
    // One noisy answer hides more than the mean of as many as may be asked for.
    let noise: [Knob: KnobValue] = [.answerNoise: .number(0.5)]
    let once = try #require(Finding(of: try Self.run(noise)).lossThreshold)
    let often = try #require(
      Finding(of: try Self.run(noise.merging([.queriesPerRecord: .number(200)]) { $1 })).lossThreshold)
    #expect(once != often)
  }

  /// Each who asks, and each step, gets noise of its own; the same run answers the same again.
  @Test func noiseBelongsToWhoAsksAndWhen() throws {
    let noise: [Knob: KnobValue] = [.answerNoise: .number(0.2)]
    func answers(_ run: TrainingRun, _ asker: String) throws -> ModelAnswers {
      try run.service(for: asker).answers(to: run.data.candidateInputs)
    }
    let run = try Self.run(noise, steps: 0)
    #expect(try answers(run, "one") == answers(try Self.run(noise, steps: 0), "one"))
    #expect(try answers(run, "one") != answers(run, "another"))
    // After a step that moves nothing the same model answers, with other noise.
    let still = try Self.run(noise.merging([.learningRate: .number(1e-12)]) { $1 }, steps: 1)
    let (moved, unmoved) = (
      try #require(Finding(of: try Self.run([.learningRate: .number(1e-12)], steps: 1)).test),
      try #require(Finding(of: run).test)
    )
    #expect(moved.accuracy == unmoved.accuracy && abs(moved.loss - unmoved.loss) < 1e-6)
    #expect(try answers(still, "one") != answers(run, "one"))
  }

  /// A file of scores holds what an adversary makes of labels.
  @Test func scoresAreThoseOfTheDoor() throws {
    let rows = CandidateScores(of: try Self.run([.answers: Self.labels])).rows
    #expect(Set(rows.map { ($0.margin * 1e9).rounded() }).count == 2)
    for row in rows { #expect((row.margin > 0) == (row.predicted == row.label)) }
  }

  /// A door that is turned while the run rests is attacked as it is now, and what was found at the other is gone.
  @Test func aDoorTurnedAtRestIsAttackedAgain() throws {
    let found = Mutex<[MembershipFindings]>([])
    let runner = InvestigationRunner()
    let membership = runner.start(MembershipInvestigation()) { findings in
      found.withLock { $0.append(findings) }
    }
    defer { runner.stop() }
    func wait(_ isWanted: (MembershipFindings) -> Bool) -> MembershipFindings? {
      for _ in 0..<4000 {
        if let last = found.withLock({ $0.last }), isWanted(last) { return last }
        Thread.sleep(forTimeInterval: 0.005)
      }
      return nil
    }
    membership.look(at: .init(method: .liraOnline, shadowCount: 4))
    membership.examine(Snapshot(of: try Self.run(), generation: 1))
    #expect(wait { $0.null != nil }?.entries[.entropy] != nil)
    membership.examine(
      Snapshot(of: try Self.run(turning: [(60, .answers, Self.labels)]), generation: 1))
    let labels = try #require(
      wait { $0.entries[.liraOnline]?.outcome.threatModel.lossSource == .labels(questionCount: 1) })
    #expect(labels.entries[.liraOnline]?.step == 60)
    let last = try #require(wait { $0.omissions[.entropy] != nil && $0.entries[.liraOffline] != nil })
    #expect(last.entries[.entropy] == nil && last.omissions[.entropy] == .notGranted(.confidences))
    #expect(last.entries[.gradientNorm] != nil)
  }

  /// Of a single record labels alone show which, and how it ranks is estimated.
  @Test func aRecordIsAskedAboutByItsLabel() throws {
    let run = try Self.run(
      [.answers: Self.labels, .queriesPerRecord: .number(9)], dataset: "actg175", steps: 30)
    let data = run.data
    let record = PlantedRecord(
      values: Array(data.dataset.values.row(data.split.pool[0])), label: data.candidateLabels[0])
    var investigation = RecordInvestigation()
    let found = investigation.findings(of: record, in: Snapshot(of: run, generation: 1))
    let findings = try #require(found)
    #expect(findings.confidences.isEmpty && [0, 1].contains(findings.predicted))
    #expect(findings.margin?.score.isFinite == true)
  }
}
