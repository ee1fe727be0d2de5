import DifferentialPrivacy
import Experiments
import Foundation
import PlainText
import Testing

/// Runs that begin where another was, by a trainer on its thread, against runs that never stopped.
struct RunBeginningTests {
  private static let turn = RunCommand(step: 10, knob: .noiseMultiplier, value: .number(2))

  /// A run of so many steps whose noise rises at step 10.
  private static func run(_ stepCount: Int, _ others: [RunCommand] = []) throws -> TrainingRun {
    var log = CommandLog(kind: TrainingRun.kind, configuration: TrainingRunTests.configuration)
    log.commands = [turn] + others
    return try TrainingRun.replaying(log, stepCount: stepCount)
  }

  private func trainer(
    from beginning: RunBeginning, until step: Int? = nil, logFolder: URL? = nil
  ) -> (Trainer, TrainerJournal) {
    let journal = TrainerJournal()
    let trainer = Trainer(logFolder: logFolder) { journal.put($0) }
    trainer.send(.start(beginning, generation: 1, until: step))
    return (trainer, journal)
  }

  private static func end(_ report: Trainer.News) -> Trainer.ReplayProgress? {
    if case .replaying(let progress) = report, progress.isOver { progress } else { nil }
  }

  private static func refusal(_ report: Trainer.News) -> String? {
    if case .refused(let reason) = report { reason } else { nil }
  }

  /// Replayed and taken on, a run comes to the weights of one that never stopped, and says nothing is wrong.
  @Test func aRunThatIsOpenedGoesOnAsIfItHadNotStopped() throws {
    let log = try Self.run(30).finishedLog
    let (trainer, journal) = trainer(from: RunBeginning(of: log, at: "/runs/a.jsonl"))
    let began = try #require(
      journal.wait {
        if case .started(let first, let path, let replay?) = $0 { (first, path, replay) } else { nil }
      })
    #expect(began.0.step == 0 && began.1 == "/runs/a.jsonl" && began.2.end == 30 && !began.2.isOver)
    let arrived = try #require(journal.wait(for: Self.end))
    #expect(arrived == Trainer.ReplayProgress(generation: 1, step: 30, end: 30, isOver: true))
    let opened = try #require(journal.wait(for: TrainerJournal.paused(at: 30)))
    #expect(opened.finishedLog == log)
    trainer.send(.advance(by: 12))
    let later = try #require(journal.wait(for: TrainerJournal.paused(at: 42)))
    trainer.stop()
    #expect(try later.finishedLog == Self.run(42).finishedLog)
    #expect(journal.published.compactMap(Self.refusal).isEmpty)
  }

  /// To look at a run of before leaves no file behind; to take it on begins a log that holds all of it.
  @Test func aLogBeginsWhereTheRunGoesBeyond() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let log = try Self.run(30).finishedLog
    let (looked, looking) = trainer(from: RunBeginning(of: log), logFolder: folder)
    #expect(looking.wait(for: TrainerJournal.paused(at: 30)) != nil)
    looked.send(.pause)
    looked.stop()
    #expect(!FileManager.default.fileExists(atPath: folder.path))

    let (trainer, journal) = trainer(from: RunBeginning(of: log), logFolder: folder)
    #expect(journal.wait(for: TrainerJournal.paused(at: 30)) != nil)
    trainer.send(.advance(by: 5))
    let path = try #require(journal.wait { if case .logBegun(let path) = $0 { path } else { nil } })
    #expect(journal.wait(for: TrainerJournal.paused(at: 35)) != nil)
    trainer.stop()
    #expect(try CommandLog.reading(path).log == Self.run(35).finishedLog)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
  }

  /// Orders that come during a replay are carried out at its end, whenever they arrive.
  @Test func ordersWaitForTheEndOfAReplay() throws {
    let (trainer, journal) = trainer(from: RunBeginning(of: try Self.run(300).finishedLog))
    trainer.send(.take(.set(.dropout, to: .number(0.5))))
    trainer.send(.advance(by: 5))
    let last = try #require(journal.wait(for: TrainerJournal.paused(at: 305)))
    trainer.stop()
    let turned = RunCommand(step: 300, knob: .dropout, value: .number(0.5))
    #expect(try last.finishedLog == Self.run(305, [turned]).finishedLog)
    let snapshots = journal.published.compactMap { report -> Int? in
      if case .snapshot(let snapshot, _, let taken) = report, snapshot.step < 300 { taken } else { nil }
    }
    #expect(snapshots.allSatisfy { $0 == 1 })
  }

  /// A pause on the way ends the replay there for good: the run is what it has come to.
  @Test func aPauseEndsAReplay() throws {
    var long = CommandLog(kind: TrainingRun.kind, configuration: TrainingRunTests.configuration)
    long.commands = [Self.turn, RunCommand(step: 5_000_000, knob: .dropout, value: .number(0.5))]
    let (trainer, journal) = trainer(from: RunBeginning(of: long))
    #expect(journal.wait { if case .replaying(let so) = $0, so.step > 10 { so } else { nil } } != nil)
    trainer.send(.pause)
    let end = try #require(journal.wait(for: Self.end))
    #expect(end.step > 10 && end.step < end.end && end.end == 5_000_000)
    #expect(journal.wait(for: TrainerJournal.paused(at: end.step)) != nil)
    trainer.send(.advance(by: 3))
    let later = try #require(journal.wait(for: TrainerJournal.paused(at: end.step + 3)))
    trainer.stop()
    #expect(try later.finishedLog == Self.run(end.step + 3).finishedLog)
  }

  /// A branch is the run that was turned there in the first place.
  @Test func aBranchIsARunWithItsCommands() throws {
    let log = try Self.run(30, [RunCommand(step: 20, knob: .dropout, value: .number(0.5))]).finishedLog
    var settings = try RunBeginning(of: log, before: 20).settings
    #expect(settings.noiseMultiplier == 2 && settings.dropout == 0)
    (settings.noiseMultiplier, settings.adaptiveClipping, settings.seed) = (3, 0.5, 9)
    let branch = try RunBeginning(of: log, before: 20).turningLiveKnobs(to: settings)
    #expect(branch.commands.map(\.step) == [10, 20, 20] && branch.configuration.seed == 1)
    let (trainer, journal) = trainer(from: branch, until: 30)
    let last = try #require(journal.wait(for: TrainerJournal.paused(at: 30)))
    trainer.stop()
    let expected = try Self.run(
      30,
      [
        RunCommand(step: 20, knob: .noiseMultiplier, value: .number(3)),
        RunCommand(step: 20, knob: .adaptiveClipping, value: .number(0.5)),
      ])
    #expect(last.finishedLog == expected.finishedLog)
    #expect(RunBeginning(of: log, before: 10).commands.isEmpty)
  }

  /// Knobs that need one another are turned in an order in which each may be where it then is, if there is one.
  @Test func theKnobsOfABranchFitTogether() throws {
    var start = TrainingRunTests.configuration
    (start.expectedBatchSize, start.noiseMultiplier, start.adaptiveClipping) = (64, 6, 0.5)
    var settings = start
    (settings.expectedBatchSize, settings.noiseMultiplier) = (32, 2)
    let branch = try RunBeginning(start).turningLiveKnobs(to: settings)
    #expect(
      branch.commands.map(\.action) == [
        .set(.noiseMultiplier, to: .number(2)), .set(.expectedBatchSize, to: .number(32)),
      ])
    #expect(try branch.settings == settings && !branch.isFresh)
    settings.expectedBatchSize = 1000
    #expect(throws: ConfigurationError.self) { try RunBeginning(start).turningLiveKnobs(to: settings) }
  }

  /// Other weights than were recorded are said, and what cannot be repeated does not begin.
  @Test func whatDoesNotRepeatIsSaid() throws {
    var log = try Self.run(15).finishedLog
    log.end?.weightsSHA256 = "0123"
    let (other, journal) = trainer(from: RunBeginning(of: log, at: "a.jsonl"))
    let reason = try #require(journal.wait(for: Self.refusal))
    #expect(reason.hasPrefix("The replay of a.jsonl has come to other weights than it recorded"))
    #expect(journal.wait(for: TrainerJournal.paused(at: 15)) != nil)
    other.stop()

    log.configuration.secureNoise = true
    let (secure, news) = trainer(from: RunBeginning(of: log, at: "b.jsonl"))
    let failure = try #require(news.wait { if case .failed(1, let reason) = $0 { reason } else { nil } })
    #expect(failure == CommandLogError.notReplayable(path: "b.jsonl").description)
    secure.stop()
  }

  /// A budget that ends a replay before its log ended is said.
  @Test func aBudgetThatEndsAReplayIsSaid() throws {
    var log = try Self.run(30).finishedLog
    log.configuration.epsilonBudget = 4
    log.end?.step = 10_000
    let (trainer, journal) = trainer(from: RunBeginning(of: log), until: 20_000)
    let reason = try #require(journal.wait(for: Self.refusal))
    let end = try #require(journal.wait(for: Self.end))
    #expect(
      reason.hasPrefix("The budget of digits allows no step after step \(end.step)") && end.step < 10_000)
    #expect(journal.wait(for: TrainerJournal.paused(at: end.step)) != nil)
    trainer.stop()
  }
}
