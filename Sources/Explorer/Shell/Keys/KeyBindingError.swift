public import PlainText

/// Why keys cannot be given to commands as a file of keys says.
public enum KeyBindingError: Error, Hashable {
  case unknownCommand(String, path: String, line: Int, known: [String])
  case boundTwice(String, path: String, line: Int, commands: [String])
  case noKey(String, path: String, line: Int)
}

extension KeyBindingError: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .unknownCommand(let name, let path, let line, let known):
      "Line \(line) of \(path) gives keys to a command that there is not, `\(name)`; the keys stay as they were. \(Self.advice(for: name, in: known))"
    case .boundTwice(let key, let path, let line, let commands):
      "With line \(line) of \(path) the key \(key) would give both `\(commands[0])` and `\(commands[1])`; the keys stay as they were. Give one of them another key."
    case .noKey(let name, let path, let line):
      "With line \(line) of \(path) the command `\(name)` would have no key; the keys stay as they were. Give it one."
    }
  }

  private static func advice(for name: String, in known: [String]) -> String {
    let nearest = Spelling.nearest(to: name, in: known)
    return nearest.isEmpty
      ? "The README's table of keys has their names." : "Did you mean \(nearest.joined(separator: ", "))?"
  }
}
