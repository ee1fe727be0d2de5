import DifferentialPrivacy
import Experiments
import Explorer
import TerminalCanvas
import Testing

struct PaletteTests {
  private var state: ExplorerState { Fixture.unprotected }

  /// A knob is found by its key, its letter, or any word of its name; a value may follow, and what was done is said.
  @Test(arguments: [
    "noise 3", "set noise 3", "multiplier 3", "noise multiplier 3", "noise_multiplier 3",
    "set noise-multiplier 3", "σ 3", "NOISE 3",
  ])
  func aKnobAndItsValueAreUnderstood(line: String) {
    var state = state
    _ = state.play(":")
    _ = state.type(line)
    #expect(state.drawn().plain.contains("The noise multiplier goes from 0 to 3"))
    #expect(state.play("<Enter>").turns == ["noise_multiplier=3"])
    #expect(state.overlay == nil)
    #expect(
      state.notice?.text.hasPrefix("The noise multiplier goes from 0 to 3, from the next step on.") == true)
  }

  /// What is said is true: of a knob that is there already, of one that waits, and of a step that is looked back at.
  @Test func aTypedCommandIsConfirmedAsItIs() {
    var state = state
    _ = state.play(": noise <Space> 0 <Enter>")
    #expect(state.notice?.text == "The noise multiplier is 0 already.")
    _ = state.play(": seed <Space> 7 <Enter>")
    #expect(state.notice?.text == "The seed waits for a restart: R.")
    #expect(state.isPending(.seed))
    _ = state.play("<Space> <PageUp> : noise <Space> 2 <Enter>")
    #expect(
      state.notice?.text == "The noise multiplier goes from 0 to 2, in a run that goes on from here.")
    #expect(state.draft.noiseMultiplier == 0 && state.shownKnobs.noiseMultiplier == 2)
  }

  /// With its value beside it, in the palette and in help; Enter asks for another one.
  @Test(arguments: [":", "/"]) func aKnobIsFoundByAWord(key: String) throws {
    var state = state
    _ = state.play("\(key) noise")
    let line = try #require(state.lines.first { $0.contains("set noise multiplier") })
    #expect(line.contains("now 0"))
    _ = state.play("<Enter> 2 <Enter>")
    #expect(state.draft.noiseMultiplier == 2)
  }

  /// Whole words come before beginnings, these before what is within words, and letters that are scattered last.
  @Test(arguments: [
    ("zoom", "zoom the pane, or back"), ("zo", "zoom the pane, or back"), ("momentum", "set momentum"),
    ("mom", "set momentum"), ("rwpk", "restart with the present knobs"), ("hiv", "preset hiv-trial:"),
    ("membership", "the Membership screen"), ("lira", "attack lira"),
    ("resart", "restart with the present knobs"),
  ])
  func theBestFitIsChosen(typed: String, title: String) throws {
    var state = state.sized(120, 50)
    _ = state.play(":")
    _ = state.type(typed)
    let chosen = try #require(state.lines.first { $0.contains("|>") })
    #expect(chosen.contains(title), "\(chosen)")
  }

  /// Of what there is the nearest by name; and it stays to be mended.
  @Test(arguments: [
    ("pasue", "pause"), ("momentumm 0.5", "momentum"), ("thmee chalk", "theme"), ("hlep", "help"),
    ("explian", "explain"),
  ])
  func anUnknownCommandNamesTheNearest(typed: String, name: String) {
    var state = state
    _ = state.play(":")
    _ = state.type(typed)
    #expect(state.play("<Enter>").isEmpty && state.overlay != nil)
    let drawn = state.drawn().plain.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(drawn.contains("Nothing is called `\(typed)`. Did you mean"), "\(drawn)")
    #expect(drawn.contains(name))
  }

  /// What cannot be done now says why, where it is chosen and where it is typed.
  @Test func obstaclesAreSaid() {
    var state = Fixture.begun(Fixture.configuration)
    for (line, reason) in [
      ("undo", "No knob was turned yet."), ("redo", "Nothing was undone."),
      ("pin", "Nothing was measured yet"), ("export", "Nothing was measured yet."),
      ("first-step", "Pause first, with Space"), ("noise -1", "cannot be -1"),
      ("goto nowhere", "The screens are train, membership, records, inversion"),
      ("preset nosuch", "The presets are"),
      ("pace warp", "steps a second"), ("step many", "Give a number of steps"), ("open 9", "which H shows"),
      ("layout desk", "name some in config.yaml"), ("show noise", "No knob is hidden."),
      ("explain nosuch", "Nothing that is explained is called `nosuch`."),
      ("export gif", "Kinds are report, text"), ("theme nosuch", "The themes are"),
      ("set epsilon_budget 3", "--epsilon-budget"),
    ] {
      _ = state.play(":")
      _ = state.type(line)
      #expect(state.play("<Enter>").isEmpty && state.overlay != nil, "\(line)")
      #expect(state.drawn().plain.contains(reason), "\(line)")
      _ = state.play("<Esc>")
    }
  }

  /// What is chosen, else the next word of a verb; a space follows where a value is to.
  @Test(arguments: [
    ("noi", "set noise_multiplier "), ("set lab", "set label_smoothing "), ("goto m", "goto membership"),
    ("preset hiv", "preset hiv-trial"), ("pace f", "pace full"), ("export s", "export svg"),
    ("explain phases", "explain phases of the ledger"), ("zo", "zoom"),
  ])
  func tabCompletes(typed: String, whole: String) {
    var state = state
    _ = state.play(":")
    _ = state.type(typed)
    _ = state.play("<Tab>")
    #expect(state.drawn().plain.contains(":\(whole)_"))
  }

  /// The newest first, each once; Down leads back.
  @Test func upRecallsWhatWasTyped() {
    var state = state
    _ = state.play(": abc <Up>")
    #expect(state.drawn().plain.contains(":abc_"))
    _ = state.play("<Esc>")
    for line in ["noise 3", "momentum 0.5", "noise 3"] {
      _ = state.play(":")
      _ = state.type(line)
      _ = state.play("<Enter>")
    }
    #expect(state.paletteHistory == ["momentum 0.5", "noise 3"])
    _ = state.play(": <Up>")
    #expect(state.drawn().plain.contains(":noise 3_"))
    _ = state.play("<Up>")
    #expect(state.drawn().plain.contains(":momentum 0.5_"))
    _ = state.play("<Up> <Down>")
    #expect(state.drawn().plain.contains(":noise 3_"))
    _ = state.play("<Down>")
    #expect(!state.drawn().plain.contains(":noise 3_"))
  }

  /// Whatever the palette offers may be typed instead, and means the same.
  @Test func everyItemReadsBack() {
    for base in [Fixture.attackedProtected, Fixture.begun(Fixture.configuration)] {
      var state = base
      state.themes = ["chalk", "high-contrast"]
      for screen in state.screens.indices {
        state.shown = screen
        var count = 0
        for item in state.paletteItems where !item.text.hasSuffix(" ") {
          count += 1
          switch state.reading(of: item.text) {
          case .action(let action, _): #expect(action == item.action && item.obstacle == nil, "\(item.text)")
          case .obstacle(let reason): #expect(reason == item.obstacle, "\(item.text): \(reason)")
          case nil: Issue.record("`\(item.text)` means nothing")
          }
        }
        #expect(count > 90)
      }
    }
  }

  /// Names are what files of keys and the palette call commands: two of one name would be one.
  @Test func everyCommandIsFoundByItsName() throws {
    var state = state
    for screen in state.screens.indices {
      let commands = CommandTable.standard.commands(on: screen)
      #expect(Set(commands.map(\.name)).count == commands.count)
      state.shown = screen
      for command in commands {
        #expect(command.name.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil, "\(command.name)")
        guard case .action(let action, _) = state.reading(of: command.name) else {
          #expect(command.obstacle(state) != nil, "\(command.name)")
          continue
        }
        #expect(action == command.action, "\(command.name)")
      }
    }
    // What one name does on several screens is one thing.
    let every = state.screens.indices.flatMap { CommandTable.standard.commands(on: $0) }
    for (name, same) in Dictionary(grouping: every, by: \.name) {
      #expect(Set(same.map(\.title)).count == 1 && Set(same.map(\.keys)).count == 1, "\(name)")
    }
  }
}
