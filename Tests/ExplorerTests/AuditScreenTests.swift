import DifferentialPrivacy
import Experiments
import Explorer
import FederatedLearning
import PlainText
import Records
import TerminalCanvas
import Testing

struct AuditScreenTests {
  private static let audited = Fixture.audited
  private static let broken = Fixture.broken

  private func said(_ state: ExplorerState, _ pane: AuditScreen.Pane) -> String {
    state[AuditScreen.self].content(of: pane, in: state.context).sentence
  }

  /// The whole screen as a person sees it.
  @Test(arguments: [
    ("audit-80x24-ascii", 80, 24, GlyphSet.ascii, false, ""),
    ("audit-80x24-roc", 80, 24, .braille, false, "v"),
    ("audit-80x24-guesses", 80, 24, .ascii, false, "v v"),
    ("audit-80x24-lights", 80, 24, .ascii, true, "v v v"),
    ("audit-80x24-bugs", 80, 24, .ascii, false, "s j"),
    ("audit-60x16-ascii", 60, 16, .ascii, true, ""),
    ("audit-80x24-presenter", 80, 24, .blocks, true, "P"),
    ("audit-120x36-ascii", 120, 36, .ascii, true, ""),
    ("audit-120x36-braille", 120, 36, .braille, false, ""),
    ("audit-160x50-braille", 160, 50, .braille, true, ""),
  ])
  func theScreenIsAsRecorded(
    name: String, width: Int, height: Int, glyphs: GlyphSet, isBroken: Bool, script: String
  ) throws {
    var state = (isBroken ? Self.broken : Self.audited).state.sized(width, height, glyphs: glyphs)
    _ = state.play(script)
    try expectRecorded(state.drawn().plain, as: name)
  }

  /// Whatever was found, and before anything was, no pane and no size traps, and ASCII is ASCII.
  @Test func everyPaneIsDrawnAtEverySize() {
    var listed = Self.broken.state
    _ = listed.play("s")
    for base in [
      Self.audited.state, listed, Fixture.unread(Fixture.configuration), Fixture.diverged, Fixture.wholePool,
    ] {
      var state = base
      if !(state.screen is AuditScreen) { _ = state.play("0") }
      for _ in AuditScreen.focusable {
        for (width, height) in [
          (1, 1), (40, 12), (60, 16), (80, 24), (120, 36), (200, 60),
        ] {
          let canvas = state.sized(width, height).drawn()
          #expect(canvas.width == width && canvas.height == height)
          #expect(canvas.cells.allSatisfy { $0.glyph.value >= 0x20 && $0.glyph.value < 0x7F })
        }
        _ = state.play("<Tab>")
      }
    }
  }

  /// What is said of it, as whoever listens hears it.
  @Test func everyPaneIsSpoken() {
    for state in [
      Self.audited.state, Self.broken.state, Fixture.unread(Fixture.configuration), Fixture.wholePool,
    ] {
      for pane in AuditScreen.Pane.allCases {
        let sentence = said(state, pane)
        #expect(
          sentence.hasSuffix(".") && !sentence.contains("  ") && !sentence.contains("\n"), "\(sentence)")
      }
    }
  }

  /// A correct trainer is not refuted, and a broken one is, by the bound and by the checks.
  @Test func theVerdictIsThatOfTheAudit() throws {
    let (correct, broken) = (Self.audited.state, Self.broken.state)
    let found = try #require(correct.subject.findings(AuditFindings.self))
    #expect(found.refutation == nil && found.failedChecks.isEmpty && found.conformance?.checks.count == 9)
    #expect(said(correct, .lights) == "Of 40 steps all 9 checks passed.")
    #expect(said(correct, .course).hasPrefix("Not refuted, which proves no claim."))
    let caught = try #require(broken.subject.findings(AuditFindings.self))
    #expect(caught.refutation != nil && !caught.failedChecks.isEmpty)
    #expect(said(broken, .course).hasPrefix("REFUTED: the claim is eps "))
    #expect(said(broken, .course).contains("CAUGHT: noise where no gradient reached"))
    // The claim is of the settings, whatever the trainer did.
    #expect(found.account.epsilon == caught.account.epsilon)
  }

  /// Who breaks a trainer sees it on every screen, at every size, whatever has no room.
  @Test func theWatermarkIsOnEveryScreen() {
    let longest = TrainerBug.allCases.max { $0.rawValue.count < $1.rawValue.count }
    for bug in [longest, .halfNoise].compactMap(\.self) {
      var state = Self.broken.state
      state.subject.running.bug = bug
      for place in ExplorerState.everyScreen.indices {
        _ = state.update(.asked(.view(.showScreen(place))))
        for (width, height) in [(60, 16), (80, 24), (120, 36)] {
          let lines = state.sized(width, height).lines
          #expect(lines.prefix(2).contains { $0.contains("BROKEN: \(bug.rawValue)") }, "\(bug)")
        }
      }
    }
    var presented = Self.broken.state.sized(80, 24)
    _ = presented.play("P")
    #expect(presented.lines[0].contains("BROKEN: noise-divided-by-batch"))
    #expect(!Self.audited.state.sized(80, 24).drawn().plain.contains("BROKEN"))
  }

  /// Wherever an ε of a broken run stands, it is called claimed.
  @Test func everyEpsilonOfABrokenRunIsAClaim() {
    var state = Self.broken.state
    for place in ExplorerState.everyScreen.indices {
      _ = state.update(.asked(.view(.showScreen(place))))
      for line in state.sized(120, 36).lines where line.contains(/eps \d/) {
        // What is proven is no claim, nor is what is said of noise in general.
        guard !line.contains("ruled out"), !line.contains("noise at eps 8") else { continue }
        #expect(line.contains("claim") || line.contains("BROKEN"), "\(line)")
      }
    }
    #expect(state.epochSentence.contains("claimed"))
  }

  /// Keys begin other runs, which pause where they were planned to.
  @Test func keysBreakTheTrainer() throws {
    var sitting = Fixture.audited
    let began = { (effects: [Effect]) in try #require(effects.beginnings.first).configuration }
    #expect(try began(sitting.play("b")).bug == .noiseDividedByBatch)
    #expect(sitting.state.pauseStep == 40)
    #expect(sitting.state.notice?.text.contains("BROKEN on purpose") == true)
    #expect(try began(sitting.play("b")).bug == .noiseDividedByRootBatch)
    #expect(try began(sitting.play("n")).bug == nil)
    #expect(sitting.play("n").beginnings.isEmpty)
    #expect(sitting.state.notice?.text.contains("Nothing is broken") == true)
    #expect(try began(sitting.play("s j j j <Enter>")).bug == .noiseWithoutClippingNorm)
    #expect(sitting.play("s j <Esc>").beginnings.isEmpty)
    #expect(sitting.state[AuditScreen.self].listed == nil)
    #expect(try began(sitting.play("a")).canaries == .mislabelled)
    #expect(try began(sitting.play("a")).canaries == .gradient)
    #expect(try began(sitting.play("m")).canaryCount == 400)
    #expect(sitting.play("t").turns == ["audit_every=20"])
    _ = sitting.play("g")
    #expect(
      !sitting.state[AuditScreen.self].isROCLogarithmic && sitting.state[AuditScreen.self].focus == .roc)
    // Undo leads back to the run before.
    #expect(sitting.play("u u").beginnings.isEmpty == false)
  }

  /// The report is the command's own, as Markdown and as a page.
  @Test func theReportIsWritten() throws {
    var sitting = Fixture.broken
    let files = sitting.play("r").files
    #expect(
      files.map(\.path)
        == ["md", "html"].map { "glasshouse-digits-1-step40-noise-divided-by-batch-audit.\($0)" })
    for file in files {
      let text = String(decoding: file.bytes, as: UTF8.self)
      for part in ["BROKEN ON PURPOSE", "What was claimed", "REFUTED", "FAILED", "What leaks of the pool"] {
        #expect(text.contains(part), "\(part)")
      }
      #expect(!text.contains("null"))
    }
    var unread = Fixture.unread(Fixture.configuration)
    #expect(unread.play("0 r").files.isEmpty && unread.notice != nil)
  }

  /// A run without canaries has its pool guessed at, and says that this is weak.
  @Test func aPoolIsAWeakCanary() {
    var configuration = Fixture.configuration
    configuration.steps = 5
    var sitting = Sitting(configuration)
    sitting.train(5)
    sitting.play("<Space> 0")
    sitting.state.audit()
    let state = sitting.state
    #expect(said(state, .guesses).contains("weak canaries") && said(state, .guesses).contains("a plants"))
    #expect(said(state, .course).contains("No ε is claimed") || said(state, .course).contains("No eps"))
    #expect(state.subject.findings(AuditFindings.self)?.refutation == nil)
  }

  /// The presets claim an ε of 2, and are what an audit would set for itself.
  @Test func thePresetsClaimTwo() throws {
    let presets = Fixture.unread(Fixture.configuration).presets
    let preset = try #require(presets.first { $0.name == "audit-a-trainer" })
    var suited = ExperimentConfiguration(auditing: DatasetReference(name: "digits"))
    try suited.completeAudit(given: [:], claim: 2)
    #expect(preset.configuration == suited && preset.screen == "Audit" && preset.pauseStep == suited.steps)
    let broken = try #require(presets.first { $0.name == "audit-a-broken-trainer" })
    suited.bug = .halfNoise
    #expect(broken.configuration == suited)
  }

  /// Every term of the screen is explained, with today's numbers.
  @Test func theTermsAreExplained() {
    for state in [Self.audited.state, Self.broken.state, Fixture.unread(Fixture.configuration)] {
      for pane in AuditScreen.Pane.allCases where pane != .readouts {
        for term in state[AuditScreen.self].content(of: pane, in: state.context).terms {
          for sentence in Explanation(of: term, in: state.context).sentences {
            #expect(sentence.unicodeScalars.allSatisfy { $0.value < 0x7F }, "\(sentence)")
          }
        }
      }
    }
    let proven = Explanation(of: .conformance, in: Self.broken.state.context)
    #expect(proven.plain.contains("failed") && !proven.details.isEmpty)
  }

  /// Of a federation it says in a sentence that there is nothing to audit.
  @Test func aFederationIsNoTrainer() {
    var configuration = Fixture.configuration
    configuration.federation.clientCount = 5
    var sitting = Sitting(configuration)
    sitting.play("<Space> 0")
    sitting.state.audit()
    let sentence = said(sitting.state, .course)
    #expect(sentence.contains("a trainer in one place"), "\(sentence)")
    #expect(sitting.play("b").beginnings.isEmpty)
  }
}
