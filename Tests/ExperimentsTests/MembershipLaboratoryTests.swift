import Attacks
import Experiments
import Foundation
import Records
import Statistics
import Synchronization
import Testing

/// The laboratory on its thread, against the same attacks with models trained all at once.
struct MembershipLaboratoryTests {
  private final class Journal: Sendable {
    private let latest = Mutex<MembershipFindings?>(nil)
    private let news = DispatchSemaphore(value: 0)
    private let reports = Atomic(0)

    var count: Int { reports.load(ordering: .relaxed) }

    func put(_ findings: MembershipFindings) {
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

  private func run(steps: Int) throws -> TrainingRun {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.network) = (100, "mlp:16")
    var log = CommandLog(configuration: configuration)
    log.commands = [KnobCommand(step: 150, knob: .noiseMultiplier, value: .number(1))]
    return try TrainingRun.replaying(log, stepCount: steps)
  }

  private func score(_ method: MembershipMethod, of run: TrainingRun, shadowCount: Int) throws -> [Double] {
    let models = Mutex<[ShadowModel]>([])
    _ = try ShadowFarm(ShadowPlan(of: run, count: shadowCount)).train(threadCount: 2) { model in
      models.withLock { $0.append(model) }
    }
    var evidence = try run.data.membershipEvidence(asking: run.service)
    for model in models.withLock({ $0 }).sorted(by: { $0.index < $1.index }) { evidence.add(model) }
    return try method.scores(from: evidence, random: RandomStream(seed: 1))
  }

  /// A run that goes on, with a knob turned on the way, is attacked as if its reference models had been trained afresh; a
  /// laboratory that rests says nothing, and goes on when it is asked.
  @Test func itFollowsTheRun() throws {
    let journal = Journal()
    let laboratory = MembershipLaboratory { journal.put($0) }
    defer { laboratory.stop() }
    let early = try run(steps: 100)
    laboratory.examine(Snapshot(of: early, generation: 1))
    laboratory.look(at: .init(method: .liraOnline, shadowCount: 6))
    let first = try #require(journal.wait { $0.step == 100 && $0.null != nil })
    #expect(first.shadows.finished == 6)
    #expect(first.entries[.liraOnline]?.outcome.scores == (try score(.liraOnline, of: early, shadowCount: 6)))
    #expect(first.entries.count + first.omissions.count == MembershipMethod.allCases.count)
    #expect(first.blind?.curve.areaInterval.contains(0.5) == true)

    laboratory.look(at: nil)
    let later = try run(steps: 260)
    laboratory.examine(Snapshot(of: later, generation: 1))
    Thread.sleep(forTimeInterval: 0.3)
    let quiet = journal.count
    Thread.sleep(forTimeInterval: 0.3)
    #expect(journal.count == quiet)

    laboratory.look(at: .init(method: .rmiaOffline, shadowCount: 6))
    let second = try #require(
      journal.wait { $0.entries[.rmiaOffline]?.step == 260 && $0.shadows.finished == 6 })
    #expect(
      second.entries[.rmiaOffline]?.outcome.scores == (try score(.rmiaOffline, of: later, shadowCount: 6)))
    #expect(second.shadows.stepsTaken == 6 * 260)
  }

  /// Another run begins from nothing.
  @Test func aNewRunIsAttackedAnew() throws {
    let journal = Journal()
    let laboratory = MembershipLaboratory { journal.put($0) }
    defer { laboratory.stop() }
    laboratory.look(at: .init(method: .lossThreshold, shadowCount: 4))
    laboratory.examine(Snapshot(of: try run(steps: 2000), generation: 1))
    laboratory.examine(Snapshot(of: try run(steps: 40), generation: 2))
    let findings = try #require(journal.wait { $0.generation == 2 && $0.null != nil })
    #expect(findings.step == 40 && findings.shadows.stepsTaken == 4 * 40)
    #expect(findings.entries.values.allSatisfy { $0.step == 40 })
  }
}
