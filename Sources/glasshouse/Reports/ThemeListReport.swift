import PlainText
package import Preferences
import TerminalCanvas

/// The themes there are: of `themes`.
package struct ThemeListReport: CommandReport {
  let themes: [Row]

  struct Row: Codable, Hashable, Sendable {
    let name: String
    /// `program`, `bundled`, or the path of a person's own.
    let source: String
    /// Left out where the terminal's own colours are used, and where the file cannot be read.
    let author: String?
    let isDark: Bool?
    /// Of the ink that is hardest to read, on the background.
    let leastContrast: Double?
    /// Why it cannot be read; left out where it can.
    let problem: String?

    private enum CodingKeys: String, CodingKey {
      case name, source, author, problem
      case isDark = "dark"
      case leastContrast = "least_contrast"
    }
  }

  package init(_ library: ThemeLibrary) {
    themes = library.names.map { name in
      let source =
        switch library.origin(of: name) {
        case .own(let path): path
        case .bundled: "bundled"
        case .program, nil: "program"
        }
      do throws(ThemeError) {
        let scheme = try library.scheme(named: name)
        return Row(
          name: name, source: source, author: scheme?.author, isDark: scheme?.isDark,
          leastContrast: scheme.map { ThemeInspection($0).leastContrast }, problem: nil)
      } catch {
        return Row(
          name: name, source: source, author: nil, isDark: nil, leastContrast: nil,
          problem: error.sentence.text)
      }
    }
  }

  package var figures: ThemeListReport { self }

  package var text: String {
    let width = themes.map(\.name.harmless.displayWidth).max() ?? 0
    return themes.map { row in
      let name = row.name.harmless.padded(to: width)
      if let problem = row.problem { return "\(name)  \(problem)" }
      guard let isDark = row.isDark, let contrast = row.leastContrast else {
        return "\(name)  the terminal's own background and colours, dark or light  (default)"
      }
      let shade = isDark ? "dark " : "light"
      return "\(name)  \(shade)  contrast \(contrast.asContrast) or more  \(row.author ?? ""), \(row.source)"
    }.joined(separator: "\n")
  }
}
