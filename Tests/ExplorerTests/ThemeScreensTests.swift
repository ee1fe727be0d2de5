import Explorer
import Preferences
import TerminalCanvas
import Testing

/// One screen in every theme, as a terminal of 256 colours gets it.
struct ThemeScreensTests {
  private static let library = ThemeLibrary()

  @Test(arguments: ThemeLibrary().names)
  func everyThemeIsRecorded(name: String) throws {
    var state = Fixture.protected.sized(80, 24, glyphs: .braille, hasShades: true)
    state.theme = try Self.library.theme(named: name)
    let ansi = state.drawn().ansi(theme: state.theme, depth: .twoHundredFiftySix)
    try expectRecorded(ansi.replacing("\u{1B}", with: "^"), as: "theme-\(name)-80x24")
  }
}
