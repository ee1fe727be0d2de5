public import PlainText
import TerminalCanvas

/// Why there is no theme.
public enum ThemeError: Error, Hashable {
  case unknown(name: String, names: [String])
  case file(YAMLFileError)
  /// The colours are those of another system.
  case otherSystem(path: String, line: Int, system: String)
  /// - Parameter entry: as `base0A`.
  case missing(path: String, entry: String)
  /// - Parameter value: nil where it is a list, or names of its own.
  case noColor(path: String, line: Int, entry: String, value: String?)
}

extension ThemeError: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .unknown(let name, let names):
      "There is no theme called `\(name)`. \(Spelling.advice(for: name, in: names))"
    case .file(let error): error.sentence
    case .otherSystem(let path, let line, let system):
      "Line \(line) of \(path) says that its colours are those of `\(system)`. Give a scheme of base16 or base24."
    case .missing(let path, let entry):
      "The scheme \(path) has no colour `\(entry)`. Add it, as six hexadecimal digits in quotes."
    case .noColor(let path, let line, let entry, ""):
      "Line \(line) of \(path) gives `\(entry)` no colour. Write six hexadecimal digits in quotes, as \"#1e90ff\": without them what follows # is a comment."
    case .noColor(let path, let line, let entry, let value?):
      "Line \(line) of \(path) gives `\(entry)` as `\(value)`, which is no colour. Write six hexadecimal digits in quotes, as \"#1e90ff\"."
    case .noColor(let path, let line, let entry, nil):
      "Line \(line) of \(path) gives `\(entry)` more than a colour. Write six hexadecimal digits in quotes, as \"#1e90ff\"."
    }
  }
}
