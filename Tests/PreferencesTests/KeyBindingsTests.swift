import PlainText
import Preferences
import TerminalCanvas
import Testing

struct KeyBindingsTests {
  @Test func keysAreWrittenAsTheProgramShowsThem() throws {
    let files = try ConfigurationFiles([
      "keys.yaml": """
      pause: [Space, p]
      redraw: Ctrl-L
      # signs need quotes
      help: ["?", ":", "#"]
      screen-1: 1
      zoom: []
      undo: Shift-Left
      answer-no: n
      """
    ])
    let (bindings, complaints) = KeyBindings.read(folder: files.folder)
    #expect(complaints.isEmpty)
    #expect(bindings.path == files.path("keys.yaml"))
    #expect(
      bindings.entries.map(\.command) == [
        "pause", "redraw", "help", "screen-1", "zoom", "undo", "answer-no",
      ])
    #expect(bindings.entries.map(\.line) == [1, 2, 4, 5, 6, 7, 8])
    #expect(
      bindings.entries.map(\.keys) == [
        [.character(" "), .character("p")], [.control("l")],
        [.character("?"), .character(":"), .character("#")], [.character("1")], [], [.shiftLeft],
        [.character("n")],
      ])
  }

  @Test(arguments: [
    (
      "zoom: Spcae",
      "Line 2 of PATH gives `zoom` a key `Spcae`, which there is not. Write a character, or a name as Space, Up, Shift-Left, PageUp or Ctrl-L."
    ),
    (
      "zoom: {a: b}",
      "Line 2 of PATH gives `zoom` something else than a key, or a list of keys as [Space, p]. Until it does, the default stands."
    ),
    (
      "zoom:",
      "Line 2 of PATH gives `zoom` something else than a key, or a list of keys as [Space, p]. Until it does, the default stands."
    ),
  ])
  func oneBadKeyIsOneSentenceAndSpoilsNoOther(line: String, sentence: String) throws {
    let files = try ConfigurationFiles(["keys.yaml": "pause: p\n\(line)\nundo: u\n"])
    let (bindings, complaints) = KeyBindings.read(folder: files.folder)
    #expect(complaints.map(\.text) == [sentence.replacing("PATH", with: files.path("keys.yaml"))])
    #expect(bindings.entries.map(\.command) == ["pause", "undo"])
  }

  /// The mistake that is easiest to make: a sign that means something in YAML.
  @Test(arguments: ["help: *", "help: @", "help: [?, :]", "help: %"])
  func aSignWithoutQuotesIsOneSentenceThatAsksForThem(line: String) throws {
    let files = try ConfigurationFiles(["keys.yaml": "pause: p\n\(line)\n"])
    let (bindings, complaints) = KeyBindings.read(folder: files.folder)
    #expect(complaints.count == 1)
    #expect(bindings.entries.count < 2)
    let text = try #require(complaints.first?.text)
    #expect(
      text.hasPrefix("Line 2 of ") && (text.contains("needs quotes") || text.contains("a key")), "\(text)")
  }
}
