import Attacks
import Experiments
import Explorer
import Foundation
import PrivacyAccounting
import Statistics
import TerminalCanvas
import Testing

struct UpdateTests {
  private var state: ExplorerState { Fixture.unprotected }

  @Test func turningALiveKnobSendsItAtOnce() {
    var state = state
    #expect(state.play("l l").turns == ["noise_multiplier=0.1", "noise_multiplier=0.2"])
    #expect(state.play("<ShiftRight>").turns == ["noise_multiplier=0.7"])
    #expect(state.draft.noiseMultiplier == 0.7)
    #expect(state.play("j l l l").turns == ["clipping_norm=0.01", "clipping_norm=0.03", "clipping_norm=0.1"])
    #expect(state.play("h h h h").turns == ["clipping_norm=0.03", "clipping_norm=0.01", "clipping_norm=off"])
  }

  @Test func undoAndRedoWalkTheTurns() {
    var state = state
    _ = state.play("l l j l")
    #expect(state.play("u u").turns == ["clipping_norm=off", "noise_multiplier=0.1"])
    #expect(state.play("U").turns == ["noise_multiplier=0.2"])
    #expect(state.play("u u").turns == ["noise_multiplier=0.1", "noise_multiplier=0"])
    #expect(state.play("u").turns.isEmpty)
    #expect(state.notice?.text == "No knob was turned yet.")
  }

  @Test func typedValuesAreReadOrRefused() {
    var state = state
    #expect(state.play("<Enter> 2.5 <Enter>").turns == ["noise_multiplier=2.5"])
    #expect(state.play("<Enter> -1 <Enter>").turns.isEmpty)
    #expect(state.drawn().plain.contains("cannot be -1"))
    #expect(state.play("<Esc> <Delete>").turns == ["noise_multiplier=0"])
  }

  @Test func otherKnobsWaitForARestartAndSaySo() {
    var state = state
    state.selectedKnob = .network
    #expect(state.play("l").turns.isEmpty)
    #expect(state.isPending(.network))
    #expect(state.drawn().plain.contains("mlp:64*"))
    #expect(state.drawn().plain.contains("waits for a restart"))
    let effects = state.play("R")
    guard case .order(.start(let configuration, let generation, _)) = effects.first else {
      Issue.record("a restart was expected")
      return
    }
    #expect(configuration.network == "mlp:64" && generation == 2)
  }

  /// A run that began without noise keeps ε infinite; the screen says since when, and what helps.
  @Test func aSpoiltRunOffersTheRestart() {
    var state = state
    _ = state.play("<Enter> 2 <Enter>")
    #expect(state.spoiltSince == 0)
    #expect(
      state.drawn().plain.contains(
        "eps is inf since step 0, which had no noise, and stays so. R restarts with the present knobs."))
    #expect(Fixture.protected.spoiltSince == nil)
  }

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

  /// A batch is judged by the training set there is, not by the one that waits.
  @Test func liveKnobsAreJudgedByTheRunAtHand() {
    var state = state
    state.selectedKnob = .trainSize
    _ = state.play("<Enter> 400 <Enter>")
    state.selectedKnob = .expectedBatchSize
    #expect(state.play("<Enter> 200 <Enter>").turns.isEmpty)
    #expect(state.drawn().plain.contains("larger than the training set of 150"))
  }

  @Test func aDataSetIsUndoneWhole() {
    var state = state
    state.selectedKnob = .dataset
    _ = state.play("l")
    #expect(state.draft.dataset != "digits" && state.draft.trainSize != 150)
    _ = state.play("u")
    #expect(state.draft == state.subject.running)
    _ = state.play("U")
    #expect(state.isPending(.dataset))
  }

  /// Beyond its last rung a knob stays where it is.
  @Test(arguments: [
    ("0.00001", Knob.learningRate, "h", "1e-05"), ("0.995", .momentum, "l", "0.995"),
    ("0.4", .momentum, "l", "0.5"), ("0.4", .momentum, "h", "0.3"),
  ])
  func laddersEnd(typed: String, knob: Knob, key: String, expected: String) {
    var state = state
    state.selectedKnob = knob
    _ = state.play("<Enter> \(typed) <Enter> \(key)")
    #expect(state.draft[knob].description == expected)
  }

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

  @Test func thePaletteFindsAndSets() {
    var state = state
    #expect(state.play(": set <Space> noise <Space> 3 <Enter>").turns == ["noise_multiplier=3"])
    _ = state.play(": pause <Enter>")
    #expect(!state.subject.isRunning)
    _ = state.play(": zoom")
    #expect(state.drawn().plain.contains("zoom the pane, or back"))
    _ = state.play("<Enter>")
    #expect(state.isZoomed && state.overlay == nil)
  }

  /// Today's numbers stand in the explanation, what is not covered too; a spoilt run is told apart.
  @Test func epsilonIsExplained() throws {
    var state = Fixture.protected
    let epsilon = try #require(state.subject.moment).account.epsilon.written(3)
    _ = state.play("x")
    let plain = explanation(state)
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
    _ = spoilt.play("x")
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
    _ = state.play("x")
    return explanation(state)
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
  }

  /// Looking back shows the knobs of that step, and turning one means the present.
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
    #expect(state.drawn().plain.contains("0.0123"))
    _ = state.play("<PageUp>")
    #expect(state.subject.moment?.step == 40 && !state.drawn().plain.contains("0.0123"))
    _ = state.play("<Right>")
    #expect(state.subject.scrubIndex == nil && state.drawn().plain.contains("0.0123"))
  }

  @Test func aSpentBudgetIsSaid() {
    var state = Fixture.protected
    state.subject.running.epsilonBudget = 4
    _ = state.update(.trainer(.budgetReached(generation: 1)))
    #expect(state.drawn().plain.contains("over the budget of 4"))
  }

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

  @Test func aPasteGoesWhereTextIsTyped() {
    var state = state
    let before = state.draft
    #expect(state.update(.paste("qR2\u{1B}[A")).isEmpty)
    #expect(state.shown == 0 && state.draft == before)
    #expect(state.drawn().plain.contains("What was pasted is dropped"))
    _ = state.play(":")
    _ = state.update(.paste("set momentum 0.5"))
    #expect(state.play("<Enter>").count == 1 && state.draft.momentum == 0.5)
    _ = state.play("<Enter>")
    _ = state.update(.paste(String(repeating: "9", count: 10_000)))
    guard case .entry(_, let text, _) = state.overlay else {
      Issue.record("the value was to be typed on")
      return
    }
    #expect(text.count == 200)
  }

  /// Ten thousand keys into a field cost what two hundred do.
  @Test func aFieldHasALength() {
    var state = state
    _ = state.play("/")
    for _ in 0..<10_000 { _ = state.update(.key(.character("x"))) }
    #expect(state.drawn().plain.contains("xxx_"))
    // What was typed beyond that is not there to be taken back.
    for _ in 0..<200 { _ = state.update(.key(.backspace)) }
    #expect(state.drawn().plain.contains("/_  type"))
  }

  /// What cannot be done stays to be mended: closed, the letters that follow would be keys.
  @Test(arguments: [
    (": set <Space> <Enter>", "Type a knob's name and a value."),
    (": set <Space> nosuch <Space> 1 <Enter>", "No knob is called so."),
    (": set <Space> momentum <Space> 7 <Enter>", "The momentum cannot be 7."),
    (": zzz <Enter>", "Nothing is called so."),
    (": <Enter>", "type a command, or choose one"),
  ])
  func aRefusedCommandStaysToBeMended(script: String, sentence: String) {
    var state = state
    let before = (state.draft, state.subject.isRunning)
    #expect(state.play(script).isEmpty && state.overlay != nil)
    #expect(state.drawn().plain.contains(sentence))
    #expect((state.draft, state.subject.isRunning) == before)
    // Nothing lies over the line of the run.
    #expect(state.drawn().plain.split(separator: "\n")[1].contains("step 40"))
  }

  /// Until somebody chooses, the picture is of a class that comes out well.
  @Test func thePictureBeginsWithAGoodClass() throws {
    var state = state
    let similarities = try #require(state.subject.moment?.inversion.attack.similarities).map { $0 ?? -1 }
    #expect(similarities[state[TrainScreen.self].selectedClass] > (similarities.max() ?? 1) - 0.1)
    _ = state.play("c")
    let chosen = state[TrainScreen.self].selectedClass
    var run = try TrainingRun(Fixture.configuration)
    _ = run.advance()
    _ = state.update(.examination(Examination(of: Snapshot(of: run, generation: 1))))
    #expect(state[TrainScreen.self].selectedClass == chosen)
  }

  /// What is longer than the screen says so, and goes on with the arrows.
  @Test func listsAndExplanationsSayThatThereIsMore() {
    var state = Fixture.protected.sized(60, 16)
    _ = state.play("x")
    let first = state.drawn().plain
    #expect(first.contains("v|") && !first.contains("^|"))
    _ = state.play("<Down> j")
    let second = state.drawn().plain
    #expect(second.contains("^|") && second != first)
    _ = state.play("<PageDown> <PageDown> <PageDown>")
    #expect(state.drawn().plain.contains("^|") && !state.drawn().plain.contains("v|"))
    _ = state.play("<PageUp> <PageUp> <PageUp> <PageUp>")
    #expect(state.drawn().plain == first)
    _ = state.play("<Esc> ?")
    #expect(state.drawn().plain.contains("v|"))
    _ = state.play("<Esc> K")
    #expect(state.drawn().plain.contains("v|"))
  }

  /// `then at step 1,000,000` and an ε of three digits have no room on one line.
  @Test func noFigureRunsIntoItsName() {
    for width in [80, 110, 120] {
      for line in Fixture.protected.sized(width, 36).drawn().plain.split(separator: "\n") {
        #expect(!line.contains(/(then at step [0-9,]+|delta 1e-0)[0-9]*\.[0-9]/), "\(line)")
      }
    }
  }

  @Test func presetsStartTheirRuns() {
    var state = state
    let effects = state.play("o / ε <Enter>")
    guard case .order(.start(let configuration, generation: _, until: 100)) = effects.first else {
      Issue.record("the trial at ε 2 was to start, and pause at step 100")
      return
    }
    #expect(configuration.dataset == "actg175" && configuration.noiseMultiplier == 5.6)
  }

  @Test func everyPresetCanBeTrained() {
    let presets = state.presets
    #expect(presets.count >= 9)
    for preset in presets { #expect(throws: Never.self) { try preset.configuration.validate() } }
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

  /// The laboratory works for the Membership screen and rests when it is left; its keys say what it is to look at.
  @Test func theMembershipScreenIsInvestigated() {
    var state = Fixture.unprotected
    let opened = state.play("2")
    #expect(opened.investigations == [.init(method: .liraOnline, shadowCount: 16)])
    #expect(state.play("2").isEmpty)
    #expect(state.play("a").investigations == [.init(method: .liraOfflineSquashed, shadowCount: 16)])
    #expect(state.play("b b").investigations.last == .init(method: .liraOffline, shadowCount: 16))
    #expect(state.play("s s s").investigations.map { $0?.shadowCount } == [32, 64, 4])
    #expect(state.play("w").isEmpty && state[MembershipScreen.self].prior == 0.1)
    #expect(state[MembershipScreen.self].isROCLogarithmic)
    #expect(state.play("g").isEmpty && !state[MembershipScreen.self].isROCLogarithmic)
    #expect(!state[TrainScreen.self].isROCLogarithmic)
    // The letters of the Train screen mean nothing here.
    let chosen = state[TrainScreen.self].selectedClass
    _ = state.play("c")
    #expect(state[TrainScreen.self].selectedClass == chosen)
    #expect(state.play("1").investigations == [nil])
  }

  @Test func findingsOfAnEarlierRunAreDropped() {
    var state = Fixture.attackedUnprotected
    _ = state.update(.membership(MembershipFindings(generation: 0, shadowCount: 4)))
    #expect(state.subject.membership?.generation == 1)
    #expect(state.subject.membership?.entries.count == MembershipMethod.allCases.count)
  }
}

extension [Effect] {
  /// What the laboratory is asked to look at; nil is a rest.
  fileprivate var investigations: [MembershipLaboratory.Focus?] {
    compactMap { effect -> MembershipLaboratory.Focus?? in
      if case .investigate(let focus) = effect { .some(focus) } else { nil }
    }
  }
}
