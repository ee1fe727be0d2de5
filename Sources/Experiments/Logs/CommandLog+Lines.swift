import Files
import Foundation
public import PlainText

// The lines of a log as JSON: a header, a line a command, an end.

extension CommandLog {
  private func header(withholdingPlanted isWithholding: Bool) -> String {
    Self.encoded(
      HeaderLine(
        format: Self.format, kind: kind.name, version: Self.version, configuration: configuration,
        canaries: canaries),
      withholdingPlanted: isWithholding)
  }

  static func line(for command: RunCommand) -> String {
    switch command.action {
    case .set(let knob, let value):
      encoded(SetLine(step: command.step, knob: knob, value: value))
    case .happen(let event):
      encoded(EventLine(step: command.step, event: event))
    }
  }

  private static func line(for audit: RegularAudit) -> String {
    encoded(EventLine(step: audit.step, event: audit.event))
  }

  static func line(for end: End) -> String {
    encoded(EndLine(end: end.step, weightsSHA256: end.weightsSHA256, computedOn: end.computedOn))
  }

  /// The log as JSON lines.
  public var text: String { text(withholdingPlanted: false) }

  /// - Parameter isWithholding: whether of planted records it says no more than how many there are, so that nobody can repeat it.
  func text(withholdingPlanted isWithholding: Bool) -> String {
    ([header(withholdingPlanted: isWithholding)] + Self.lines(for: commands, and: audits)
      + (end.map { [Self.line(for: $0)] } ?? []))
      .map { $0 + "\n" }.joined()
  }

  /// Lines in the order of the steps: what was audited after a step comes before what was done before the next.
  static func lines(
    for commands: some Sequence<RunCommand>, and audits: some Sequence<RegularAudit>
  ) -> [String] {
    var (lines, audits) = ([String](), Array(audits)[...])
    for command in commands {
      while let audit = audits.first, audit.step <= command.step {
        lines.append(line(for: audit))
        audits.removeFirst()
      }
      lines.append(line(for: command))
    }
    return lines + audits.map(line(for:))
  }

  /// - Returns: the log up to its last whole line, and a word where the file goes on after that.
  /// - Throws: `CommandLogError`, a sentence that names the line.
  public static func reading(_ path: String) throws(CommandLogError) -> (log: CommandLog, doubt: Sentence?) {
    let lines = try LogText(at: path)
    return (try CommandLog(lines, path: path), lines.doubt(path: path))
  }

  /// The turns of knobs of a log, or of a file with such lines alone, for a run with another configuration.
  ///
  /// - Throws: `CommandLogError`, as `reading` does.
  public static func readingCommands(
    at path: String, for configuration: ExperimentConfiguration
  ) throws(CommandLogError) -> (commands: [RunCommand], doubt: Sentence?) {
    var lines = try LogText(at: path)
    var kind = TrainingRun.kind
    if let first = lines.whole.first, decode(VersionLine.self, first.text) != nil {
      kind = try readingHeader(first, path: path, kinds: ExperimentKind.all).kind
      lines.whole.removeFirst()
    }
    var log = CommandLog(kind: kind, configuration: configuration)
    // What happened to another run need not happen to this one, and is not taken.
    lines.whole.removeAll { decode(EventLine.self, $0.text) != nil }
    try log.append(lines.whole, path: path)
    return (log.commands, lines.doubt(path: path))
  }

  /// - Parameters:
  ///   - path: what errors call the text.
  ///   - kinds: the kinds of runs it may be of.
  public init(
    text: String, path: String, kinds: [ExperimentKind] = ExperimentKind.all
  ) throws(CommandLogError) {
    try self.init(LogText(of: Array(text.utf8)), path: path, kinds: kinds)
  }

  /// - Throws: `CommandLogError`.
  init(
    _ lines: LogText, path: String, kinds: [ExperimentKind] = ExperimentKind.all
  ) throws(CommandLogError) {
    guard let first = lines.whole.first else { throw .notALog(path: path) }
    let header = try Self.readingHeader(first, path: path, kinds: kinds)
    self.init(kind: header.kind, configuration: header.configuration)
    canaries = header.canaries
    try append(Array(lines.whole.dropFirst()), path: path)
  }

  private static func readingHeader(
    _ first: LogText.Line, path: String, kinds: [ExperimentKind]
  ) throws(CommandLogError) -> (
    kind: ExperimentKind, configuration: ExperimentConfiguration, canaries: CanaryCoins?
  ) {
    guard let version = decode(VersionLine.self, first.text), version.format == format else {
      throw .notALog(path: path)
    }
    guard version.version == Self.version else { throw .otherVersion(path: path, version: version.version) }
    try refuseUnknownKeys(of: first.text, path: path, line: first.number)
    // A program that knew of training alone wrote no kind.
    let name = version.kind ?? TrainingRun.kind.name
    guard let kind = kinds.first(where: { $0.name == name }) else { throw .otherKind(path: path, kind: name) }
    do {
      let header = try JSONDecoder().decode(HeaderLine.self, from: first.text)
      try header.configuration.validate()
      return (kind, header.configuration, header.canaries)
    } catch let error as any ExplainedError {
      throw .badValue(path: path, line: first.number, reason: error.description)
    } catch {
      throw .malformedLine(path: path, line: first.number)
    }
  }

  private mutating func append(
    _ lines: [LogText.Line], path: String
  ) throws(CommandLogError) {
    var current = configuration
    // The step that the run has reached for certain.
    var reached = 0
    for line in lines {
      try Self.refuseUnknownKeys(of: line.text, path: path, line: line.number)
      if let set = Self.decode(SetLine.self, line.text) {
        let turns = try Self.turns(of: set, path: path, line: line.number)
        try Self.check(set.step, from: reached, path: path, line: line.number)
        do {
          for turn in try current.turn(turns) {
            append(RunCommand(step: set.step, knob: turn.knob, value: turn.value), reaching: &reached)
          }
        } catch {
          throw .badValue(path: path, line: line.number, reason: error.description)
        }
      } else if let happening = Self.decode(EventLine.self, line.text) {
        try Self.check(happening.step, from: reached, path: path, line: line.number)
        try check(happening.event, path: path, line: line.number)
        if happening.event.name == RegularAudit.name {
          guard let audit = RegularAudit(happening.event, step: happening.step) else {
            throw .badValue(
              path: path, line: line.number,
              reason:
                "No audit finds that: right guesses are among the guesses, these among the canaries, and bounds are zero or more. Remove the line."
            )
          }
          audits.append(audit)
          reached = happening.step
          end = nil
          continue
        }
        append(RunCommand(step: happening.step, action: .happen(happening.event)), reaching: &reached)
      } else if let last = Self.decode(EndLine.self, line.text) {
        try Self.check(last.end, from: reached, path: path, line: line.number)
        reached = last.end
        end = End(step: last.end, weightsSHA256: last.weightsSHA256, computedOn: last.computedOn)
      } else {
        throw .malformedLine(path: path, line: line.number)
      }
    }
  }

  private mutating func append(_ command: RunCommand, reaching reached: inout Int) {
    reached = command.step
    commands.append(command)
    // The run went on after the end that was written last.
    end = nil
  }

  private func check(_ event: RunEvent, path: String, line: Int) throws(CommandLogError) {
    guard let needed = kind.events[event.name] else {
      throw .unknownEvent(path: path, line: line, event: event.name, kind: kind)
    }
    guard Set(event.arguments.keys) == needed else {
      throw .otherArguments(path: path, line: line, event: event.name, needed: needed)
    }
    // Events of other kinds are for their runs to judge.
    guard FederationEvent.arguments[event.name] != nil else { return }
    do { _ = try configuration.federationEvent(event) } catch {
      throw .badValue(path: path, line: line, reason: error.description)
    }
  }

  private static func check(_ step: Int, from reached: Int, path: String, line: Int) throws(CommandLogError) {
    guard step >= reached else { throw .stepsNotInOrder(path: path, line: line) }
    guard NumberLimit.steps.contains(step) else {
      throw .badValue(
        path: path, line: line, reason: "There is no step \(step). Choose one \(NumberLimit.steps.allowed).")
    }
  }

  private static func turns(
    of line: SetLine, path: String, line number: Int
  ) throws(CommandLogError) -> [(knob: Knob, value: KnobValue)] {
    var turns: [(knob: Knob, value: KnobValue)] = []
    for name in line.names {
      guard let knob = Knob.named(name), let value = line.values[knob] else {
        throw .unknownKnob(path: path, line: number, knob: name)
      }
      guard knob.isLive else { throw .notLive(path: path, line: number, knob: name) }
      turns.append((knob, value))
    }
    return turns
  }

  /// A key that says nothing here decides something that this program cannot repeat.
  private static func refuseUnknownKeys(of text: Data, path: String, line: Int) throws(CommandLogError) {
    guard let keys = decode(LineKeys.self, text), let known = keys.known else { return }
    if let unknown = keys.names.subtracting(known).min() {
      throw .unknownKey(path: path, line: line, key: unknown)
    }
  }

  private static func decode<Value: Decodable>(_ type: Value.Type, _ text: Data) -> Value? {
    try? JSONDecoder().decode(type, from: text)
  }

  private static func encoded(_ line: some Encodable, withholdingPlanted: Bool = false) -> String {
    let encoder = JSONEncoder()
    if withholdingPlanted { encoder.userInfo[.withholdsPlantedRecords] = true }
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(line) else { preconditionFailure("a log line holds finite numbers") }
    return String(decoding: data, as: UTF8.self)
  }
}
