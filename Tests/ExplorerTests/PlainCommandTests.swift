import DifferentialPrivacy
import Experiments
import Explorer
import Statistics
import TerminalCanvas
import Testing

/// The explorer line by line.
struct PlainCommandTests {
  private func spoken(_ line: String, _ state: inout ExplorerState) -> [String] {
    guard case .speak(let sentences) = state.plainCommand(line) else { return [] }
    return sentences
  }

  @Test(arguments: ["set noise_multiplier 2", "noise 2", "SET noise 2"]) func aKnobIsTurned(line: String) {
    var state = Fixture.unprotected
    guard case .perform(let effects) = state.plainCommand(line) else {
      Issue.record("the knob was to be turned")
      return
    }
    #expect(effects.turns == ["noise_multiplier=2"] && state.draft.noiseMultiplier == 2)
    #expect(
      state.notice?.text.hasPrefix("The noise multiplier goes from 0 to 2, from the next step on.") == true)
  }

  @Test func stepsAreTaken() {
    var state = Fixture.unprotected
    for (line, count) in [("step", 1), ("step 12", 12), ("epoch", 5)] {
      guard case .advance(let steps) = state.plainCommand(line) else {
        Issue.record("\(line) takes steps")
        return
      }
      #expect(steps == count)
    }
    guard case .run = state.plainCommand("run"), case .nothing = state.plainCommand("pause"),
      case .nothing = state.plainCommand("  "), case .quit = state.plainCommand("quit"),
      case .quit = state.plainCommand("exit")
    else {
      Issue.record("the words of the line mean what they say")
      return
    }
  }

  /// Every pane of every screen is spoken with its main number, all at once and one by one; with what is pinned beside it.
  @Test func everyPaneIsDescribed() throws {
    for var state in [Fixture.attackedProtected, Fixture.compared, Fixture.wholePool, Fixture.diverged] {
      for screen in ["goto train", "goto membership"] {
        _ = state.plainCommand(screen)
        let contents = state.screen.everyContent(in: state.context, besides: state.pinnedContext)
        let all = spoken("describe", &state)
        #expect(all.count >= contents.count)
        for content in contents {
          let one = spoken("describe \(content.title)", &state)
          let start = state.rendering.glyphs.spelled("\(content.title): \(content.sentence)")
          #expect(one.contains { $0.hasPrefix(start) } && all.contains { $0.hasPrefix(start) }, "\(start)")
        }
      }
    }
    var state = Fixture.attackedProtected
    _ = state.plainCommand("goto train")
    let test = try #require(state.subject.moment?.test)
    #expect(spoken("describe now", &state)[0].contains("test accuracy \(test.accuracy.written(3))"))
    // What ε does not cover is marked where it is spoken too.
    #expect(spoken("describe now", &state)[0].contains("^membership AUC"))
    #expect(spoken("describe roc", &state).count == 1)
    #expect(
      spoken("describe moon", &state) == [
        "No pane is called `moon`. The panes are Accuracy, Loss, Membership AUC, Privacy spent, ROC, Inversion, Now."
      ])
    var compared = Fixture.compared
    #expect(spoken("describe now", &compared)[0].contains("from the pinned run"))
  }

  @Test func wordsAreExplained() {
    var state = Fixture.protected
    #expect(spoken("explain", &state)[0].contains("get the right label"))
    #expect(spoken("explain membership AUC", &state)[0].contains("times in 100"))
    #expect(spoken("explain noise", &state)[0].hasPrefix("Noise of deviation"))
    #expect(spoken("explain precison", &state)[0].contains("Nothing that is explained is called"))
    #expect(spoken("glossary", &state).count == Term.allCases.count)
    #expect(spoken("help", &state).joined().contains("set KNOB VALUE"))
    #expect(spoken("runs", &state)[0].hasPrefix("1: digits"))
    #expect(spoken("state", &state)[0].hasPrefix("gh1:digits:"))
    #expect(state.introduction[0].contains("digits") && state.epochSentence.contains("test accuracy"))
  }

  @Test(arguments: [
    ("pasue", "Did you mean pause"), ("frobnicate", "Nothing is called `frobnicate`."),
    ("set", "Type set KNOB VALUE."), ("set moon 3", "No knob is called `moon`."),
    ("noise -1", "cannot be -1"),
    (
      "goto moon",
      "The screens are train, membership, records, inversion, attributes, compare, federation, computation, audit."
    ),
    ("theme", "Type theme NAME."), ("undo", "No knob was turned yet."),
  ])
  func whatIsNotUnderstoodIsSaid(line: String, words: String) {
    var state = Fixture.unprotected
    let draft = state.draft
    let said = spoken(line, &state)
    #expect(said.count == 1 && said[0].contains(words), "\(said)")
    #expect(state.draft == draft)
  }

  /// Nothing that is said has anything in it but printable characters, whatever was typed; in ASCII nothing but these.
  @Test func nothingButTextIsSpoken() {
    let typed = [
      "describe", "glossary", "help", "runs", "state", "explain", "explain epsilon", "\u{1B}[31mred",
      "set \u{7} 3",
      "theme \u{1B}]0;x\u{7}", "describe \u{1B}[2J", "explain \u{9B}1m", "noise \u{1B}[A", "preset \u{0}",
      "show x",
      "step \u{1B}", "export \u{1B}[0m", "y", "presets", "screen-membership", "pin", "next-attack",
    ]
    for glyphs in GlyphSet.allCases {
      for base in [Fixture.attackedProtected, Fixture.unprotected, Fixture.diverged] {
        var state = base.sized(120, 36, glyphs: glyphs)
        for line in typed {
          var said = spoken(line, &state)
          if let notice = state.notice { said.append(notice.text) }
          for sentence in said + state.introduction + [state.epochSentence] {
            #expect(
              sentence.unicodeScalars.allSatisfy {
                $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && (glyphs != .ascii || $0.isASCII)
              }, "\(line): \(sentence)")
          }
        }
      }
    }
  }
}
