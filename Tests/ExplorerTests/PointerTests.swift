import Experiments
import Explorer
import Foundation
import Records
import TerminalCanvas
import Testing

/// Whatever is seen can be pointed at: places are taken from the screen that is drawn.
struct PointerTests {
  /// Where a text begins on the screen.
  private func place(
    of text: String, in state: ExplorerState, rows: Range<Int>? = nil
  ) throws -> (column: Int, row: Int) {
    for (row, line) in state.lines.enumerated() where rows?.contains(row) ?? true {
      if let range = line.firstRange(of: text) {
        return (line.distance(from: line.startIndex, to: range.lowerBound), row)
      }
    }
    throw NotThere(text: text)
  }

  private struct NotThere: Error { let text: String }

  private func click(
    _ text: String, _ state: inout ExplorerState, kind: PointerEvent.Kind = .click, rows: Range<Int>? = nil
  ) throws -> [Effect] {
    let (column, row) = try place(of: text, in: state, rows: rows)
    return state.update(.pointer(PointerEvent(kind, column: column, row: row)))
  }

  @Test(arguments: [(80, 24), (120, 36), (160, 50)]) func aTabIsShown(width: Int, height: Int) throws {
    var state = Fixture.protected.sized(width, height)
    _ = try click("2 Memb", &state)
    #expect(state.screen is MembershipScreen)
    _ = try click("1 Trai", &state)
    #expect(state.screen is TrainScreen)
  }

  /// In the column and in the line: a click chooses, a second one asks for a value, the wheel turns.
  @Test func aKnobIsChosenAndTurned() throws {
    for (width, height, isLine) in [(120, 36, false), (80, 24, true)] {
      for knob in [Knob.noiseMultiplier, .clippingNorm, .learningRate] {
        var state = Fixture.unprotected.sized(width, height)
        state.selectedKnob = .expectedBatchSize
        let name = isLine ? " \(state.rendering.glyphs.spelled(knob.symbol)) " : knob.title
        let rows = isLine ? 2..<3 : 2..<20
        let column = isLine ? try place(of: name, in: state, rows: rows).column + 1 : nil
        let (left, row) = try place(of: name, in: state, rows: rows)
        let event = { PointerEvent($0, column: column ?? left, row: row) }
        #expect(state.update(.pointer(event(.click))).isEmpty && state.selectedKnob == knob)
        _ = state.update(.pointer(event(.click)))
        guard case .entry(let asked, _, _) = state.overlay, asked == knob else {
          Issue.record("a second click asks for a value of \(knob.title)")
          return
        }
        // Beside the box a click closes it.
        _ = state.update(.pointer(PointerEvent(.click, column: 0, row: 0)))
        #expect(state.overlay == nil)
        var (wheel, keys) = (state, state)
        #expect(
          wheel.update(.pointer(event(.wheelUp))).turns == keys.play("l").turns, "\(knob.title)")
        #expect(wheel.update(.pointer(event(.wheelDown))).turns == keys.play("h").turns)
        #expect(wheel.draft == keys.draft)
      }
    }
    // A knob that is not chosen is, by the wheel.
    var state = Fixture.unprotected
    let turned = try click("learning rate", &state, kind: .wheelUp)
    #expect(turned.turns == ["learning_rate=0.2"] && state.selectedKnob == .learningRate)
  }

  @Test func everyPaneTakesTheFocus() throws {
    for (width, height) in [(160, 50), (120, 36)] {
      var state = Fixture.attackedProtected.sized(width, height)
      _ = state.play("1")
      let panes: [(String, TrainScreen.Pane)] = [
        ("Loss", .loss), ("Membership AUC", .membership), ("Privacy spent", .epsilon), ("ROC", .roc),
        ("Inversion", .inversion), ("Accuracy", .accuracy),
      ]
      for (title, pane) in panes {
        #expect(try click(" \(title) ", &state, rows: 2..<height).isEmpty)
        #expect(state[TrainScreen.self].focus == pane, "\(title)")
      }
      _ = state.play("2")
      for (title, pane) in [("Scores", MembershipScreen.Pane.scores), ("Attacks", .attacks), ("ROC", .roc)] {
        _ = try click(" \(title) ", &state, rows: 2..<height)
        #expect(state[MembershipScreen.self].focus == pane, "\(title)")
      }
    }
  }

  /// The wheel over the focused pane scrolls what does not fit, as far as there is any.
  @Test func theWheelScrollsAPane() throws {
    var state = Fixture.attackedProtected.sized(80, 24)
    _ = state.play("2 <Tab> <Tab>")
    let top = state.drawn()
    let (column, row) = try place(of: "Attacks", in: state, rows: 2..<10)
    for _ in 0..<40 { _ = state.update(.pointer(PointerEvent(.wheelDown, column: column, row: row + 3))) }
    let bottom = state.drawn()
    #expect(bottom != top && state.scroll > 0 && state.scroll < 40)
    #expect(bottom.plain.contains("RMIA online"))
    for _ in 0..<state.scroll {
      _ = state.update(.pointer(PointerEvent(.wheelUp, column: column, row: row + 3)))
    }
    #expect(state.scroll == 0 && state.drawn() == top)
    // As the keys do.
    _ = state.play("} } {")
    #expect(state.scroll == 1)
  }

  /// A click on a word of the footer does what its key does.
  @Test func everyHintOfTheFooterIsAKey() throws {
    for screen in ["1", "2"] {
      for (width, height) in [(160, 50), (80, 24), (60, 16)] {
        var state = Fixture.attackedProtected.sized(width, height)
        _ = state.play(screen)
        let footer = try #require(state.lines.last)
        var count = 0
        for command in state.commands {
          guard let hint = command.hint, let key = command.keys.first,
            let range = footer.firstRange(of: " \(key.label) \(hint) ")
          else { continue }
          let column = footer.distance(from: footer.startIndex, to: range.lowerBound) + 1
          var (clicked, pressed) = (state, state)
          let event = PointerEvent(.click, column: column, row: height - 1)
          let (one, other) = (clicked.update(.pointer(event)), pressed.update(.key(key)))
          #expect(one.count == other.count, "\(command.name)")
          #expect(clicked.drawn() == pressed.drawn(), "\(command.name)")
          count += 1
        }
        #expect(count >= (width == 60 ? 4 : 6), "\(footer)")
      }
    }
  }

  /// A click chooses a line, a second one gives it; the wheel moves, and a click beside the list closes it.
  @Test func aListIsChosenFrom() throws {
    var state = Fixture.unprotected
    _ = state.play("o")
    let title = try #require(state.presets.first { $0.name == "mislabelled-digits" }?.title)
    #expect(try click(title, &state).isEmpty)
    let line = try #require(state.lines.first { $0.contains(title) })
    #expect(line.contains("> "))
    _ = state.update(.pointer(PointerEvent(.wheelUp, column: 60, row: 18)))
    #expect(try #require(state.lines.first { $0.contains(title) }).contains("|>") == false)
    _ = try click(title, &state)
    let started = try click(title, &state).beginnings
    #expect(started.first?.configuration.labelNoise == 0.1 && state.overlay == nil)
    _ = state.play("?")
    _ = state.update(.pointer(PointerEvent(.click, column: 0, row: 35)))
    #expect(state.overlay == nil)
  }

  @Test func outsideThereIsNothing() {
    for script in ["", "2", "o", "K", "x", "P", "q", "<Enter>", "H", ":"] {
      for kind in [PointerEvent.Kind.wheelUp, .wheelDown] {
        var state = Fixture.unprotected
        _ = state.play(script)
        let (before, draft) = (state.drawn(), state.draft)
        for (column, row) in [(-1, -1), (500, 3), (3, 500), (.max, .max), (.min, .min)] {
          #expect(state.update(.pointer(PointerEvent(kind, column: column, row: row))).isEmpty)
        }
        // A list moves wherever the wheel is turned.
        if !["o", "K", "H", ":"].contains(script) { #expect(state.drawn() == before, "\(script)") }
        #expect(state.draft == draft)
      }
      var state = Fixture.unprotected
      _ = state.play(script)
      for (column, row) in [(-1, -1), (500, 3), (3, 500), (.max, .max), (.min, .min)] {
        #expect(state.update(.pointer(PointerEvent(.click, column: column, row: row))).isEmpty)
      }
      #expect(state.subject.isRunning)
    }
  }

  @Test func theMouseIsSwitchedOff() {
    var state = Fixture.unprotected
    guard case .mouse(isOn: false)? = state.play("M").first, case .mouse(isOn: true)? = state.play("M").first
    else {
      Issue.record("M is the mouse's key")
      return
    }
  }
}
