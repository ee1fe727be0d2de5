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

  /// What is wanted together goes on together, and is told from the same alone.
  @Test func companionsGoOnBesideIt() throws {
    let words = Mutex<Set<String>>([])
    let runner = InvestigationRunner()
    let desk = InvestigationDesk(on: runner) { findings in
      words.withLock {
        _ = $0.insert((findings as? Echo<First>)?.word ?? (findings as? Echo<Second>)?.word ?? "")
      }
    }
    defer { runner.stop() }
    runner.examine(try Self.snapshot())
    let alone = InvestigationRequest(Echoing<First>.self, "one")
    let together = alone.together(with: [InvestigationRequest(Echoing<Second>.self, "two")])
    #expect(alone != together && together == together)
    desk.look(at: together)
    while words.withLock({ $0 }) != ["one", "two"] { Thread.sleep(forTimeInterval: 0.002) }
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

  /// However quickly somebody looks away and back, what is asked for last is found.
  @Test func nothingIsForgotten() throws {
    let newest = Mutex(0)
    let runner = InvestigationRunner()
    let inquiry = runner.start(Numbering()) { found in newest.withLock { $0 = found } }
    runner.examine(try Self.snapshot())
    for number in 1...4000 {
      inquiry.look(at: 2 * number)
      inquiry.look(at: nil)
      inquiry.look(at: 2 * number + 1)
      let end = ContinuousClock.now + .seconds(10)
      while newest.withLock({ $0 }) != 2 * number + 1, ContinuousClock.now < end {}
      #expect(newest.withLock { $0 } == 2 * number + 1)
      if newest.withLock({ $0 }) != 2 * number + 1 { break }
    }
    runner.stop()
  }

  /// What was found while nobody looked is found again.
  @Test func whatWasDroppedIsFoundAgain() throws {
    let found = Mutex<[Int]>([])
    let runner = InvestigationRunner()
    let gate = DispatchSemaphore(value: 0)
    let begun = DispatchSemaphore(value: 0)
    let inquiry = runner.start(Waiting(begun: begun, gate: gate)) { number in
      found.withLock { $0.append(number) }
    }
    runner.examine(try Self.snapshot())
    inquiry.look(at: 1)
    begun.wait()
    inquiry.look(at: nil)
    gate.signal()
    Thread.sleep(forTimeInterval: 0.02)
    #expect(found.withLock { $0.isEmpty })
    gate.signal()
    inquiry.look(at: 1)
    let end = ContinuousClock.now + .seconds(10)
    while found.withLock({ $0.isEmpty }), ContinuousClock.now < end { Thread.sleep(forTimeInterval: 0.002) }
    #expect(found.withLock { $0 } == [1])
    runner.stop()
  }
}

/// Finds what it is asked for.
private struct Numbering: Investigation {
  func examine(_ snapshot: Snapshot, for request: Int, in round: Round<Self>) -> Bool {
    round.publish(request)
    return true
  }

  typealias Found = Int
}

/// The same, when it is let.
private struct Waiting: Investigation {
  let begun: DispatchSemaphore
  let gate: DispatchSemaphore

  func examine(_ snapshot: Snapshot, for request: Int, in round: Round<Self>) -> Bool {
    begun.signal()
    gate.wait()
    round.publish(request)
    return true
  }

  typealias Found = Int
}
