import Experiments
import Foundation
import PrivacyAccounting
import Synchronization
import Testing

/// The trainer on its thread, against the same run taken step by step.
struct TrainerTests {
  /// Two runs that begin in one second have a log each, in a folder of their owner's.
  @Test func logsShareNoFile() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString)/runs")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let run = try TrainingRun(TrainingRunTests.configuration)
    let logs = try (0..<5).map { _ in try RunLogFile(for: run, in: folder) }
    #expect(Set(logs.map(\.path)).count == 5)
    for path in logs.map(\.path) { #expect(try CommandLog.reading(path).log.end?.step == 0) }
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path)
    #expect(attributes[.posixPermissions] as? Int == 0o700)
  }

  @Test func aLiveRunIsItsLogHeadless() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let journal = TrainerJournal()
    let trainer = Trainer(logFolder: folder) { journal.put($0) }
    trainer.send(.start(RunBeginning(TrainingRunTests.configuration), generation: 1, until: 20))
    #expect(journal.wait(for: TrainerJournal.paused(at: 20)) != nil)
    trainer.send(.take(.set(.noiseMultiplier, to: .number(3))))
    trainer.send(.take(.set(.dropout, to: .number(0.5))))
    trainer.send(.advance(by: 5))
    trainer.send(.advance(by: 5))
    #expect(journal.wait(for: TrainerJournal.paused(at: 30)) != nil)
    trainer.stop()

    let path = try #require(journal.wait { if case .started(_, let path, _) = $0 { path } else { nil } })
    let log = try CommandLog.reading(path).log
    #expect(log.end?.step == 30)
    #expect(log.commands.map(\.step) == [20, 20])
    let replayed = try TrainingRun.replaying(log)
    #expect(replayed.weightsSHA256 == log.end?.weightsSHA256)
    let shown = try #require(
      journal.wait { report in
        if case .snapshot(let snapshot, _, _) = report, snapshot.step == 30 { snapshot } else { nil }
      })
    #expect(shown.network == replayed.network)
    #expect(shown.filter.epsilon == replayed.filter.epsilon)
  }

  /// At every moment the log on the disk is whole, though nobody ended it.
  @Test func theLogIsWholeWhileTheRunGoesOn() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let journal = TrainerJournal()
    let trainer = Trainer(logFolder: folder) { journal.put($0) }
    trainer.send(.start(RunBeginning(TrainingRunTests.configuration), generation: 1, until: 0))
    let path = try #require(journal.wait { if case .started(_, let path, _) = $0 { path } else { nil } })
    #expect(try CommandLog.reading(path).log.end?.step == 0)
    trainer.send(.take(.set(.momentum, to: .number(0.5))))
    trainer.send(.run(until: 12))
    #expect(journal.wait(for: TrainerJournal.paused(at: 12)) != nil)
    trainer.send(.pause)
    trainer.send(.advance(by: 1))
    #expect(journal.wait(for: TrainerJournal.paused(at: 13)) != nil)
    let log = try CommandLog.reading(path).log
    #expect((log.end?.step ?? 0) >= 12)
    #expect(log.commands.count == 1)
    trainer.stop()
  }

  /// A run that stands at its budget stays there when another cannot begin.
  @Test func whatCannotStartLeavesTheRunAlone() throws {
    let journal = TrainerJournal()
    let trainer = Trainer(logFolder: nil) { journal.put($0) }
    trainer.send(.start(RunBeginning(TrainingRunTests.configuration), generation: 1, until: 5))
    #expect(journal.wait(for: TrainerJournal.paused(at: 5)) != nil)
    var impossible = TrainingRunTests.configuration
    impossible.trainSize = 5000
    trainer.send(.start(RunBeginning(impossible), generation: 2, until: nil))
    let reason = try #require(journal.wait { if case .failed(2, let reason) = $0 { reason } else { nil } })
    #expect(reason.hasPrefix("A training set of 5000 needs a pool of 10000 records"))
    let status = try #require(
      journal.wait { report in
        if case .snapshot(let snapshot, let isRunning, 2) = report { (snapshot.step, isRunning) } else { nil }
      })
    #expect(status == (5, false))
    trainer.send(.advance(by: 2))
    #expect(journal.wait(for: TrainerJournal.paused(at: 7)) != nil)
    trainer.stop()
  }

  /// Live, too, a budget stops the run before the step that would exceed it, and says so.
  @Test func aBudgetStopsALiveRun() throws {
    var configuration = TrainingRunTests.configuration
    configuration.epsilonBudget = 4
    let headless = try TrainingRun.replaying(
      CommandLog(kind: TrainingRun.kind, configuration: configuration), stepCount: 10_000)
    let journal = TrainerJournal()
    let trainer = Trainer(logFolder: nil) { journal.put($0) }
    trainer.send(.start(RunBeginning(configuration), generation: 1, until: nil))
    #expect(journal.wait { if case .budgetReached(1) = $0 { true } else { nil } } == true)
    let stopped = try #require(journal.wait(for: TrainerJournal.paused(at: headless.step)))
    trainer.stop()
    #expect(stopped.network == headless.network)
    #expect(RunAccount(of: stopped) == RunAccount(of: headless, isScheduleFixed: false))
  }

  /// What is found and what it cost come together, for one step; the same ledger is priced again for another run.
  @Test func attacksFindWhatAHeadlessRunFinds() throws {
    let run = try TrainingRun.replaying(
      CommandLog(kind: TrainingRun.kind, configuration: TrainingRunTests.configuration), stepCount: 20)
    let found = Mutex<[Examination]>([])
    let news = DispatchSemaphore(value: 0)
    let runner = InvestigationRunner()
    let examination = LiveExamination(on: runner) { examination in
      found.withLock { $0.append(examination) }
      news.signal()
    }
    for generation in 1...2 {
      runner.examine(Snapshot(of: run, generation: generation))
      #expect(news.wait(timeout: .now() + 60) == .success)
    }
    examination.look(isShown: false)
    runner.stop()
    #expect(found.withLock { $0.map(\.generation) } == [1, 2])
    #expect(found.withLock { $0.allSatisfy { $0.account == RunAccount(of: run, isScheduleFixed: true) } })
    #expect(found.withLock { $0.allSatisfy { $0.account.step == 20 && $0.finding.step == 20 } })
    let live = try #require(found.withLock { $0.first }).finding
    let headless = Finding(of: run)
    #expect(live.lossThreshold == headless.lossThreshold)
    #expect(live.modifiedEntropy == headless.modifiedEntropy)
    #expect(live.prototypes == headless.prototypes)
  }
}
