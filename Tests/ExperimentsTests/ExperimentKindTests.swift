import Experiments
import Foundation
import LinearAlgebra
import PlainText
import PrivacyAccounting
import Records
import Synchronization
import Testing

/// A kind of run that is no training: it counts, and may be told to count in larger steps. Driver, log and replay know no
/// more of it than of any other.
private struct Counting: Experiment {
  static let kind = ExperimentKind(name: "counting", events: ["leap": ["by"]])

  var settings: ExperimentConfiguration
  var log: CommandLog
  var ledger = PrivacyLedger()
  var count = 0
  private var stride = 1

  init(_ configuration: ExperimentConfiguration) {
    settings = configuration
    log = CommandLog(kind: Self.kind, configuration: configuration)
  }

  mutating func take(_ action: RunCommand.Action) throws(ConfigurationError) {
    switch action {
    case .set(let knob, let value): settings = try settings.setting(knob, to: value)
    case .happen(let event):
      guard case .number(let by) = event.arguments["by"] else { throw .unknownEvent(event.name) }
      stride = Int(by)
    }
    log.commands.append(RunCommand(step: step, action: action))
  }

  mutating func advance() -> Bool {
    ledger.record(.nonPrivate)
    count += stride
    return true
  }

  func frame(generation: Int, stepsPerSecond: Double, seconds: Double) -> Int { count }

  var weightsSHA256: String { String(count) }
}

/// Replays that begin at their own numbers.
private struct CountingPlan: FarmPlan {
  let count = 5
  let stepCount: Int
  let log: CommandLog

  func begin(_ index: Int) -> CountingTraining {
    var run = Counting(log.configuration)
    run.count = index
    return CountingTraining(replay: Replay(of: log, on: run))
  }
}

private struct CountingTraining: FarmTraining {
  var replay: Replay<Counting>
  var model: Int { replay.run.count }
  var multiplicationsPerStep: Double { 1 }
}

struct ExperimentKindTests {
  private static let configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))

  private static let text =
    CommandLog(kind: Counting.kind, configuration: configuration).text
    + #"{"step":2,"event":"leap","by":10}"# + "\n" + #"{"end":5,"weights_sha256":"32"}"# + "\n"

  /// An event is written and read as a turn of a knob is, and a replay comes to the same end.
  @Test func eventsAreReplayed() throws {
    let log = try CommandLog(text: Self.text, path: "log", kinds: ExperimentKind.all + [Counting.kind])
    #expect(log.commands.map(\.step) == [2])
    #expect(try CommandLog(text: log.text, path: "log", kinds: [Counting.kind]) == log)
    let run = try Counting.replaying(log)
    var finished = log
    finished.end?.computedOn = ComputingPlatform.description
    #expect(run.finishedLog == finished && run.count == 32)
  }

  /// Whatever an event is given is written and read, nothing included.
  @Test(arguments: [KnobValue.number(10), .flag(false), .text("far"), .off])
  func argumentsOfEverySortAreKept(value: KnobValue) throws {
    var log = CommandLog(kind: Counting.kind, configuration: Self.configuration)
    log.commands = [
      RunCommand(step: 2, action: .happen(RunEvent(name: "leap", arguments: ["by": value])))
    ]
    #expect(try CommandLog(text: log.text, path: "log", kinds: [Counting.kind]) == log)
  }

  @Test func aKindThatIsNotKnownIsRefused() {
    let error = #expect(throws: CommandLogError.otherKind(path: "log", kind: "counting")) {
      try CommandLog(text: Self.text, path: "log")
    }
    #expect(error?.description.contains("`counting`") == true)
  }

  @Test(arguments: [
    (#"{"step":2,"event":"fall"}"#, "the event `fall`"), (#"{"step":2,"event":"leap"}"#, "Give it by."),
    (#"{"step":2,"event":"leap","by":1,"far":2}"#, "Give it by."),
  ])
  func whatCannotHappenIsRefused(line: String, words: String) {
    let header = CommandLog(kind: Counting.kind, configuration: Self.configuration).text
    let error = #expect(throws: CommandLogError.self) {
      try CommandLog(text: header + line + "\n", path: "log", kinds: [Counting.kind])
    }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  /// A log of one kind is not taken for one of another.
  @Test func anotherKindIsNotReplayed() throws {
    let log = try CommandLog(text: Self.text, path: "log", kinds: [Counting.kind])
    #expect(throws: ConfigurationError.otherKind(found: "counting", expected: "training")) {
      try TrainingRun.replaying(log)
    }
  }

  /// To a run of training nothing happens but turns of knobs.
  @Test func trainingTakesNoEvent() throws {
    var run = try TrainingRun(Self.configuration)
    #expect(throws: ConfigurationError.unknownEvent("leap")) {
      try run.take(.happen(RunEvent(name: "leap", arguments: ["by": .number(2)])))
    }
    #expect(run.log.commands.isEmpty)
  }

  /// The driver of training drives it too, and keeps its log.
  @Test func theDriverDrivesIt() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "kinds-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let counts = Mutex<[Int]>([])
    let path = Mutex<String?>(nil)
    let driver = RunDriver<Counting>(logFolder: folder) { report in
      switch report {
      case .started(_, let logPath, _): path.withLock { $0 = logPath }
      case .snapshot(let count, _, _): counts.withLock { $0.append(count) }
      default: break
      }
    }
    driver.send(.start(RunBeginning(Self.configuration), generation: 1, until: 0))
    driver.send(.advance(by: 2))
    while counts.withLock({ $0.last ?? 0 }) < 2 { Thread.sleep(forTimeInterval: 0.002) }
    driver.send(.take(.happen(RunEvent(name: "leap", arguments: ["by": .number(10)]))))
    driver.send(.advance(by: 3))
    while counts.withLock({ $0.last ?? 0 }) < 32 { Thread.sleep(forTimeInterval: 0.002) }
    driver.stop()
    let written = try String(contentsOfFile: try #require(path.withLock { $0 }), encoding: .utf8)
    let log = try CommandLog(text: written, path: "log", kinds: [Counting.kind])
    #expect(try Counting.replaying(log).count == 32)
  }

  /// A farm replays it in many copies, and follows it when it goes on: 2 + 3 x 10, then 2 + 3 x 10 + 4.
  @Test func aFarmReplaysIt() throws {
    let log = try CommandLog(text: Self.text, path: "log", kinds: [Counting.kind])
    let farm = ReplayFarm(CountingPlan(stepCount: 5, log: log))
    let models = Mutex<[Int]>([])
    func train() -> [Int] {
      models.withLock { $0 = [] }
      #expect(farm.train(threadCount: 2) { model in models.withLock { $0.append(model) } })
      return models.withLock { $0.sorted() }
    }
    #expect(train() == [32, 33, 34, 35, 36])
    #expect(farm.progress == progress(of: farm, steps: 25))
    let slower = RunCommand(step: 5, action: .happen(RunEvent(name: "leap", arguments: ["by": .number(1)])))
    farm.follow(log.commands + [slower], to: 9)
    #expect(train() == [36, 37, 38, 39, 40])
    #expect(farm.progress == progress(of: farm, steps: 45))
  }

  private func progress(of farm: ReplayFarm<CountingPlan>, steps: Int) -> FarmProgress {
    var progress = farm.progress
    (progress.finished, progress.stepsTaken, progress.stepsInAll) = (5, steps, steps)
    return progress
  }
}
