import Experiments
import Explorer
import Statistics
import TerminalCanvas
import Testing

/// What a class sees.
struct PresenterTests {
  /// Accuracy, AUC and ε stand on the smallest common terminal in digits five rows high, whatever the glyphs.
  @Test(arguments: GlyphSet.allCases) func figuresAreLarge(glyphs: GlyphSet) throws {
    for screen in ["1", "2"] {
      var state = Fixture.attackedProtected.sized(80, 24, glyphs: glyphs)
      _ = state.play("\(screen) P")
      let moment = try #require(state.subject.moment)
      let canvas = state.drawn()
      let epsilon = (moment.account.epsilon * 100).rounded(.up) / 100
      let shares = [
        try #require(moment.test).accuracy, try #require(moment.lossThreshold).areaUnderCurve,
      ].map { String($0.written(2).dropFirst()) }
      for text in (screen == "1" ? shares : [shares[0]]) + [epsilon.written(2)] {
        #expect(shows(text, on: canvas, rendering: state.rendering), "\(text)")
      }
      #expect(canvas.plain.contains("test accuracy") && canvas.plain.contains("AUC"))
    }
  }

  /// Whether the large text is somewhere on it, square by square.
  private func shows(_ text: String, on canvas: Canvas, rendering: Rendering) -> Bool {
    for isSlender in [false, true] {
      let big = BigText(text, isSlender: isSlender)
      var wanted = Canvas(width: big.width, height: BigText.height)
      wanted.writeLarge(text, column: 0, row: 0, rendering: rendering)
      for row in 0...canvas.height - wanted.height {
        for column in 0..<max(0, canvas.width - wanted.width) {
          let isThere = (0..<wanted.height).allSatisfy { down in
            (0..<wanted.width).allSatisfy { across in
              canvas[column: column + across, row: row + down].glyph
                == wanted[column: across, row: down].glyph
            }
          }
          if isThere { return true }
        }
      }
    }
    return false
  }

  /// Where nothing bounds it there is no figure to be large.
  @Test func infinityIsNoLimit() {
    var state = Fixture.unprotected.sized(80, 24)
    _ = state.play("P")
    #expect(state.drawn().plain.contains("no limit"))
  }

  /// The key that was pressed last and what it did, with the knob that it did it to.
  @Test func theLastKeyIsShown() {
    var state = Fixture.protected.sized(80, 24)
    _ = state.play("P")
    #expect(state.lines.last?.contains("P leaves") == true)
    for (key, echo) in [
      ("<Tab>", "Tab  next pane"), ("<Right>", "Right  turn the noise multiplier up"),
      ("2", "2  the Membership screen: who was trained on?"), (".", ".  take one step"),
    ] {
      _ = state.play(key)
      #expect(state.lines.last?.contains(echo) == true, "\(state.lines.last ?? "")")
    }
    _ = state.play("P")
    #expect(!state.presentation.isOn && state.lines.last?.contains("quit") == true)
    _ = state.play("P q")
    #expect(!state.presentation.isOn)
    _ = state.play("P <Esc>")
    #expect(!state.presentation.isOn)
  }

  /// Any key brings a blank screen back, and does nothing else; what was blank shows nothing.
  @Test(arguments: ["", "P", "F"]) func aBlankScreenShowsNothing(before: String) {
    var state = Fixture.protected.sized(80, 24)
    _ = state.play(before)
    let drawn = state.drawn()
    _ = state.play("B")
    #expect(state.drawn().cells.count { $0.glyph != " " } <= 1)
    let draft = state.draft
    #expect(state.play("l").isEmpty && state.draft == draft && !state.presentation.isBlank)
    if before != "P" { #expect(state.drawn() == drawn) }
  }

  /// What the class sees stands still while the run and the teacher go on, to the cell.
  @Test func aFrozenScreenIsTheVerySame() {
    var sitting = Sitting()
    sitting.train(10)
    sitting.play("P")
    sitting.state.notice = nil
    let before = sitting.state
    let seen = sitting.state.drawn()
    sitting.play("F")
    sitting.train(10)
    sitting.play("<Tab> l 2")
    #expect(
      sitting.state.drawn().plain.split(separator: "\n").dropLast()
        == seen.plain.split(separator: "\n").dropLast())
    let frozen = sitting.state.drawn()
    sitting.train(5)
    #expect(sitting.state.drawn() == frozen && sitting.state.subject.moment?.step == 25)
    #expect(sitting.state.screen is MembershipScreen && before.screen is TrainScreen)
    sitting.play("F")
    #expect(sitting.state.drawn() != frozen)
    // Nobody is left before a picture of another size.
    sitting.play("F")
    _ = sitting.state.update(.resized(width: 90, height: 30))
    #expect(sitting.state.presentation.frozen == nil && sitting.state.drawn().width == 90)
  }
}
