public import Files
public import PlainText

/// Why a file of settings or colours cannot be read at all.
public enum YAMLFileError: Error, Hashable {
  case unreadable(InputError)
  /// - Parameter limit: bytes.
  case tooLarge(path: String, limit: Int)
  /// - Parameter line: nil where the parser does not say.
  case notYAML(path: String, line: Int?, problem: String)
  case repeated(path: String, line: Int, key: String)
  case notMapping(path: String, line: Int)
  case hasAliases(path: String, line: Int)
}

extension YAMLFileError: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .unreadable(let error): error.sentence
    case .tooLarge(let path, let limit):
      "The file \(path) is larger than \(Double(limit).asBytes), which no file of settings or colours is. Check the path."
    case .notYAML(let path, let line?, let problem):
      "Line \(line) of \(path) is no YAML (\(problem)). Correct it; a name or key that is a sign needs quotes."
    case .notYAML(let path, nil, let problem): "The file \(path) is no YAML (\(problem)). Correct it."
    case .repeated(let path, let line, let key):
      "Line \(line) of \(path) has `\(key)` again. Leave one of them."
    case .notMapping(let path, let line):
      "Line \(line) of \(path) is not a name with a colon and a value behind it. Write it so."
    case .hasAliases(let path, let line):
      "Line \(line) of \(path) refers to another place of the file by `*`. Write out what stands there."
    }
  }
}
