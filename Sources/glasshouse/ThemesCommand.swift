import ArgumentParser
import Preferences

struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "themes", abstract: "List the themes, or say how well one can be read.",
    discussion: """
      Your own are schemes of base16 or base24 in $XDG_CONFIG_HOME/glasshouse/themes, or ~/.config/glasshouse/themes, \
      each in a file that ends in .yaml.
      """)

  @Option(
    help: ArgumentHelp(
      "Say how well each ink of this scheme, a file or a theme's name, can be read, and which are alike.",
      valueName: "file"))
  var check: String?
  @Option(help: "text or json.")
  var format = OutputFormat.text

  func run() throws {
    let library = ThemeLibrary()
    guard let check else { return try StandardOutput.write(ThemeListReport(library), as: format) }
    guard let scheme = try library.scheme(named: check) else { throw HasNoScheme(name: check) }
    try StandardOutput.write(ThemeReport(scheme), as: format)
  }
}
