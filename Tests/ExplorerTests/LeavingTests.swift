import Experiments
import Explorer
import TerminalCanvas
import Testing

struct LeavingTests {
  private var state: ExplorerState { Fixture.unprotected }

  @Test func qGoesBackBeforeItQuits() {
    var state = state
    _ = state.play("z")
    #expect(state.play("q").isEmpty && !state.isZoomed)
    _ = state.play("?")
    #expect(state.play("q").isEmpty && state.overlay == nil)
    guard case .quit = state.play("q").first else {
      Issue.record("nothing is left to go back from")
      return
    }
  }

  /// Only where something would be lost is there a question, and another key answers it.
  @Test func anUnsavedRunAsksBeforeQuitting() {
    var state = state
    _ = state.update(.trainer(.logLost(path: "/runs/log.jsonl")))
    #expect(state.play("q").isEmpty)
    #expect(state.drawn().plain.contains("could not be saved and would be lost"))
    #expect(state.play("x").isEmpty && state.play("<Esc>").isEmpty && state.overlay == nil)
    guard case .quit = state.play("q y").first else {
      Issue.record("y was to quit")
      return
    }
    // On a disk with room again nothing is lost.
    _ = state.update(.trainer(.logKept(path: "/runs/log.jsonl")))
    guard case .quit = state.play("<Esc> q").first else {
      Issue.record("q was to quit")
      return
    }
  }

  /// A run of more than a minute is left by a second key, with the path of its log on the screen; on every screen.
  @Test(arguments: ["q", "2 q"]) func aLongRunIsLeftByASecondKey(script: String) throws {
    var state = state
    let snapshot = try #require(state.subject.snapshot)
    var run = try TrainingRun(Fixture.configuration)
    _ = run.advance()
    _ = state.update(
      .trainer(
        .snapshot(
          Snapshot(of: run, generation: snapshot.generation, seconds: 61), isRunning: true,
          ordersTaken: state.ordersSent)))
    #expect(!state.play(script).contains { if case .quit = $0 { true } else { false } })
    #expect(state.drawn().plain.contains("The log of this run is /runs/log.jsonl"))
    guard case .quit = state.play("q").first else {
      Issue.record("a second q was to quit")
      return
    }
  }
}
