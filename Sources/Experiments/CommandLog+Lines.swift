import Files
import Foundation
public import PlainText

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
    encoded(HeaderLine(format: format, version: version, configuration: configuration), by: JSONEncoder())
  }

  static func line(for command: KnobCommand) -> String {
    let value: Scalar = if case .number(let number) = command.value { .number(number) } else { .null }
    return encoded(SetLine(step: command.step, set: [command.knob.key: value]), by: JSONEncoder())
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

  /// - Returns: the log up to its last whole line, and a word where the file goes on after that.
  /// - Throws: `CommandLogError`, a sentence that names the line.
  public static func reading(_ path: String) throws(CommandLogError) -> (log: CommandLog, doubt: Sentence?) {
    let lines = try Lines(at: path)
    return (try CommandLog(lines, path: path), lines.doubt(path: path))
  }

  /// The commands of a log, or of a file with such lines alone, for a run with another configuration.
  public static func readingCommands(
    at path: String, for configuration: ExperimentConfiguration
  ) throws(CommandLogError) -> (commands: [KnobCommand], doubt: Sentence?) {
    var lines = try Lines(at: path)
    if let first = lines.whole.first, let version = decode(VersionLine.self, first.text) {
      guard version.format == Self.format else { throw .notALog(path: path) }
      guard version.version == Self.version else { throw .otherVersion(path: path, version: version.version) }
      lines.whole.removeFirst()
    }
    var log = CommandLog(configuration: configuration)
    try log.append(lines.whole, path: path)
    return (log.commands, lines.doubt(path: path))
  }

  /// - Parameter path: what errors call the text.
  public init(text: String, path: String) throws(CommandLogError) {
    try self.init(Lines(of: Array(text.utf8)), path: path)
  }

  private init(_ lines: Lines, path: String) throws(CommandLogError) {
    guard let first = lines.whole.first, let version = Self.decode(VersionLine.self, first.text),
      version.format == Self.format
    else { throw .notALog(path: path) }
    guard version.version == Self.version else { throw .otherVersion(path: path, version: version.version) }
    do {
      configuration = try JSONDecoder().decode(HeaderLine.self, from: first.text).configuration
    } catch let error as any ExplainedError {
      throw .badValue(path: path, line: first.number, reason: error.description)
    } catch {
      throw .malformedLine(path: path, line: first.number)
    }
    try append(Array(lines.whole.dropFirst()), path: path)
  }

  private mutating func append(
    _ lines: [Line], path: String
  ) throws(CommandLogError) {
    var current = configuration
    // The step that the run has reached for certain.
    var reached = 0
    for line in lines {
      if let set = Self.decode(SetLine.self, line.text) {
        for command in try Self.commands(of: set, path: path, line: line.number) {
          try Self.check(command.step, from: reached, path: path, line: line.number)
          do {
            current = try current.setting(command.knob, to: command.value)
          } catch {
            throw .badValue(path: path, line: line.number, reason: error.description)
          }
          reached = command.step
          commands.append(command)
          // The run went on after the end that was written last.
          end = nil
        }
      } else if let last = Self.decode(EndLine.self, line.text) {
        try Self.check(last.end, from: reached, path: path, line: line.number)
        reached = last.end
        end = End(step: last.end, weightsSHA256: last.weightsSHA256)
      } else {
        throw .malformedLine(path: path, line: line.number)
      }
    }
  }

  private static func check(_ step: Int, from reached: Int, path: String, line: Int) throws(CommandLogError) {
    guard step >= reached else { throw .stepsNotInOrder(path: path, line: line) }
    guard NumberLimit.steps.contains(step) else {
      throw .badValue(
        path: path, line: line, reason: "There is no step \(step). Choose one \(NumberLimit.steps.allowed).")
    }
  }

  private static func commands(
    of line: SetLine, path: String, line number: Int
  ) throws(CommandLogError) -> [KnobCommand] {
    var commands = [KnobCommand]()
    for (name, value) in line.set.sorted(by: { $0.key < $1.key }) {
      guard let knob = Knob.named(name) else { throw .unknownKnob(path: path, line: number, knob: name) }
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

  private static func decode<Value: Decodable>(_ type: Value.Type, _ text: Data) -> Value? {
    try? JSONDecoder().decode(type, from: text)
  }

  private static func encoded(_ line: some Encodable, by encoder: JSONEncoder) -> String {
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(line) else { preconditionFailure("a log line holds finite numbers") }
    return String(decoding: data, as: UTF8.self)
  }
}

/// A line that holds something, numbered from 1 as an editor does.
private struct Line {
  var number: Int
  var text: Data
}

/// The lines of a log that hold anything, whether they end as on Windows or not.
private struct Lines {
  var whole: [Line] = []
  /// The number of a last line that was cut off.
  private var cut: Int?

  init(at path: String) throws(CommandLogError) {
    do { self.init(of: try InputFile.text(at: path, atMost: Self.largestSize)) } catch { throw .input(error) }
  }

  /// Bytes: more than a run of months writes.
  private static let largestSize = 1e9

  init(of text: [UInt8]) {
    for (index, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      guard !line.allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) else { continue }
      whole.append(Line(number: index + 1, text: Data(line)))
    }
    // What was written by hand may end without a line feed, and be whole.
    guard let last = whole.last, text.last != 0x0A, whole.count > 1, last.text.first == UInt8(ascii: "{"),
      (try? JSONSerialization.jsonObject(with: last.text)) == nil
    else { return }
    cut = last.number
    whole.removeLast()
  }

  func doubt(path: String) -> Sentence? {
    cut.map {
      "Line \($0) of \(path) was cut off while it was written, as by a full disk. The log is read up to the line before."
    }
  }
}
