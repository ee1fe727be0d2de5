import Experiments
import Foundation
import Records
import Synchronization
import Testing

/// What was found of a snapshot: that somebody asked.
private struct Echo<Kind: Sendable>: Findings {
  let generation: Int
  let newestStep: Int
  let word: String

  var kept: Echo { Echo(generation: generation, newestStep: newestStep, word: "kept") }
  static var historyCapacity: Int { 4 }
}

private enum First {}
private enum Second {}

private struct Echoing<Kind: Sendable>: ScreenInvestigation {
  typealias Request = String
  typealias Found = Echo<Kind>

  func examine(_ snapshot: Snapshot, for request: String, in round: Round<Self>) -> Bool {
    round.publish(Echo<Kind>(generation: snapshot.generation, newestStep: snapshot.step, word: request))
    return true
  }
}

struct InvestigationDeskTests {
  private static func snapshot() throws -> Snapshot {
    Snapshot(
      of: try TrainingRun(ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))),
      generation: 1)
  }

  /// Each kind is begun when it is first wanted, of the newest snapshot; what is wanted no longer rests.
  @Test func whatIsWantedGoesOnAndTheOthersRest() throws {
    let words = Mutex<[String]>([])
    let runner = InvestigationRunner()
    let desk = InvestigationDesk(on: runner) { findings in
      words.withLock {
        $0.append((findings as? Echo<First>)?.word ?? (findings as? Echo<Second>)?.word ?? "")
      }
    }
    func wait(for count: Int) {
      while words.withLock({ $0.count }) < count { Thread.sleep(forTimeInterval: 0.002) }
    }
    runner.examine(try Self.snapshot())
    desk.look(at: InvestigationRequest(Echoing<First>.self, "one"))
    wait(for: 1)
    desk.look(at: InvestigationRequest(Echoing<Second>.self, "two"))
    wait(for: 2)
    desk.look(at: nil)
    runner.examine(try Self.snapshot())
    desk.look(at: InvestigationRequest(Echoing<First>.self, "three"))
    wait(for: 3)
    runner.stop()
    #expect(words.withLock { $0 } == ["one", "two", "three"])
  }

  @Test func requestsAreEqualByKindAndWhatIsAsked() {
    let one = InvestigationRequest(Echoing<First>.self, "a")
    #expect(one == InvestigationRequest(Echoing<First>.self, "a"))
    #expect(one != InvestigationRequest(Echoing<First>.self, "b"))
    #expect(one != InvestigationRequest(Echoing<Second>.self, "a"))
  }

  /// Who looks back gets what was kept of that step or an earlier one, each kind its own.
  @Test func findingsAreKeptByTheirKind() {
    var history = FindingsHistory()
    for step in [10, 20] { history.append(Echo<First>(generation: 1, newestStep: step, word: "new")) }
    #expect(history.last(Echo<First>.self)?.word == "new")
    #expect(history.last(Echo<First>.self, notAfter: 15)?.newestStep == 10)
    #expect(history.last(Echo<First>.self, notAfter: 15)?.word == "kept")
    #expect(history.last(Echo<First>.self, notAfter: 5) == nil)
    #expect(history.last(Echo<Second>.self) == nil)
  }
}
