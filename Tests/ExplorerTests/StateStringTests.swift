import DifferentialPrivacy
import Experiments
import Explorer
import Foundation
import Records
import TerminalCanvas
import Testing

/// The line that a teacher writes on the board.
struct StateStringTests {
  private static let screens = ["train", "membership"]

  /// Configurations of every kind: each data set and files with names that nobody should give, each knob at every value of its
  /// ladder and at others, alone and many together; commands, a screen, hidden knobs.
  private static let strings: [StateString] = {
    let paths = [
      "/tmp/My data; rm -rf ~/ä'ö\"`$x`&|<>*?[]{}!#\\.csv", "-n", "a:b=c@d%e+f.csv", "%41%", "日本 語.csv",
      "a\tb.csv",
    ]
    let names = Catalog.installed.map(\.name)
    var all: [StateString] = []
    for dataset in names + paths {
      let defaults = ExperimentConfiguration(defaultsFor: DatasetReference(name: dataset))
      all.append(StateString(beginning: RunBeginning(defaults), screen: "train", hidden: []))
      var together = defaults
      for knob in Knob.all where knob != .dataset {
        let values = knob.ladder(defaults, Catalog.installed) + (unusual[knob.key] ?? [])
        for value in values {
          // What says nothing of a run is not written down.
          guard let turned = try? defaults.setting(knob, to: value), turned != defaults,
            knob.applies(turned)
          else { continue }
          all.append(StateString(beginning: RunBeginning(turned), screen: "membership", hidden: [knob]))
          together = (try? together.setting(knob, to: value)) ?? together
        }
      }
      if together.isFederated { together.expectedBatchSize = defaults.expectedBatchSize }
      let commands = Knob.live.enumerated().compactMap { place, knob in
        knob.ladder(together, []).last { (try? together.setting(knob, to: $0)) != nil }.map {
          RunCommand(step: 7 * place, knob: knob, value: $0)
        }
      }
      let beginning = RunBeginning(together, commands: commands, at: 7 * commands.count + 1)
      if (try? beginning.settings) != nil {
        all.append(StateString(beginning: beginning, screen: "membership", hidden: Knob.onScreen))
      }
    }
    return all
  }()

  private static let unusual: [String: [KnobValue]] = [
    "noise_multiplier": [.number(1.1), .number(1e-12), .number(1e12), .number(0.1 + 0.2)],
    "clipping_norm": [.number(1e-12), .number(1.0 / 3)],
    "learning_rate": [.number(.leastNonzeroMagnitude), .number(1e-5)],
    "expected_batch_size": [.number(0.5), .number(12.75), .number(32)],
    "seed": [.text("0"), .text(String(UInt64.max))], "label": [.text("off"), .text("the label, \"quoted\"")],
    "categorical": [.list(["a", "b,c", "d\"e"]), .list([""])], "drop": [.list(["", "x y", ","])],
    "missing": [.text("mean"), .text("drop")], "downsample": [.number(4)], "unit": [.text("person")],
    "statistics": [.text("members")], "inclusion": [.number(1), .number(0.75)],
    "network": [.text("mlp:8-norm"), .text("mlp:64-64")], "activation": [.text("tanh")],
    "optimizer": [.text("adam")], "rate_decay": [.text("linear")], "label_noise": [.number(0.1)],
    "adaptive_clipping": [.number(0.5)], "dropout": [.number(0.25)], "delta": [.number(1e-9)],
    "epsilon_budget": [.number(2.5)], "initial": [.text("/weights of mine.safetensors")],
    "keep": [.list(["a", "b,c"]), .list([""])], "coarsen": [.list(["a:10", "b,c:0.5"])],
    "k_anonymity": [.text("5"), .text("5:a,\"b,c\"")], "deduplicate": [.flag(true)],
    "merge_rare": [.number(0.015)], "levels": [.number(256)],
    "secure_noise": [.flag(true)], "steps": [.number(123)], "weight_decay": [.number(0.0123)],
  ]

  @Test func everyStateComesBack() throws {
    #expect(Self.strings.count > 500)
    for string in Self.strings {
      let read = try? StateString(parsing: string.text, screens: Self.screens)
      #expect(read == string, "\(string.text)")
    }
  }

  /// Another batch than is usual for people, though it is usual for records.
  @Test func sizesOfAnotherUnitComeBack() throws {
    let faces = ExperimentConfiguration(defaultsFor: DatasetReference(name: "faces"))
    let people = try faces.putting([.unit: .text("person")]).setting(
      .expectedBatchSize, to: faces[.expectedBatchSize])
    let string = StateString(beginning: RunBeginning(people), screen: "train", hidden: [])
    #expect(try StateString(parsing: string.text, screens: Self.screens) == string)
  }

  /// A shell passes every line on as it is, unquoted; and so does whoever writes on a board.
  @Test func nothingInItMeansAnythingToAShell() throws {
    let lines = Self.strings.map(\.text)
    for line in lines {
      #expect(line.wholeMatch(of: /gh1:[A-Za-z0-9.,\/%_:=@+-]+:[a-z2-9]{4}/) != nil, "\(line)")
    }
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    let some = lines.enumerated().filter { $0.offset % 9 == 0 }.map(\.element)
    shell.arguments = ["-c", "printf '%s\\n' \(some.joined(separator: " "))"]
    let output = Pipe()
    shell.standardOutput = output
    try shell.run()
    let printed = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    shell.waitUntilExit()
    #expect(printed.split(separator: "\n").map(String.init) == some)
  }

  /// One letter, wherever it is, and the line is refused as what it then is.
  @Test func noLetterMayBeAltered() throws {
    var state = Fixture.protected
    let text = try #require(Self.strings.last { $0.text.count > 150 }?.text)
    for place in text.indices {
      for other in ["x", "7", ":"] where String(text[place]) != other {
        let altered = text[..<place] + other + text[text.index(after: place)...]
        let version = altered.prefix { $0 != ":" }
        let reason =
          version == "gh1"
          ? "altered or mistyped"
          : version.wholeMatch(of: /gh[0-9]+/) != nil ? "of version" : "no state string"
        #expect(sentence(of: String(altered)).contains(reason), "\(altered)")
      }
      let cut = String(text[..<place])
      #expect(!sentence(of: cut).isEmpty, "\(cut)")
    }
    // On the screen as well, and nothing begins.
    _ = state.play(":")
    _ = state.type("state \(text.dropLast())x")
    #expect(state.play("<Enter>").beginnings.isEmpty && state.drawn().plain.contains("altered or mistyped"))
  }

  private func sentence(of text: String) -> String {
    do {
      _ = try OpenedState(parsing: text)
      return ""
    } catch {
      return String(describing: error)
    }
  }

  @Test(arguments: [
    ("gh2:faces:abcd", "of version gh2 and this program reads gh1"), ("", "is no state string"),
    ("faces", "`faces` is no state string"), ("gh:faces:abcd", "no state string"), ("gh1", "altered"),
    ("gh1:faces", "altered"),
  ])
  func whatIsNoStateIsSaid(text: String, words: String) {
    let said = sentence(of: text)
    #expect(said.contains(words) && said.hasSuffix("."), "\(said)")
    #expect(!said.contains("\n"))
  }

  /// What is checked in itself may still be none: of a newer program, or a knob where it cannot be.
  @Test func whatMeansNothingHereIsSaid() {
    for (line, words) in [
      ("gh1:digits:nosuch=1", "part `nosuch=1`"), ("gh1:digits:screen=moon", "part `screen=moon`"),
      ("gh1:digits:at=-1", "part `at=-1`"), ("gh1:digits:momentum=7", "The momentum cannot be 7."),
      ("gh1:digits:hide=nosuch", "part `hide=nosuch`"), ("gh1:digits:x", "part `x`"),
    ] {
      #expect(sentence(of: "\(line):\(check(line))").contains(words), "\(line)")
    }
  }

  /// Four letters of the FNV-1a hash, reckoned here a second time.
  private func check(_ text: String) -> String {
    let hash = text.utf8.reduce(UInt32(0x811C_9DC5)) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    let letters = "abcdefghjkmnpqrstuvwxyz23456789".map(String.init)
    return (0..<4).map { letters[Int(hash >> (8 * $0) & 255) % letters.count] }.joined()
  }

  /// The usual ones fit a board: a data set with its own settings, a knob turned on the way, an exercise.
  @Test func usualStatesAreShort() throws {
    let faces = ExperimentConfiguration(defaultsFor: DatasetReference(name: "faces"))
    let plain = StateString(beginning: RunBeginning(faces), screen: "train", hidden: [])
    #expect(plain.text.count == 14 && plain.text.hasPrefix("gh1:faces:"))
    let turned = RunBeginning(
      faces, commands: [RunCommand(step: 400, knob: .noiseMultiplier, value: .number(2))], at: 1100)
    let exercise = StateString(beginning: turned, screen: "membership", hidden: [.seed, .network])
    #expect(exercise.text.hasPrefix("gh1:faces:noise-multiplier=2@400:at=1100:screen=membership:hide="))
    #expect(exercise.text.count < 90)
  }

  /// `y` copies and shows it; whoever opens it has the run, the screen, and none of the knobs that it hides.
  @Test func aStateIsTakenAndOpened() throws {
    var sitting = Sitting()
    sitting.train(5)
    sitting.play("l")
    sitting.train(5)
    sitting.play("2 : hide <Space> seed <Enter> : hide <Space> learning <Enter>")
    let copied = try #require(sitting.play("y").copied.first)
    let shown = sitting.state.drawn().plain.filter { !$0.isWhitespace }
    #expect(shown.contains(copied) && copied.contains("hide=learning-rate+seed"))
    let hash = sitting.run?.weightsSHA256

    var other = Sitting()
    other.type(":state \(copied)")
    let beginning = try #require(other.play("<Enter>").beginnings.first)
    #expect(beginning.step == 10 && beginning.commands.count == 1)
    #expect(other.run?.weightsSHA256 == hash && other.state.screen is MembershipScreen)
    #expect(other.state.hiddenKnobs == [.seed, .learningRate])
    #expect(other.play("y").copied == [copied])
    let opened = try OpenedState(parsing: copied)
    #expect(opened.beginning == beginning && opened.settings == other.state.draft)
  }

  /// A hidden knob is nowhere: in no column, line, list or palette, chosen by no key, turned by no word.
  @Test func aHiddenKnobIsNowhere() {
    var state = Fixture.protected
    _ = state.play(": hide <Space> seed <Enter>")
    #expect(state.notice?.text == "The seed is hidden; y gives a state string that hides it too.")
    _ = state.play(": hide <Space> noise <Enter>")
    state.notice = nil
    #expect(state.selectedKnob != .noiseMultiplier)
    for script in ["", "K", "o", "2", "?", "P"] {
      for size in [(160, 60), (80, 24), (60, 16)] {
        var shown = state.sized(size.0, size.1)
        _ = shown.play(script)
        #expect(!shown.drawn().plain.contains("noise multiplier"), "\(script) \(size)")
        #expect(!shown.drawn().plain.contains(" seed "), "\(script) \(size)")
      }
    }
    #expect(!state.sized(60, 16).drawn().plain.contains("sigma"))
    for word in ["noise", "seed"] {
      var asked = state
      _ = asked.play(":")
      _ = asked.type(word)
      #expect(!asked.lines.contains { $0.contains("set \(word)") || $0.contains("set noise") })
      _ = asked.type(" 3")
      #expect(asked.play("<Enter>").turns.isEmpty && asked.draft == state.draft)
    }
    for _ in 0..<30 { _ = state.play("j") }
    #expect(!state.hiddenKnobs.contains(state.selectedKnob))
    for _ in 0..<30 { _ = state.play("k") }
    #expect(!state.hiddenKnobs.contains(state.selectedKnob))
    // The last one stays.
    for knob in Knob.onScreen { _ = state.update(.asked(.knob(.hide(knob)))) }
    #expect(state.visibleKnobs.count == 1)
    _ = state.play(": show <Space> noise <Enter>")
    #expect(
      state.visibleKnobs.contains(.noiseMultiplier) && state.notice?.text == "The noise multiplier is back.")
  }
}
