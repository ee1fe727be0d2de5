import Files
import Yams

/// The names and values at the top of a YAML file, each with its line.
struct YAMLFile {
  struct Entry {
    let key: String
    let line: Int
    let value: Node

    /// The text of a value that is neither a list nor names of its own.
    var text: String? { value.scalar?.string }

    /// The names and values in it; nil where it is something else.
    var entries: [Entry]? { value.mapping.map(YAMLFile.entries) }

    /// The values of a list, or the one value there is; nil where it is names of its own, or nothing.
    var texts: [String]? {
      if let text { return text.isEmpty ? nil : [text] }
      guard let list = value.sequence else { return nil }
      let texts = list.compactMap { $0.scalar?.string }
      return texts.count == list.count ? texts : nil
    }
  }

  let path: String
  /// In the order of the file; none where there is nothing in it.
  let entries: [Entry]

  subscript(key: String) -> Entry? { entries.first { $0.key == key } }

  /// More than any such file has; what is larger is something else.
  static let largest = 1 << 16

  /// - Throws: `YAMLFileError`.
  init(path: String) throws(YAMLFileError) {
    let text: [UInt8]
    do throws(InputError) {
      text = try InputFile.text(at: path, atMost: Double(Self.largest))
    } catch {
      if case .tooLarge = error { throw .tooLarge(path: path, limit: Self.largest) }
      throw .unreadable(error)
    }
    try self.init(path: path, text: text)
  }

  /// - Parameters:
  ///   - path: where it was read, for sentences.
  ///   - text: in UTF-8.
  /// - Throws: `YAMLFileError`.
  init(path: String, text: [UInt8]) throws(YAMLFileError) {
    self.path = path
    if let line = Self.lineOfAlias(in: text) { throw .hasAliases(path: path, line: line) }
    let text = String(decoding: text, as: UTF8.self)
    let root: Node?
    do {
      // What a value means is asked of its text; the patterns to guess at it take longer to make than all else here.
      root = try compose(yaml: text, .basic)
    } catch {
      throw Self.explained(error, path: path, text: text)
    }
    switch root {
    case nil: entries = []
    case .mapping(let mapping): entries = Self.entries(of: mapping)
    // A file of comments alone may have an empty value.
    case .scalar(let scalar) where scalar.string.isEmpty: entries = []
    case .scalar(let scalar): throw .notMapping(path: path, line: scalar.mark?.line ?? 1)
    case .sequence(let list): throw .notMapping(path: path, line: list.mark?.line ?? 1)
    case .alias: throw .notMapping(path: path, line: 1)
    }
  }

  private static func entries(of mapping: Node.Mapping) -> [Entry] {
    mapping.map { key, value in
      Entry(key: key.scalar?.string ?? "", line: key.mark?.line ?? value.mark?.line ?? 1, value: value)
    }
  }

  /// An alias of aliases of aliases stands for more than any memory holds; nothing here needs one.
  private static func lineOfAlias(in text: [UInt8]) -> Int? {
    guard text.contains(UInt8(ascii: "&")), text.contains(UInt8(ascii: "*")) else { return nil }
    var (line, before) = (1, UInt8(ascii: "\n"))
    for (index, byte) in text.enumerated() {
      let name = index + 1 < text.count ? text[index + 1] : 0
      if byte == UInt8(ascii: "*"), " \t\r\n[{,:-?".utf8.contains(before), !" \t\r\n\"'".utf8.contains(name) {
        return line
      }
      if byte == UInt8(ascii: "\n") { line += 1 }
      before = byte
    }
    return nil
  }

  private static func explained(_ error: any Error, path: String, text: String) -> YAMLFileError {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      .notYAML(path: path, line: mark.line, problem: problem)
    case .reader(let problem, let offset, _, _):
      .notYAML(
        path: path, line: offset.map { 1 + text.utf8.prefix($0).count { $0 == UInt8(ascii: "\n") } },
        problem: problem)
    case .duplicatedKeysInMapping(let keys, let context):
      .repeated(
        path: path, line: lineOfSecond(keys.first ?? "", in: text, from: context.mark.line),
        key: keys.first ?? "")
    default: .notYAML(path: path, line: nil, problem: "\(error)")
    }
  }

  /// The parser says where the first of them stands.
  private static func lineOfSecond(_ key: String, in text: String, from first: Int) -> Int {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let second = lines.enumerated().dropFirst(first).first { _, line in
      line.drop { " \t\"'{,".contains($0) }.hasPrefix(key)
    }
    return second.map { $0.offset + 1 } ?? first
  }
}
