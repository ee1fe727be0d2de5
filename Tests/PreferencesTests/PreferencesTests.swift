import Foundation
import PlainText
import Preferences
import TerminalCanvas
import Testing

struct PreferencesTests {
  @Test func withoutAFileTheDefaultsStandInSilence() throws {
    let (preferences, complaints) = Preferences.read(folder: try ConfigurationFiles().folder)
    #expect(preferences == Preferences() && complaints.isEmpty)
    let missing = URL(filePath: "/nowhere/at/all")
    #expect(Preferences.read(folder: missing) == (Preferences(), []))
    #expect(KeyBindings.read(folder: missing) == (KeyBindings(), []))
  }

  @Test(arguments: ["", "\n", "# nothing yet\n", "---\n", "~\n"])
  func aFileWithNothingInItIsSilenceToo(text: String) throws {
    let files = try ConfigurationFiles(["config.yaml": text])
    let (preferences, complaints) = Preferences.read(folder: files.folder)
    #expect(preferences == Preferences())
    #expect(complaints.isEmpty == (text != "~\n"))
  }

  @Test func everySettingIsRead() throws {
    let files = try ConfigurationFiles([
      "config.yaml": """
      # of a teacher
      theme: chalk
      glyphs: blocks
      ramp: magma
      mouse: off
      pace: 2.5
      sextants: true
      color: never
      layouts:
        lecture: {screen: membership, pane: roc, presenter: true}
        look:
          zoom: yes
      """
    ])
    let (preferences, complaints) = Preferences.read(folder: files.folder)
    #expect(complaints.isEmpty)
    var expected = Preferences()
    expected.theme = "chalk"
    expected.glyphs = .blocks
    expected.ramp = .magma
    expected.hasMouse = false
    expected.pace = .stepsPerSecond(2.5)
    expected.hasSextants = true
    expected.color = .never
    var lecture = LayoutPreset(name: "lecture", line: 10)
    (lecture.screen, lecture.pane, lecture.isPresenting) = ("membership", "roc", true)
    var look = LayoutPreset(name: "look", line: 11)
    look.isZoomed = true
    expected.layouts = [lecture, look]
    #expect(preferences == expected)
  }

  @Test func whatIsAutomaticIsLeftToTheProgram() throws {
    let files = try ConfigurationFiles([
      "config.yaml": "glyphs: auto\nsextants: auto\ncolor: auto\npace: full\n"
    ])
    let (preferences, complaints) = Preferences.read(folder: files.folder)
    var expected = Preferences()
    expected.pace = .full
    #expect(preferences == expected && complaints.isEmpty)
  }

  /// One sentence, with the line, and every other setting in its place.
  @Test(arguments: [
    ("theem: chalk", "Line 2 of PATH has a setting `theem`, which there is not. Did you mean theme?"),
    (
      "mouse: sometimes",
      "Line 2 of PATH gives `mouse` something else than true or false. Until it does, the default stands."
    ),
    (
      "glyphs: emoji",
      "Line 2 of PATH gives `glyphs` something else than one of auto, ascii, blocks, braille. Until it does, the default stands."
    ),
    (
      "pace: -1",
      "Line 2 of PATH gives `pace` something else than a number of steps a second, or full. Until it does, the default stands."
    ),
    (
      "theme: [a, b]",
      "Line 2 of PATH gives `theme` something else than the name or the path of a theme. Until it does, the default stands."
    ),
    (
      "layouts: {a: {scren: train}}",
      "Line 2 of PATH has a setting `scren`, which there is not. Did you mean screen?"
    ),
    (
      "color:",
      "Line 2 of PATH gives `color` something else than one of auto, always, never. Until it does, the default stands."
    ),
  ])
  func oneBadSettingIsOneSentenceAndSpoilsNoOther(line: String, sentence: String) throws {
    let files = try ConfigurationFiles(["config.yaml": "ramp: viridis\n\(line)\nsextants: no\n"])
    let (preferences, complaints) = Preferences.read(folder: files.folder)
    #expect(complaints.map(\.text) == [sentence.replacing("PATH", with: files.path("config.yaml"))])
    var expected = Preferences()
    (expected.ramp, expected.hasSextants) = (.viridis, false)
    #expect(preferences == expected)
  }

  @Test(arguments: [
    (
      "theme: chalk\nramp: [grey\n",
      "Line 3 of PATH is no YAML (did not find expected ',' or ']'). Correct it; a name or key that is a sign needs quotes."
    ),
    ("theme: chalk\nramp: grey\ntheme: paper\n", "Line 3 of PATH has `theme` again. Leave one of them."),
    ("- theme\n", "Line 1 of PATH is not a name with a colon and a value behind it. Write it so."),
    ("chalk\n", "Line 1 of PATH is not a name with a colon and a value behind it. Write it so."),
    (
      "a: &x [1]\nb: [*x, *x]\n",
      "Line 2 of PATH refers to another place of the file by `*`. Write out what stands there."
    ),
    ("theme: \u{1B}[31m\n", "Line 1 of PATH is no YAML (control characters are not allowed)."),
  ])
  func whatIsNoFileOfSettingsIsOneSentence(text: String, sentence: String) throws {
    let files = try ConfigurationFiles(["config.yaml": text])
    let (preferences, complaints) = Preferences.read(folder: files.folder)
    #expect(preferences == Preferences())
    let path = files.path("config.yaml")
    #expect(complaints.count == 1)
    #expect(complaints.first?.text.hasPrefix(sentence.replacing("PATH", with: path)) == true, "\(complaints)")
  }

  @Test func aFileThatCannotBeReadIsOneSentence() throws {
    let files = try ConfigurationFiles(["config.yaml": String(repeating: "# many\n", count: 10_000)])
    let (preferences, complaints) = Preferences.read(folder: files.folder)
    #expect(preferences == Preferences())
    #expect(
      complaints.map(\.text) == [
        "The file \(files.path("config.yaml")) is larger than 64.0 KiB, which no file of settings or colours is. Check the path."
      ])
    let folder = try ConfigurationFiles()
    try FileManager.default.createDirectory(
      at: folder.folder.appending(path: "keys.yaml"), withIntermediateDirectories: true)
    #expect(KeyBindings.read(folder: folder.folder).complaints.count == 1)
  }

  /// An alias of aliases of aliases, each nine times the one before.
  @Test(.timeLimit(.minutes(1))) func aFileThatGrowsInMemoryIsRefused() throws {
    var text = "a0: &a0 [x, x, x]\n"
    for level in 1...30 {
      text +=
        "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
        + "]\n"
    }
    text += "? *a30\n: 1\n"
    let files = try ConfigurationFiles(["config.yaml": text])
    #expect(Preferences.read(folder: files.folder).complaints.count == 1)
  }
}
