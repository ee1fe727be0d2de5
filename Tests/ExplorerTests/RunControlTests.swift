import DifferentialPrivacy
import Experiments
import Explorer
import TerminalCanvas
import Testing

struct RunControlTests {
  private var state: ExplorerState { Fixture.unprotected }

  /// Another run's news, in the state it left after `R`.
  private func started(_ configuration: ExperimentConfiguration, generation: Int) throws -> (
    TrainingRun, Message
  ) {
    let run = try TrainingRun(configuration)
    return (run, .trainer(.started(Snapshot(of: run, generation: generation), logPath: "/runs/log.jsonl")))
  }

  @Test func newsOfAnEarlierRunIsDropped() throws {
    var state = state
    let old = try #require(state.subject.snapshot)
    _ = state.play("R")
    _ = state.update(try started(Fixture.configuration, generation: 2).1)
    _ = state.update(.examination(Examination(of: old)))
    _ = state.update(.trainer(.snapshot(old, isRunning: false, ordersTaken: state.ordersSent)))
    #expect(
      state.subject.history.moments.isEmpty && state.subject.snapshot?.generation == 2
        && state.subject.isRunning)
  }

  /// A paused run stays paused when another cannot begin, and what was chosen for that one waits on, to be mended.
  @Test func aRunThatCannotStartLeavesTheOld() throws {
    var state = state
    _ = state.play("<Space>")
    state.selectedKnob = .trainSize
    _ = state.play("<Enter> 9000 <Enter> R")
    _ = state.update(.trainer(.failed(generation: 2, reason: "Too large.")))
    let old = try #require(state.subject.snapshot)
    _ = state.update(.trainer(.snapshot(old, isRunning: false, ordersTaken: state.ordersSent)))
    #expect(!state.subject.isRunning && state.draft.trainSize == 9000 && state.isPending(.trainSize))
    #expect(state.live == state.subject.running && state.notice?.text == "Too large.")
    var first = ExplorerState(
      configuration: Fixture.configuration, installed: [], width: 80, height: 24,
      rendering: Rendering(glyphs: .ascii, hasShades: false))
    _ = first.begin()
    guard
      case .fail("Too large.") = first.update(.trainer(.failed(generation: 1, reason: "Too large."))).first
    else {
      Issue.record("the program has nothing to show and must end")
      return
    }
  }

  /// Two restarts in a row of which the second fails: the first one is what runs, and what is shown.
  @Test func theRunThatGoesOnIsTheRunThatIsShown() throws {
    var state = state
    _ = state.play("R R")
    let (run, news) = try started(Fixture.configuration, generation: 2)
    _ = state.update(news)
    _ = state.update(.trainer(.failed(generation: 3, reason: "No.")))
    _ = state.update(.examination(Examination(of: Snapshot(of: run, generation: 2))))
    #expect(state.subject.snapshot?.generation == 2 && state.subject.history.moments.count == 1)
    guard case .order(.start(_, generation: 4, until: _)) = state.play("R").first else {
      Issue.record("a number is never used twice")
      return
    }
  }

  /// Knobs turned while the data are read stay as turned, and what the trainer refused goes back.
  @Test func theKnobsShowWhatIsInForce() throws {
    var state = state
    _ = state.play("R l l")
    let (run, news) = try started(Fixture.configuration, generation: 2)
    _ = state.update(news)
    #expect(state.draft.noiseMultiplier == 0.2)
    let snapshot = Snapshot(of: run, generation: 2)
    _ = state.update(.trainer(.snapshot(snapshot, isRunning: true, ordersTaken: state.ordersSent - 1)))
    #expect(state.draft.noiseMultiplier == 0.2)
    _ = state.update(.trainer(.snapshot(snapshot, isRunning: true, ordersTaken: state.ordersSent)))
    #expect(state.draft.noiseMultiplier == 0)
  }

  @Test func aSpentBudgetIsSaid() {
    var state = Fixture.protected
    state.subject.running.epsilonBudget = 4
    _ = state.update(.trainer(.budgetReached(generation: 1)))
    #expect(state.drawn().plain.contains("over the budget of 4"))
  }

  @Test func presetsStartTheirRuns() {
    var state = state
    let effects = state.play("o / trial <Space> at <Enter>")
    guard case .order(.start(let beginning, generation: _, until: 100)) = effects.first else {
      Issue.record("the trial at ε 2 was to start, and pause at step 100")
      return
    }
    let configuration = beginning.configuration
    #expect(configuration.dataset == "actg175" && configuration.noiseMultiplier == 5.6)
  }

  @Test func everyPresetCanBeTrained() {
    let presets = state.presets
    #expect(presets.count >= 9)
    for preset in presets { #expect(throws: Never.self) { try preset.configuration.validate() } }
  }
}
