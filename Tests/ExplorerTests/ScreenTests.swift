import Experiments
import Explorer
import Foundation
import TerminalCanvas
import Testing

struct ScreenTests {
  /// The whole screen as a person sees it. `RECORD_SNAPSHOTS=1 swift test …` writes the files anew.
  @Test(arguments: [
    ("train-120x36-ascii", 120, 36, GlyphSet.ascii, false), ("train-120x36-braille", 120, 36, .braille, true),
    ("train-80x24-ascii", 80, 24, .ascii, false), ("train-80x24-blocks", 80, 24, .blocks, true),
    ("train-60x16-ascii", 60, 16, .ascii, false), ("train-40x10-ascii", 40, 10, .ascii, false),
  ])
  func screensAreAsRecorded(name: String, width: Int, height: Int, glyphs: GlyphSet, hasShades: Bool) throws {
    try expect(Fixture.protected.sized(width, height, glyphs: glyphs, hasShades: hasShades), matches: name)
  }

  @Test(arguments: [
    ("membership-120x36-ascii", 120, 36, GlyphSet.ascii, ""),
    ("membership-120x36-braille", 120, 36, .braille, ""), ("membership-80x24-ascii", 80, 24, .ascii, ""),
    ("membership-80x24-attacks", 80, 24, .ascii, "<Tab> <Tab> a"),
    ("membership-80x24-scores", 80, 24, .ascii, "<Tab> w"),
    ("membership-120x36-overlap", 120, 36, .ascii, "<Tab> <Tab> <Tab>"),
    ("membership-80x24-overlap", 80, 24, .ascii, "<Tab> <Tab> <Tab>"),
    ("membership-60x16-ascii", 60, 16, .ascii, "g"),
  ])
  func theMembershipScreenIsAsRecorded(
    name: String, width: Int, height: Int, glyphs: GlyphSet, script: String
  ) throws {
    var state = Fixture.attackedProtected.sized(width, height, glyphs: glyphs)
    _ = state.play(script)
    try expect(state, matches: name)
  }

  /// A run beside one that is pinned, and what a class sees.
  @Test(arguments: [
    ("compared-120x36-braille", "", 120, 36, GlyphSet.braille), ("compared-80x24-ascii", "", 80, 24, .ascii),
    ("compared-membership-120x36-braille", "2", 120, 36, .braille),
    ("compared-160x50-ascii", "", 160, 50, .ascii),
    ("compared-membership-160x50-ascii", "2", 160, 50, .ascii),
    ("presenter-80x24-ascii", "P <Tab> <Tab>", 80, 24, .ascii),
    ("presenter-80x24-blocks", "2 P", 80, 24, .blocks),
  ])
  func comparisonsAreAsRecorded(
    name: String, script: String, width: Int, height: Int, glyphs: GlyphSet
  ) throws {
    var state = Fixture.compared.sized(width, height, glyphs: glyphs)
    _ = state.play(script)
    try expect(state, matches: name)
  }

  @Test(arguments: [
    ("unprotected-120x36", "", 120, 36), ("help-80x24", "?", 80, 24), ("presets-120x36", "o", 120, 36),
    ("palette-80x24", ": set <Space> drop", 80, 24), ("knobs-80x24", "K j j", 80, 24),
    ("entry-80x24", "<Enter> 1.5", 80, 24), ("zoom-roc-80x24", "<Tab> <Tab> <Tab> <Tab> z g", 80, 24),
    ("explanation-80x24", "<Tab> <Tab> <Tab> x", 80, 24),
  ])
  func overlaysAreAsRecorded(name: String, script: String, width: Int, height: Int) throws {
    // The list of presets is recorded with the photographs installed.
    guard script != "o" || Fixture.unprotected.presets.contains(where: { $0.name == "faces" }) else { return }
    var state = Fixture.unprotected.sized(width, height)
    _ = state.play(script)
    try expect(state, matches: name)
  }

  /// With all it has to say it is longer than the smallest common terminal, and scrolls.
  @Test func epsilonIsExplainedAsRecorded() throws {
    var state = Fixture.protected.sized(80, 24)
    _ = state.play("<Tab> <Tab> <Tab> x")
    try expect(state, matches: "epsilon-80x24")
  }

  /// What has no glyph in ASCII is spelled out, and not replaced by a question mark.
  @Test func nothingIsLostInASCII() {
    for base in [
      Fixture.protected, Fixture.attackedUnprotected, Fixture.compared, Fixture.diverged, Fixture.wholePool,
      Fixture.begun(Fixture.configuration),
    ] {
      for script in ["1", "2", "1 z", "?", "o", "H", "K", "x", "P", "y", ": nosuch", "/ epsilon"] {
        var state = base.sized(160, 50)
        _ = state.play(script)
        let asked = /\? (help|lists)|trained on\?|Does .*\?|Is .*\?|[Hh]ow .*\?|Did you mean .*\?|gh1:[^ ]*/
        for line in state.lines {
          let rest = line.replacing(asked, with: "")
          #expect(!rest.contains("?") || script == "?", "\(script): \(line)")
        }
      }
    }
  }

  /// Where all of the pool are members the panes say so, and show no figure of membership.
  @Test func withoutAMembershipGameWordsStandForFigures() {
    var state = Fixture.wholePool
    let train = state.drawn().plain
    #expect(train.contains("All 150 records of the pool are members"))
    #expect(train.contains("no membership game") && !train.contains("TPR"))
    #expect(train.contains("test accuracy"))
    _ = state.play("2")
    let membership = state.drawn().plain
    #expect(membership.contains("All 150 records of the pool are members"))
    #expect(membership.contains("not possible") && !membership.contains("training reference models"))
    for (width, height) in [(80, 24), (60, 16), (100, 40)] {
      for script in ["1", "<Tab>", "2", "<Tab>", "z"] {
        _ = state.play(script)
        #expect(state.sized(width, height).drawn().cells.count == width * height)
      }
    }
  }

  /// Whoever sees no colours sees the difference all the same.
  @Test func alarmsAreNotByColourAlone() {
    #expect(Fixture.protected.drawn().plain != Fixture.unprotected.drawn().plain)
    var pending = Fixture.unprotected
    pending.selectedKnob = .seed
    _ = pending.play("l")
    #expect(pending.drawn().plain.contains("2*"))
    var paused = Fixture.unprotected
    _ = paused.play("<Space>")
    #expect(paused.drawn().plain.contains("PAUSED"))
  }

  /// The colours of pictures are the theme's, and turning them draws nothing else.
  @Test func theRampIsPartOfTheState() {
    var state = Fixture.protected
    let before = state.drawn()
    #expect(state.theme.ramp == .grey && state.play("V").isEmpty && state.theme.ramp == .cividis)
    #expect(state.drawn() == before)
  }

  /// What is drawn from training data carries the mark; the test accuracy and ε do not.
  @Test func diagnosticsAreMarked() {
    let plain = Fixture.protected.drawn().plain
    for name in ["^train", "^membership AUC", "^train minus test", "^gradients clipped"] {
      #expect(plain.contains(name), "\(name)")
    }
    #expect(!plain.contains("^test") && !plain.contains("^eps"))
  }

  private func expect(_ state: ExplorerState, matches name: String) throws {
    let canvas = state.drawn()
    try expectRecorded(canvas.plain + "\n\n" + inkRuns(of: canvas), as: name)
  }

  /// Where each ink but the plain one begins and ends: `row columns ink`, pictures left out.
  private func inkRuns(of canvas: Canvas) -> String {
    var lines = [String]()
    for row in 0..<canvas.height {
      var column = 0
      while column < canvas.width {
        let cell = canvas[column: column, row: row]
        var end = column
        while end < canvas.width, canvas[column: end, row: row].ink == cell.ink { end += 1 }
        if case .ramp = cell.ink {
        } else if cell.ink != .text {
          lines.append("\(row) \(column)-\(end - 1) \(cell.ink)")
        }
        column = end
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
