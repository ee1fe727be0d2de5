import DifferentialPrivacy
import Experiments
import Explorer
import Foundation
import Statistics
import TerminalCanvas
import Testing

struct EpsilonTests {
  private var state: ExplorerState { Fixture.unprotected }

  /// A run that began without noise keeps ε infinite; the screen says since when, and what helps.
  @Test func aSpoiltRunOffersTheRestart() {
    var state = state
    _ = state.play("<Enter> 2 <Enter> <Tab>")
    #expect(state.spoiltSince == 0)
    #expect(
      state.drawn().plain.contains(
        "eps is inf for good: step 0 had no noise. R restarts with the present knobs."))
    #expect(Fixture.protected.spoiltSince == nil)
  }

  /// Today's numbers stand in the explanation, what is not covered too; a spoilt run is told apart.
  @Test func epsilonIsExplained() throws {
    var state = Fixture.protected
    let epsilon = try #require(state.subject.moment).account.epsilon.written(3)
    _ = state.play("<Tab> <Tab> <Tab> x")
    let plain = explanation(state.sized(120, 60))
    for words in [
      "C 2: the noise on the sum", "q = B / n = 0.213", "is \(epsilon) at", "at step 40", "leaves out",
      "No knob was turned", "of 100 who were in", "finds at most",
    ] {
      #expect(plain.contains(words), "\(words)")
    }
    #expect(state.play("q").isEmpty && state.overlay == nil)
    // Whoever turned a knob after looking may quote the budget alone, or nothing.
    let asRun = try turned(budget: nil)
    #expect(asRun.contains("may quote none") && asRun.contains("as run"))
    let filtered = try turned(budget: 50)
    #expect(filtered.contains("may quote the budget") && filtered.contains("50"))
    var spoilt = Fixture.unprotected
    _ = spoilt.play("<Tab> <Tab> <Tab> x")
    #expect(spoilt.drawn().plain.contains("No noise"))
  }

  /// The overlay as one text: the frame and what lies on either side of it left out.
  private func explanation(_ state: ExplorerState) -> String {
    state.drawn().plain.split(separator: "\n").compactMap { line in
      line.split(separator: "|", omittingEmptySubsequences: false)
        .first { $0.hasPrefix(" ") && $0.count > 60 }?.trimmingCharacters(in: .whitespaces)
    }.joined(separator: " ")
  }

  /// The explanation of a run whose noise was raised at step 5.
  private func turned(budget: Double?) throws -> String {
    var configuration = Fixture.configuration
    (configuration.noiseMultiplier, configuration.epsilonBudget) = (2, budget)
    var run = try TrainingRun(configuration)
    for _ in 0..<5 { _ = run.advance() }
    try run.set(.noiseMultiplier, to: .number(3))
    for _ in 0..<5 { _ = run.advance() }
    var state = state
    let snapshot = Snapshot(of: run, generation: 1)
    _ = state.update(.trainer(.started(snapshot, logPath: nil)))
    _ = state.update(.examination(Examination(of: snapshot)))
    _ = state.play("<Tab> <Tab> <Tab> x")
    return explanation(state.sized(120, 60))
  }

  /// Header, pane, chart and explanation show one figure of ε, with the step it belongs to; before it is known the filter's
  /// stands in its place, under its name; and looking back shows that step's own, with its knobs.
  @Test func oneEpsilonLeadsEverywhere() throws {
    var state = Fixture.protected.sized(120, 36)
    let account = try #require(state.subject.moment).account
    for (digits, words) in [(2, "eps \(account.epsilon.written(2))  "), (3, account.epsilon.written(3))] {
      #expect(state.drawn().plain.contains(words), "\(digits) digits")
    }
    // A snapshot further on, not examined yet.
    let snapshot = try #require(state.subject.snapshot)
    var run = try TrainingRun(snapshot.startConfiguration)
    while run.step < 43 { _ = run.advance() }
    _ = state.update(
      .trainer(.snapshot(Snapshot(of: run, generation: 1), isRunning: false, ordersTaken: state.ordersSent)))
    #expect(state.drawn().plain.contains("eps \(account.epsilon.written(2)) at 40"))
    // Looking back, as it was then.
    _ = state.play("<PageUp> <PageUp>")
    let past = try #require(state.subject.moment)
    #expect(past.step < 40 && past.account.epsilon < account.epsilon)
    #expect(state.drawn().plain.contains("eps \(past.account.epsilon.written(2))  "))
    #expect(!state.drawn().plain.contains(account.epsilon.written(3)))
    // Nothing examined yet.
    _ = state.update(.trainer(.started(Snapshot(of: run, generation: 2), logPath: nil)))
    #expect(state.drawn().plain.contains("by Renyi"))
    // And nothing spent.
    let fresh = try TrainingRun(snapshot.startConfiguration)
    _ = state.update(.trainer(.started(Snapshot(of: fresh, generation: 3), logPath: nil)))
    #expect(state.drawn().plain.contains("eps 0.00"))
  }

  /// `then at step 1,000,000` and an ε of three digits have no room on one line.
  @Test func noFigureRunsIntoItsName() {
    for width in [80, 110, 120] {
      for line in Fixture.protected.sized(width, 36).drawn().plain.split(separator: "\n") {
        #expect(!line.contains(/(then at step [0-9,]+|delta 1e-0)[0-9]*\.[0-9]/), "\(line)")
      }
    }
  }
}
