import DifferentialPrivacy
import Dispatch
import Experiments
import Foundation
import Records
import Synchronization
import Testing

/// The runner, on investigations that find out nothing but what they were asked.
struct InvestigationRunnerTests {
  /// Notes every round, and stays in it while its gate is closed.
  private struct Recorder: Investigation {
    let name: String
    let journal: Journal

    func examine(_ snapshot: Snapshot, for request: Int, in round: Round<Self>) -> Bool {
      journal.begin("\(name) \(snapshot.generation).\(snapshot.step) \(request)")
      while journal.isClosed(name), !round.isOutdated { Thread.sleep(forTimeInterval: 0.002) }
      let isOutdated = round.isOutdated
      round.publish("\(name) \(snapshot.generation).\(snapshot.step)")
      return !isOutdated
    }

    typealias Found = String
  }

  private final class Journal: Sendable {
    private let state = Mutex((begun: [String](), found: [String](), closed: Set<String>()))
    private let news = DispatchSemaphore(value: 0)

    var begun: [String] { state.withLock { $0.begun } }
    var found: [String] { state.withLock { $0.found } }

    func begin(_ round: String) {
      state.withLock { $0.begun.append(round) }
      news.signal()
    }

    func find(_ found: String) {
      state.withLock { $0.found.append(found) }
      news.signal()
    }

    func close(_ name: String) { state.withLock { _ = $0.closed.insert(name) } }
    func open(_ name: String) { state.withLock { _ = $0.closed.remove(name) } }
    func isClosed(_ name: String) -> Bool { state.withLock { $0.closed.contains(name) } }

    /// Whether it becomes so within a minute.
    func waits(for isSo: (Journal) -> Bool) -> Bool {
      while !isSo(self) { if news.wait(timeout: .now() + 60) == .timedOut { return false } }
      return true
    }
  }

  private let snapshots: [Snapshot]

  init() throws {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.network) = (20, "linear")
    configuration.expectedBatchSize = 8
    var run = try TrainingRun(configuration)
    var snapshots = [Snapshot]()
    for _ in 0..<6 {
      snapshots.append(Snapshot(of: run, generation: 1))
      _ = run.advance()
    }
    snapshots.append(Snapshot(of: run, generation: 2))
    self.snapshots = snapshots
  }

  /// While a round is under way newer snapshots take each other's place; the last one is examined, once.
  @Test func theNewestWins() {
    let journal = Journal()
    let runner = InvestigationRunner()
    defer { runner.stop() }
    _ = runner.start(Recorder(name: "a", journal: journal), request: 7) { journal.find($0) }
    journal.close("a")
    runner.examine(snapshots[0])
    #expect(journal.waits { $0.begun == ["a 1.0 7"] })
    for snapshot in snapshots[1...4] { runner.examine(snapshot) }
    runner.examine(snapshots[4])
    journal.open("a")
    #expect(journal.waits { $0.found == ["a 1.0", "a 1.4"] })
    runner.examine(snapshots[4])
    runner.examine(snapshots[5])
    #expect(journal.waits { $0.found.last == "a 1.5" })
    #expect(journal.begun == ["a 1.0 7", "a 1.4 7", "a 1.5 7"])
  }

  /// What is found of a run that is over is dropped, and the round is broken off.
  @Test func whatIsStaleIsDropped() {
    let journal = Journal()
    let runner = InvestigationRunner()
    defer { runner.stop() }
    _ = runner.start(Recorder(name: "a", journal: journal), request: 1) { journal.find($0) }
    journal.close("a")
    runner.examine(snapshots[3])
    #expect(journal.waits { $0.begun.count == 1 })
    runner.examine(snapshots[6])
    #expect(journal.waits { $0.begun.count == 2 })
    journal.open("a")
    #expect(journal.waits { $0.found == ["a 2.6"] })
    #expect(journal.begun == ["a 1.3 1", "a 2.6 1"])
  }

  /// Nobody is examined who is not asked about; another request is another round on the same snapshot.
  @Test func itRestsUntilItIsAsked() {
    let journal = Journal()
    let runner = InvestigationRunner()
    defer { runner.stop() }
    let inquiry = runner.start(Recorder(name: "a", journal: journal)) { journal.find($0) }
    let always = runner.start(Recorder(name: "b", journal: journal), request: 0) { journal.find($0) }
    runner.examine(snapshots[2])
    #expect(journal.waits { $0.found == ["b 1.2"] })
    #expect(!journal.begun.contains { $0.hasPrefix("a") })
    inquiry.look(at: 5)
    #expect(journal.waits { $0.begun.contains("a 1.2 5") })
    inquiry.look(at: 6)
    #expect(journal.waits { $0.begun.contains("a 1.2 6") })
    inquiry.look(at: nil)
    runner.examine(snapshots[3])
    #expect(journal.waits { $0.found.contains("b 1.3") })
    #expect(!journal.begun.contains { $0.hasPrefix("a 1.3") })
    always.look(at: nil)
  }

  /// A long round of one keeps no other waiting.
  @Test func aLongRoundHoldsUpNobody() {
    let journal = Journal()
    let runner = InvestigationRunner()
    defer { runner.stop() }
    let names = (0..<12).map { "slow \($0)" }
    let others = names.map { runner.start(Recorder(name: $0, journal: journal), request: 0) { _ in } }
    for name in names { journal.close(name) }
    _ = runner.start(Recorder(name: "fast", journal: journal), request: 0) { journal.find($0) }
    runner.examine(snapshots[1])
    #expect(journal.waits { $0.found == ["fast 1.1"] && $0.begun.count == 13 })
    runner.examine(snapshots[2])
    #expect(journal.waits { $0.found == ["fast 1.1", "fast 1.2"] })
    #expect(journal.begun.count == 14 && others.count == 12)
  }
}
