import Foundation

// The lines of a log as JSON: a header, a line a command, an end.

private struct HeaderLine: Codable {
  var format: String
  var version: Int
  var configuration: ExperimentConfiguration
}

private struct VersionLine: Decodable {
  var format: String
  var version: Int
}

private struct EndLine: Codable {
  var end: Int
  var weightsSHA256: String

  private enum CodingKeys: String, CodingKey {
    case end
    case weightsSHA256 = "weights_sha256"
  }
}

private enum Scalar: Codable, Hashable {
  case number(Double)
  case null

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    self = container.decodeNil() ? .null : .number(try container.decode(Double.self))
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let value): try container.encode(value)
    case .null: try container.encodeNil()
    }
  }
}

private struct SetLine: Codable {
  var step: Int
  var set: [String: Scalar]
}

extension CommandLog {
  static func line(for configuration: ExperimentConfiguration) -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return encoded(
      HeaderLine(format: format, version: version, configuration: configuration), by: encoder)
  }

  static func line(for command: KnobCommand) -> String {
    let value: Scalar = if case .number(let number) = command.value { .number(number) } else { .null }
    return encoded(SetLine(step: command.step, set: [command.knob.rawValue: value]), by: JSONEncoder())
  }

  static func line(for end: End) -> String {
    encoded(EndLine(end: end.step, weightsSHA256: end.weightsSHA256), by: JSONEncoder())
  }

  /// The log as JSON lines.
  public var text: String {
    ([Self.line(for: configuration)] + commands.map(Self.line(for:))
      + (end.map { [Self.line(for: $0)] } ?? []))
      .map { $0 + "\n" }.joined()
  }

  /// Writes the log whole or not at all.
  public func write(to path: String) throws(CommandLogError) {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw .unwritable(path: path)
    }
  }

  /// - Throws: `CommandLogError`, a sentence that names the line.
  public static func reading(_ path: String) throws(CommandLogError) -> CommandLog {
    try CommandLog(text: try contents(of: path), path: path)
  }

  /// The commands of a log, or of a file with such lines alone, for a run with another configuration.
  public static func readingCommands(
    at path: String, for configuration: ExperimentConfiguration
  ) throws(CommandLogError) -> [KnobCommand] {
    var lines = filledLines(of: try contents(of: path))
    if let first = lines.first, let version = decode(VersionLine.self, first.text) {
      guard version.format == Self.format else { throw .notALog(path: path) }
      guard version.version == Self.version else { throw .otherVersion(path: path, version: version.version) }
      lines.removeFirst()
    }
    var log = CommandLog(configuration: configuration)
    try log.append(lines, path: path)
    return log.commands
  }

  /// - Parameter path: what errors call the text.
  public init(text: String, path: String) throws(CommandLogError) {
    let lines = Self.filledLines(of: text)
    guard let first = lines.first, let version = Self.decode(VersionLine.self, first.text),
      version.format == Self.format
    else { throw .notALog(path: path) }
    guard version.version == Self.version else { throw .otherVersion(path: path, version: version.version) }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let header = try? decoder.decode(HeaderLine.self, from: Data(first.text.utf8)) else {
      throw .malformedLine(path: path, line: 1)
    }
    configuration = header.configuration
    try append(Array(lines.dropFirst()), path: path)
  }

  private mutating func append(
    _ lines: [(number: Int, text: Substring)], path: String
  ) throws(CommandLogError) {
    var current = configuration
    for (number, text) in lines {
      guard end == nil else { throw .malformedLine(path: path, line: number) }
      if let set = Self.decode(SetLine.self, text) {
        for command in try Self.commands(of: set, path: path, line: number) {
          guard command.step >= commands.last?.step ?? 0 else {
            throw .stepsNotInOrder(path: path, line: number)
          }
          do {
            current = try current.setting(command.knob, to: command.value)
          } catch {
            throw .badValue(path: path, line: number, reason: error.description)
          }
          commands.append(command)
        }
      } else if let last = Self.decode(EndLine.self, text), last.end >= commands.last?.step ?? 0 {
        end = End(step: last.end, weightsSHA256: last.weightsSHA256)
      } else {
        throw .malformedLine(path: path, line: number)
      }
    }
  }

  private static func contents(of path: String) throws(CommandLogError) -> String {
    guard let data = FileManager.default.contents(atPath: path),
      let text = String(data: data, encoding: .utf8)
    else { throw .unreadable(path: path) }
    return text
  }

  /// The lines that hold anything, numbered from 1 as an editor does.
  private static func filledLines(of text: String) -> [(number: Int, text: Substring)] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.element.allSatisfy(\.isWhitespace) }.map { ($0.offset + 1, $0.element) }
  }

  private static func commands(
    of line: SetLine, path: String, line number: Int
  ) throws(CommandLogError) -> [KnobCommand] {
    var commands = [KnobCommand]()
    for (name, value) in line.set.sorted(by: { $0.key < $1.key }) {
      guard let knob = Knob(rawValue: name) else { throw .unknownKnob(path: path, line: number, knob: name) }
      guard knob.isLive else { throw .notLive(path: path, line: number, knob: name) }
      let knobValue: KnobValue =
        switch value {
        case .number(let value): .number(value)
        case .null: .off
        }
      commands.append(KnobCommand(step: line.step, knob: knob, value: knobValue))
    }
    return commands
  }

  private static func decode<Line: Decodable>(_ type: Line.Type, _ text: Substring) -> Line? {
    try? JSONDecoder().decode(type, from: Data(text.utf8))
  }

  private static func encoded(_ line: some Encodable, by encoder: JSONEncoder) -> String {
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(line) else { preconditionFailure("a log line holds finite numbers") }
    return String(decoding: data, as: UTF8.self)
  }
}
