import Explorer
import Foundation
import Preferences
import TerminalCanvas
import Testing

struct KeyBindingTests {
  /// What a file of keys makes of the table, as the program reads it.
  private func table(_ yaml: String) throws -> Result<CommandTable, KeyBindingError> {
    let folder = FileManager.default.temporaryDirectory.appending(path: "keys-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(yaml.utf8).write(to: folder.appending(path: "keys.yaml"))
    let (bindings, complaints) = KeyBindings.read(folder: folder)
    try #require(complaints.isEmpty && bindings.path.hasSuffix("keys.yaml"))
    do throws(KeyBindingError) {
      return .success(try CommandTable.standard.binding(bindings))
    } catch {
      return .failure(error)
    }
  }

  /// In one sentence with its line, and what to do; nothing of the file is taken then.
  @Test(arguments: [
    ("help: [F]\npin: [z]\n", 2, ["the key z", "`pin`", "`zoom`", "another key"]),
    ("# mine\npause: [Space]\nstep: [Space]\n", 3, ["the key Space", "`pause`", "`step`"]),
    ("next-class: [g]\n", 1, ["the key g", "`next-class`", "`roc-axes`"]),
    ("pinn: [p]\n", 1, ["`pinn`", "Did you mean pin"]),
    ("\nhelp: [F]\nnosuch-thing: [p]\n", 3, ["`nosuch-thing`"]), ("quit: []\n", 1, ["`quit`", "no key"]),
  ])
  func aBadFileIsRefusedWithItsLine(yaml: String, line: Int, words: [String]) throws {
    guard case .failure(let error) = try table(yaml) else {
      Issue.record("the file was to be refused")
      return
    }
    let sentence = String(describing: error)
    for word in words + ["ine \(line) of", "keys.yaml"] { #expect(sentence.contains(word), "\(sentence)") }
    #expect((sentence.hasSuffix(".") || sentence.hasSuffix("?")) && !sentence.contains("\n"))
  }

  /// Footer, help and palette show the new key, and it does what the old one did.
  @Test func aKeyMayBeAnother() throws {
    var state = Fixture.unprotected
    state.commandTable = try table("pause: [Y]\nnext-class: [c, N]\nscreen-membership: [E]\nzoom: []\n").get()
    #expect(state.lines.last?.hasPrefix(" Y pause") == true)
    #expect(state.lines.first?.contains("E Membership") == true)
    _ = state.play("Y")
    #expect(!state.subject.isRunning)
    _ = state.play("<Space>")
    #expect(!state.subject.isRunning && state.notice?.text.contains("Space does nothing") == true)
    let selected = state[TrainScreen.self].choice.selected
    _ = state.play("N")
    #expect(state[TrainScreen.self].choice.selected != selected)
    _ = state.play("E")
    #expect(state.screen is MembershipScreen)
    for key in ["?", ":"] {
      _ = state.play(key)
      if key == ":" { _ = state.type("pause, or go on") }
      let line = try #require(state.lines.first { $0.contains("pause, or go on") && $0.contains("Y") })
      #expect(!line.contains("Space"))
      _ = state.play("<Esc>")
    }
    // What has no key is given by its name.
    _ = state.play("z")
    #expect(!state.isZoomed)
    _ = state.play(": zoom <Enter>")
    #expect(state.isZoomed)
  }

  /// A few words: that it does nothing, or on which screen it would.
  @Test func aKeyThatDoesNothingSaysWhy() {
    var state = Fixture.unprotected
    for (key, words) in [
      ("Y", "Y does nothing on this screen. ? lists what does."),
      ("a", "a is \"the next attack\" on the Membership screen: 2."), ("1", "This is the Train screen."),
      ("<PageUp>", "Pause first, with Space, to look at earlier steps."), ("u", "No knob was turned yet."),
      ("U", "Nothing was undone."),
    ] {
      let before = state.drawn().cells.count
      #expect(state.play(key).isEmpty && state.notice?.text == words, "\(key): \(state.notice?.text ?? "")")
      #expect(state.drawn().plain.contains(words) && before == state.drawn().cells.count)
    }
    _ = state.play("2 c")
    #expect(state.notice?.text == "c is \"invert the next class\" on the Train screen: 1.")
  }

  /// Whatever is bound, on every screen, no key gives two commands; what the table has is what a press gives.
  @Test func everyKeyOfTheTableIsPressed() {
    for screen in ExplorerState.everyScreen.indices {
      for command in CommandTable.standard.commands(on: screen) {
        for key in command.keys {
          #expect(CommandTable.standard.command(for: key, on: screen)?.name == command.name)
        }
      }
    }
  }
}
