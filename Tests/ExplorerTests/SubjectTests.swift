import Attacks
import DifferentialPrivacy
import Experiments
import Explorer
import TerminalCanvas
import Testing

struct SubjectTests {
  private var state: ExplorerState { Fixture.unprotected }

  @Test func pausedRunsCanBeLookedBackAt() {
    var state = state
    #expect(state.play("<PageUp>").isEmpty && state.subject.scrubIndex == nil)
    _ = state.play("<Space> <PageUp> <PageUp>")
    #expect(state.subject.moment?.step == 30)
    #expect(state.drawn().plain.contains("looking back at step 30"))
    _ = state.play("<Home>")
    #expect(state.subject.moment?.step == 0)
    _ = state.play("<End>")
    #expect(state.subject.scrubIndex == nil)
    _ = state.play("<PageUp> <Space>")
    #expect(state.subject.isRunning && state.subject.scrubIndex == nil)
  }

  /// Looking back shows the knobs of that step; one that is turned there leaves the run as it is, for a run of its own.
  @Test func lookingBackShowsTheKnobsOfThatStep() throws {
    var state = Fixture.protected.sized(120, 36)
    let snapshot = try #require(state.subject.snapshot)
    var run = try TrainingRun(snapshot.startConfiguration)
    while run.step < 40 { _ = run.advance() }
    try run.set(.learningRate, to: .number(0.0123))
    while run.step < 45 { _ = run.advance() }
    let newer = Snapshot(of: run, generation: 1)
    _ = state.update(.trainer(.snapshot(newer, isRunning: false, ordersTaken: state.ordersSent)))
    _ = state.update(.examination(Examination(of: newer)))
    let shown = { (state: ExplorerState) in
      state.lines.first { $0.contains("learning rate  ") }?.prefix(32).split(separator: " ").last
    }
    #expect(shown(state) == "0.0123")
    _ = state.play("<PageUp>")
    #expect(state.subject.moment?.step == 40 && shown(state) == "0.1")
    state.selectedKnob = .learningRate
    #expect(state.play("<Right>").isEmpty && state.subject.isLookingBack)
    #expect(shown(state) == "0.2*" && state.draft.learningRate == 0.0123)
    _ = state.play("<Esc>")
    #expect(!state.subject.isLookingBack && shown(state) == "0.0123")
  }

  /// An endless run keeps a bounded history, in the order of its steps, with the newest always there.
  @Test func historiesStayBounded() throws {
    let snapshot = try #require(Fixture.unprotected.subject.snapshot)
    let examination = Examination(of: snapshot)
    var history = History()
    for step in 0..<3000 { history.append(Moment(examination, at: step)) }
    let steps = history.moments.map(\.step)
    #expect(steps.count <= 241 && steps.count > 100)
    #expect(steps.last == 2999 && steps.first == 0)
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func findingsOfAnEarlierRunAreDropped() {
    var state = Fixture.attackedUnprotected
    _ = state.update(.found(MembershipFindings(generation: 0, shadowCount: 4)))
    #expect(state.subject.findings(MembershipFindings.self)?.generation == 1)
    #expect(state.subject.findings(MembershipFindings.self)?.entries.count == MembershipMethod.allCases.count)
  }
}
