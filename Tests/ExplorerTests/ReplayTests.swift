import DifferentialPrivacy
import Experiments
import Explorer
import TerminalCanvas
import Testing

/// While a run is brought back to where it was.
struct ReplayTests {
  /// Half way to step 40, with all of it known already.
  private func replaying() throws -> (state: ExplorerState, run: TrainingRun) {
    var state = Fixture.unprotected
    _ = state.play("R")
    let first = try TrainingRun(Fixture.configuration)
    _ = state.update(.trainer(.started(Snapshot(of: first, generation: 2), logPath: nil)))
    _ = state.play("u")
    var run = first
    _ = state.update(
      .trainer(
        .started(
          Snapshot(of: run, generation: 3), logPath: "/runs/log.jsonl",
          replay: .init(generation: 3, step: 0, end: 40, isOver: false))))
    while run.step < 20 { _ = run.advance() }
    _ = state.update(
      .trainer(
        .snapshot(
          Snapshot(of: run, generation: 3, seconds: 4), isRunning: true, ordersTaken: state.ordersSent)))
    _ = state.update(
      .trainer(.replaying(.init(generation: 3, step: 20, end: 40, isOver: false))))
    return (state, run)
  }

  /// How far it is, how long it takes, and how to stop.
  @Test func progressIsShown() throws {
    var (state, run) = try replaying()
    for width in [60, 80, 120] {
      let line = try #require(
        state.sized(width, width < 80 ? 16 : 24).lines.first { $0.contains("REPLAY") }, "\(width)")
      for words in ["step 20 of 40", "4 s left", "Esc stops there"] { #expect(line.contains(words)) }
    }
    #expect(state.replay?.end == 40)
    while run.step < 40 { _ = run.advance() }
    _ = state.update(.trainer(.replaying(.init(generation: 3, step: 40, end: 40, isOver: true))))
    let end = Snapshot(of: run, generation: 3)
    _ = state.update(.trainer(.snapshot(end, isRunning: false, ordersTaken: state.ordersSent)))
    #expect(state.replay == nil && !state.subject.isRunning && !state.drawn().plain.contains("REPLAY"))
    #expect(state.subject.history.moments.last?.step == 40)
  }

  /// Esc pauses it for good where it is; what was found of later steps is of that run no longer.
  @Test func escStopsIt() throws {
    var (state, run) = try replaying()
    guard case .order(.pause)? = state.play("<Esc>").first else {
      Issue.record("the trainer was to be paused")
      return
    }
    _ = state.update(.trainer(.replaying(.init(generation: 3, step: 20, end: 40, isOver: true))))
    let here = Snapshot(of: run, generation: 3)
    _ = state.update(.trainer(.snapshot(here, isRunning: false, ordersTaken: state.ordersSent)))
    #expect(state.replay == nil && state.subject.history.moments.last?.step == 20)
    #expect(!state.subject.isRunning)
    _ = run.advance()
    _ = state.play("l")
    #expect(state.draft.noiseMultiplier == 0.1)
  }

  /// Keys that mean the run where it will be wait, and say so.
  @Test(arguments: ["<Space>", "l", "<Delete>", "u", "U", ": noise <Space> 3 <Enter>", "<Enter> 3 <Enter>"])
  func keysThatMustWaitSaySo(script: String) throws {
    var (state, _) = try replaying()
    let turn = ExplorerState.Turn.knob(.seed, before: state.draft, after: state.draft)
    (state.undoable, state.redoable) = ([turn], [turn])
    let before = state.draft
    #expect(state.play(script).isEmpty && state.draft == before)
    #expect(state.notice?.text.contains("being replayed") == true, "\(state.notice?.text ?? "nothing")")
    #expect(state.notice?.text.contains("Esc") == true)
  }

  /// A run that begins in the place of a replay ends it.
  @Test func anotherStartTakesItsPlace() throws {
    var (state, run) = try replaying()
    #expect(state.play("R").beginnings.count == 1)
    run = try TrainingRun(Fixture.configuration)
    _ = state.update(.trainer(.started(Snapshot(of: run, generation: 4), logPath: nil)))
    #expect(state.replay == nil && state.subject.isRunning && state.subject.history.moments.isEmpty)
    // What is still said of the replay is of before.
    _ = state.update(.trainer(.replaying(.init(generation: 3, step: 25, end: 40, isOver: false))))
    #expect(state.replay == nil)
  }
}
