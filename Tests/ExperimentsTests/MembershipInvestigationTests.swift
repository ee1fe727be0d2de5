import Attacks
import Experiments
import Foundation
import Records
import Statistics
import Synchronization
import Testing

/// The investigation under its runner, against the same attacks with models trained all at once.
struct MembershipInvestigationTests {
  private final class Journal: Sendable {
    private let latest = Mutex<MembershipFindings?>(nil)
    private let news = DispatchSemaphore(value: 0)
    private let reports = Atomic(0)
    /// Attacks that were called impossible while reference models were still on their way.
    private let hasty = Mutex<Set<MembershipMethod>>([])

    var count: Int { reports.load(ordering: .relaxed) }

    var hastyOmissions: Set<MembershipMethod> { hasty.withLock { $0 } }

    func put(_ findings: MembershipFindings) {
      if findings.shadows.finished < findings.shadows.count {
        hasty.withLock { $0.formUnion(findings.omissions.keys) }
      }
      latest.withLock { $0 = findings }
      reports.add(1, ordering: .relaxed)
      news.signal()
    }

    /// Waits until findings are as wanted, at most a minute.
    func wait(for isWanted: (MembershipFindings) -> Bool) -> MembershipFindings? {
      while true {
        if let findings = latest.withLock({ $0 }), isWanted(findings) { return findings }
        if news.wait(timeout: .now() + 60) == .timedOut { return nil }
      }
    }
  }

  private func run(steps: Int, secureNoise: Bool = false) throws -> TrainingRun {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.network) = (100, "mlp:16")
    configuration.secureNoise = secureNoise
    var log = CommandLog(kind: TrainingRun.kind, configuration: configuration)
    log.commands = [RunCommand(step: 150, knob: .noiseMultiplier, value: .number(1))]
    return try TrainingRun.replaying(log, stepCount: steps)
  }

  private func score(_ method: MembershipMethod, of run: TrainingRun, shadowCount: Int) throws -> [Double] {
    let models = Mutex<[ShadowModel]>([])
    let plan = try ShadowPlan(of: run, count: shadowCount, recordsTrajectories: method.usesTrajectories)
    _ = ShadowFarm(plan).train(threadCount: 2) { model in
      models.withLock { $0.append(model) }
    }
    var evidence = try run.data.membershipEvidence(asking: run.service(for: "membership"))
    if method.usesTrajectories { evidence.trajectory = try run.recordedTrajectory() }
    for model in models.withLock({ $0 }).sorted(by: { $0.index < $1.index }) { evidence.add(model) }
    return try method.scores(from: evidence, random: RandomStream(seed: 1))
  }

  /// A run that goes on, with a knob turned on the way, is attacked as if its reference models had been trained afresh; a
  /// investigation that rests says nothing, and goes on when it is asked.
  @Test func itFollowsTheRun() throws {
    let journal = Journal()
    let runner = InvestigationRunner()
    let membership = runner.start(MembershipInvestigation()) { journal.put($0) }
    defer { runner.stop() }
    let early = try run(steps: 100)
    membership.examine(Snapshot(of: early, generation: 1))
    membership.look(at: .init(method: .liraOnline, shadowCount: 6))
    let first = try #require(journal.wait { $0.step == 100 && $0.null != nil })
    #expect(first.shadows.finished == 6)
    #expect(first.entries[.liraOnline]?.outcome.scores == (try score(.liraOnline, of: early, shadowCount: 6)))
    #expect(first.entries.count + first.omissions.count == MembershipMethod.allCases.count)
    #expect(
      first.entries[.lossTrajectory]?.outcome.scores
        == (try score(.lossTrajectory, of: early, shadowCount: 6)))
    #expect(first.blind?.curve.areaInterval.contains(0.5) == true)

    membership.look(at: nil)
    let later = try run(steps: 260)
    membership.examine(Snapshot(of: later, generation: 1))
    Thread.sleep(forTimeInterval: 0.3)
    let quiet = journal.count
    Thread.sleep(forTimeInterval: 0.3)
    #expect(journal.count == quiet)

    membership.look(at: .init(method: .rmiaOffline, shadowCount: 6))
    let second = try #require(
      journal.wait {
        $0.entries[.rmiaOffline]?.step == 260 && $0.shadows.finished == 6
          && $0.entries[.lossTrajectory]?.step == 260
      })
    #expect(
      second.entries[.lossTrajectory]?.outcome.scores
        == (try score(.lossTrajectory, of: later, shadowCount: 6)))
    #expect(
      second.entries[.rmiaOffline]?.outcome.scores == (try score(.rmiaOffline, of: later, shadowCount: 6)))
    #expect(second.shadows.stepsTaken == 6 * 260)
  }

  /// Noise that cannot be drawn again leaves no way back to earlier steps, and that is said once models are there.
  @Test func noiseOfTheSystemIsNotReplayed() throws {
    let journal = Journal()
    let runner = InvestigationRunner()
    let membership = runner.start(MembershipInvestigation()) { journal.put($0) }
    defer { runner.stop() }
    membership.look(at: .init(method: .lossTrajectory, shadowCount: 4))
    membership.examine(Snapshot(of: try run(steps: 40, secureNoise: true), generation: 1))
    let findings = try #require(journal.wait { $0.generation == 1 && $0.null != nil })
    #expect(findings.omissions == [.lossTrajectory: .trajectory] && journal.hastyOmissions.isEmpty)
  }

  /// Another run begins from nothing.
  @Test func aNewRunIsAttackedAnew() throws {
    let journal = Journal()
    let runner = InvestigationRunner()
    let membership = runner.start(MembershipInvestigation()) { journal.put($0) }
    defer { runner.stop() }
    membership.look(at: .init(method: .lossThreshold, shadowCount: 4))
    membership.examine(Snapshot(of: try run(steps: 2000), generation: 1))
    membership.examine(Snapshot(of: try run(steps: 40), generation: 2))
    let findings = try #require(journal.wait { $0.generation == 2 && $0.null != nil })
    #expect(findings.step == 40 && findings.shadows.stepsTaken == 4 * 40)
    #expect(findings.entries.values.allSatisfy { $0.step == 40 })
  }

  /// While reference models are on their way to one step, what needs none is run on the steps after it; the rest says when
  /// its turn comes.
  @Test func attacksWithoutReferencesAreLive() throws {
    let journal = Journal()
    let runner = InvestigationRunner()
    let membership = runner.start(MembershipInvestigation()) { journal.put($0) }
    defer { runner.stop() }
    membership.examine(Snapshot(of: try run(steps: 30_000), generation: 1))
    membership.look(at: .init(method: .liraOnline, shadowCount: 32))
    let early = try #require(journal.wait { $0.secondsUntilShadows != nil && $0.entries[.gap] != nil })
    #expect(early.standing(of: .lossThreshold) == .live && early.entries[.lossThreshold]?.step == 30_000)
    #expect(early.entries[.liraOnline] == nil && early.shadows.finished < 32)
    guard case .waiting(let fraction, let seconds?) = early.standing(of: .liraOnline) else {
      Issue.record("\(early.standing(of: .liraOnline))")
      return
    }
    #expect((0..<1).contains(fraction) && seconds > 0)
    let later = try run(steps: 30_100)
    membership.examine(Snapshot(of: later, generation: 1))
    let live = try #require(journal.wait { $0.entries[.gradientNorm]?.step == 30_100 })
    #expect(live.step == 30_000 && live.shadows.finished < 32)
    for method in MembershipMethod.allCases {
      let isLive = !method.usesReferences && !method.isSlow
      #expect((live.standing(of: method) == .live) == isLive, "\(method)")
    }
    #expect(
      live.entries[.gradientNorm]?.outcome.scores == (try score(.gradientNorm, of: later, shadowCount: 2)))
  }

  /// Rest keeps what was trained: models go on from where they were. The first of them are too few, and nobody says so while
  /// there will be more.
  @Test func restKeepsModels() throws {
    let journal = Journal()
    let runner = InvestigationRunner()
    let membership = runner.start(MembershipInvestigation()) { journal.put($0) }
    defer { runner.stop() }
    let run = try run(steps: 3000)
    membership.examine(Snapshot(of: run, generation: 1))
    membership.look(at: .init(method: .liraOnline, shadowCount: 16))
    let before = try #require(journal.wait { $0.shadows.stepsTaken > 0 })
    membership.look(at: nil)
    membership.look(at: .init(method: .liraOffline, shadowCount: 16))
    let after = try #require(journal.wait { $0.entries[.liraOffline] != nil && $0.null != nil })
    #expect(journal.hastyOmissions.isEmpty)
    #expect(before.shadows.stepsTaken > 0 && after.shadows.stepsTaken == 16 * 3000)
    #expect(
      after.entries[.liraOffline]?.outcome.scores == (try score(.liraOffline, of: run, shadowCount: 16)))
  }
}
