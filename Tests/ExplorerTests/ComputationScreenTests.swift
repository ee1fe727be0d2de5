import Experiments
import Explorer
import NeuralNetworks
import Records
import SecureComputation
import Statistics
import TerminalCanvas
import Testing

struct ComputationScreenTests {
  private static let digits = Fixture.computed
  private static let faces = Fixture.computedFaces

  private func said(_ state: ExplorerState, _ pane: ComputationScreen.Pane) -> String {
    state[ComputationScreen.self].content(of: pane, in: state.context).sentence
  }

  /// The whole screen as a person sees it, with words that are made up: real ones differ every time.
  @Test(arguments: [
    ("computation-80x24-ascii", 80, 24, GlyphSet.ascii, false, ""),
    ("computation-80x24-blocks", 80, 24, .blocks, true, ""),
    ("computation-80x24-layers", 80, 24, .blocks, true, "n n n n n"),
    ("computation-80x24-wire", 80, 24, .ascii, false, "v v"),
    ("computation-80x24-transcript", 80, 24, .ascii, false, "v v v n n n n"),
    ("computation-80x24-answers", 80, 24, .ascii, false, "v v v v"),
    ("computation-80x24-protects", 80, 24, .ascii, false, "v v v v v v v"),
    ("computation-60x16-ascii", 60, 16, .ascii, false, ""),
    ("computation-80x24-presenter", 80, 24, .blocks, true, "P"),
    ("computation-120x36-braille", 120, 36, .braille, true, ""),
    ("computation-120x36-layers", 120, 36, .ascii, false, "n n n"),
    ("computation-160x50-braille", 160, 50, .braille, true, "v"),
  ])
  func theScreenIsAsRecorded(
    name: String, width: Int, height: Int, glyphs: GlyphSet, hasShades: Bool, script: String
  ) throws {
    var state = Self.digits.state
    state.compute(isFixed: true)
    state = state.sized(width, height, glyphs: glyphs, hasShades: hasShades)
    _ = state.play(script)
    try expectRecorded(state.drawn().plain, as: name)
  }

  @Test func aTripleUsedTwiceIsAsRecorded() throws {
    var state = Self.faces.state.sized(80, 24)
    _ = state.play("m")
    state.compute(isFixed: true)
    try expectRecorded(state.drawn().plain, as: "computation-80x24-triple")
  }

  /// Whatever was found, and before anything was, no pane and no size traps, and ASCII is ASCII.
  @Test func everyPaneIsDrawnAtEverySize() {
    var mistaken = Self.digits.state
    _ = mistaken.play("m m")
    mistaken.compute()
    for base in [Self.digits.state, mistaken, Fixture.unread(Fixture.configuration), Fixture.diverged] {
      var state = base
      if !(state.screen is ComputationScreen) { _ = state.play("8") }
      for _ in ComputationScreen.focusable {
        _ = state.play("<Tab>")
        for (width, height) in [
          (1, 1), (20, 5), (40, 12), (60, 16), (79, 23), (80, 24), (120, 36), (200, 60),
        ] {
          let canvas = state.sized(width, height).drawn()
          #expect(canvas.width == width && canvas.height == height)
          #expect(canvas.cells.allSatisfy { $0.glyph.value >= 0x20 && $0.glyph.value < 0x7F })
        }
      }
    }
  }

  /// What is said of it, as whoever listens hears it.
  @Test func everyPaneIsSpoken() {
    for state in [Self.digits.state, Fixture.computedFaces.state, Fixture.unread(Fixture.configuration)] {
      for pane in ComputationScreen.Pane.allCases {
        let sentence = said(state, pane)
        #expect(
          sentence.hasSuffix(".") && !sentence.contains("  ") && !sentence.contains("\n"), "\(sentence)")
      }
    }
    #expect(said(Self.digits.state, .record).contains("64 words of noise"))
    #expect(said(Self.digits.state, .costs).hasPrefix("A prediction takes 48 rounds and "))
  }

  /// The figures on the screen are those that were found.
  @Test func theFiguresAreThoseFound() throws {
    let state = Self.digits.state.sized(120, 36)
    let prediction = try #require(state.subject.findings(ComputationFindings.self)?.prediction)
    let lines = state.lines
    let line = { (name: String) in try #require(lines.first { $0.contains(name) }) }
    #expect(try line("rounds ").contains("48"))
    #expect(try line("bytes each sends").contains("\(prediction.cost.mostBytesSent / 1000),"))
    #expect(try line("agree with the plain").contains("100 of 100"))
    #expect(lines.contains { $0.contains("at 50 ms one way") && $0.contains(" 2,4") })
  }

  /// Keys change what is computed, and until that is there the last stays, and says so.
  @Test func keysChooseWhatIsComputed() throws {
    var state = Self.digits.state
    let computation = { (state: ExplorerState) in state[ComputationScreen.self].computation }
    _ = state.play("a a b")
    #expect(computation(state).record.place == 1 && state.isAwaitingAnswer)
    let isReplaced = { (state: ExplorerState) in
      state.sized(120, 36).drawn().plain.contains("the next is computed")
    }
    #expect(said(state, .record).hasPrefix("A held-out record") && isReplaced(state))
    _ = state.play("n")
    #expect(
      state[ComputationScreen.self].held == nil && state.notice?.text.contains("being computed") == true)
    state.compute()
    #expect(!state.isAwaitingAnswer && !isReplaced(state))
    #expect(said(state, .record).hasPrefix("A held-out record"))
    _ = state.play("s w t f")
    #expect(computation(state).record.side == .member && computation(state).revealed == .logits)
    #expect(computation(state).truncation == .exact && computation(state).fractionBits == 18)
    state.compute()
    let prediction = try #require(state.subject.findings(ComputationFindings.self)?.prediction)
    #expect(prediction.record.isMember && prediction.cost.rounds == 14)
    // A member is training data.
    #expect(state.sized(80, 24).drawn().plain.contains("^member"))
    _ = state.play("d d d d d d d d d d d d")
    #expect(computation(state).fractionBits == 2)
    for _ in 0..<20 { _ = state.play("f") }
    #expect(computation(state).fractionBits == 28)
    state.compute()
    #expect(state.subject.findings(ComputationFindings.self)?.prediction != nil)
    // What local truncation does not bear is refused in the same words everywhere.
    _ = state.play("t")
    state.compute()
    for pane in [ComputationScreen.Pane.record, .layers, .wire, .transcript, .answers, .costs, .mistakes] {
      #expect(said(state, pane).contains("Local truncation does not bear 28 fractional bits"))
    }
    _ = state.play("n")
    #expect(state.notice?.text.contains("does not bear 28") == true)
  }

  @Test func aNetworkThatIsNotCoveredIsRefused() {
    var configuration = Fixture.computedConfiguration
    configuration.activation = .tanh
    var sitting = Sitting(configuration)
    sitting.train(5)
    sitting.play("8")
    sitting.state.compute()
    #expect(sitting.state.sized(80, 24).drawn().plain.contains("cannot be computed on shares"))
  }

  /// A prediction that is gone through stands still while the run goes on, and a key lets go of it.
  @Test func aPredictionStandsStill() throws {
    var sitting = Self.digits
    let words = { (sitting: Sitting) in
      sitting.state[ComputationScreen.self].held?.findings.prediction?.values[0][.first]
    }
    sitting.play("n")
    let held = try #require(words(sitting))
    #expect(said(sitting.state, .layers).hasPrefix("Round 1 of 48: layer 1 of 2"))
    sitting.play("n n r")
    #expect(said(sitting.state, .layers).hasPrefix("Round 2 of 48: ReLU after layer 1: carry 1 of 7"))
    sitting.play("<Space>")
    sitting.train(5)
    sitting.state.compute()
    #expect(words(sitting) == held)
    #expect(said(sitting.state, .layers).hasPrefix("Round 2 of 48"))
    sitting.play("c")
    #expect(words(sitting) == nil && said(sitting.state, .layers).hasPrefix("All 48 rounds are over"))
    sitting.play("c")
    #expect(sitting.state.notice?.text == "No prediction stands still: n holds one.")
  }

  /// Round by round to the end by itself: the hidden layer once its rectifier is over, the logits once their layer is.
  @Test func aPredictionIsPlayed() {
    var state = Self.digits.state
    _ = state.play("g")
    var rounds: [String] = []
    while state.isPlaying, rounds.count < 100 {
      rounds.append(said(state, .layers))
      _ = state.update(.tick)
    }
    #expect(rounds.count == 48 && Set(rounds).count == 48)
    let named = { (name: String) in rounds.count { $0.contains("shares of \(name),") } }
    #expect(named("the record") == 10 && named("hidden layer 1") == 1 && named("the logits") == 37)
    #expect(said(state, .layers).hasPrefix("All 48 rounds are over"))
    _ = state.play("g g")
    #expect(!state.isPlaying && said(state, .layers).hasPrefix("Round 1 of 48"))
  }

  /// One after another, each made when it is looked at and not before.
  @Test func mistakesAreAKeyAway() throws {
    var state = Self.digits.state
    #expect(state[ComputationScreen.self].wanted.mistake == nil)
    _ = state.play("i")
    #expect(state.notice?.text.contains("m goes on") == true)
    for (mistake, words) in [
      (ComputationFocus.Mistake.reusedTriple, "the model's owner would see the first less the second"),
      (.smallMask, "mask of 17 bits"), (.openedLogits, "from all logits it has SSIM"),
    ] {
      _ = state.play("m")
      #expect(state[ComputationScreen.self].wanted.mistake == mistake && state.isAwaitingAnswer)
      state.compute()
      #expect(said(state, .mistakes).contains(words), "\(said(state, .mistakes))")
    }
    _ = state.play("m m i")
    #expect(state[ComputationScreen.self].wanted.maskBits == 18)
    for _ in 0..<7 { _ = state.play("i") }
    #expect(state[ComputationScreen.self].wanted.maskBits == 16)
    // It has as many beyond the fractional bits as before.
    _ = state.play("i d d f")
    #expect(state[ComputationScreen.self].wanted.maskBits == 15)
    _ = state.play("v")
    #expect(state[ComputationScreen.self].wanted.mistake == nil)
  }

  /// The views by their key and by their names.
  @Test func viewsHaveNames() {
    var state = Self.digits.state
    var seen = Set<ComputationScreen.Pane>()
    for _ in ComputationScreen.View.allCases {
      seen.insert(state[ComputationScreen.self].focus)
      _ = state.play("v")
    }
    #expect(seen.count == ComputationScreen.View.allCases.count)
    _ = state.play("1 : computation <Space> costs <Enter>")
    #expect(state.screen is ComputationScreen && state[ComputationScreen.self].focus == .costs)
  }

  /// A click on a round of the transcript goes to it.
  @Test func aRoundIsClicked() throws {
    var state = Self.digits.state.sized(80, 24)
    _ = state.play("v v v")
    let row = try #require(state.lines.firstIndex { $0.contains("7 ReLU 1: carry 6/7") })
    _ = state.update(.pointer(PointerEvent(.click, column: 10, row: row)))
    #expect(state[ComputationScreen.self].held?.stage == 6)
    #expect(state.sized(80, 24).lines.contains { $0.hasPrefix(">  7 ReLU 1: carry 6/7") })
  }

  /// At an earlier step stands what was found of it, and where nothing was it says so.
  @Test func whoLooksBackSeesWhatWasFound() throws {
    var sitting = Self.digits
    let before = said(sitting.state, .record)
    sitting.play("<Space>")
    sitting.train(10)
    sitting.play("<Space>")
    sitting.state.compute()
    let step = { (state: ExplorerState) in state.subject.findings(ComputationFindings.self)?.step }
    #expect(step(sitting.state) == 30 && said(sitting.state, .record) != before)
    sitting.play("<PageUp> <PageUp>")
    #expect(step(sitting.state) == 20 && said(sitting.state, .record) == before)
    #expect(!sitting.state.isAwaitingAnswer)
    // What is looked back at is not gone through: that would hold another when one is back.
    sitting.play("n g")
    #expect(sitting.state[ComputationScreen.self].held == nil && !sitting.state.isPlaying)
    #expect(sitting.state.notice?.text.contains("End goes there") == true)
    sitting.play("<PageUp>")
    #expect(said(sitting.state, .record).hasPrefix("At this step nothing was computed"))
  }

  /// Each of its terms has the numbers of the moment, and fits the smallest common terminal.
  @Test func itsTermsAreExplained() throws {
    var state = Self.digits.state.sized(80, 24)
    _ = state.play("m m")
    state.compute()
    let terms: [Term] = [
      .secureShares, .secureLayers, .computationRounds, .computationBytes, .triplesUsed,
      .computationSeconds, .secureAgreement, .logitError, .truncationFailure, .smallMask,
      .computationProtects,
    ]
    for term in terms {
      let whole = Explanation(of: term, in: state.context)
      #expect(!whole.plain.hasPrefix(term.definition), "\(term.name)")
      state.overlay = .explanation(term, scroll: 0)
      // The frame and what lies on either side of it are left out; a formula may have bars of its own.
      let shown = state.drawn().plain.split(separator: "\n").compactMap { line in
        line.dropFirst().prefix(78).split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
          .last.map { $0.dropLast(1).split(separator: " ").joined(separator: " ") }
      }.joined(separator: " ")
      for part in [whole.plain, whole.notMeaning, whole.formula, whole.paper] {
        #expect(shown.contains(part), "\(term.name): \(part)")
      }
    }
    let rounds = Explanation(of: .computationRounds, in: state.context).plain
    #expect(rounds == "A prediction takes 48 rounds, 36 of them so that the class alone is revealed.")
  }
}
