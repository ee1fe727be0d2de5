package import PlainText
import TerminalCanvas

/// What is wrong with one setting.
package enum PreferenceError: Error, Hashable {
  case unknownSetting(path: String, line: Int, key: String, known: [String])
  /// - Parameter wanted: what may stand there.
  case wrongValue(path: String, line: Int, key: String, wanted: String)
  case unknownKey(path: String, line: Int, command: String, label: String)
}

extension PreferenceError: ExplainedError {
  package var sentence: Sentence {
    switch self {
    case .unknownSetting(let path, let line, let key, let known):
      "Line \(line) of \(path) has a setting `\(key)`, which there is not. \(Spelling.advice(for: key, in: known))"
    case .wrongValue(let path, let line, let key, let wanted):
      "Line \(line) of \(path) gives `\(key)` something else than \(wanted). Until it does, the default stands."
    case .unknownKey(let path, let line, let command, let label):
      "Line \(line) of \(path) gives `\(command)` a key `\(label)`, which there is not. Write a character, or a name as Space, Up, Shift-Left, PageUp or Ctrl-L."
    }
  }
}
