public import Files
import Foundation
public import LinearAlgebra
public import PlainText

/// A run written down: its kind, its configuration, the commands in the order they were given, and how it ended.
///
/// Together with the program these decide every number of the run.
public struct CommandLog: Hashable, Sendable {
  /// Where a run had come to when the log was written.
  public struct End: Hashable, Sendable {
    /// Steps taken.
    public var step: Int
    /// In hexadecimal; see `Experiment`.
    public var weightsSHA256: String
    /// What decided the last bits of these; nil in logs that do not say.
    public var computedOn: String?

    /// - Parameter computedOn: nothing but what runs here, unless the log was written elsewhere.
    public init(step: Int, weightsSHA256: String, computedOn: String? = ComputingPlatform.description) {
      self.step = step
      self.weightsSHA256 = weightsSHA256
      self.computedOn = computedOn
    }
  }

  public var kind: ExperimentKind
  public var configuration: ExperimentConfiguration
  /// In the order they were taken.
  public var commands: [RunCommand] = []
  /// What was audited on the way, in the order of the steps; of a run that is audited regularly.
  public internal(set) var audits: [RegularAudit] = []
  /// Who of the canaries was in, written down before the first step; nil where none was planted, or nobody wrote it down.
  public internal(set) var canaries: CanaryCoins?
  /// nil where the log has none.
  public var end: End?

  public init(kind: ExperimentKind, configuration: ExperimentConfiguration) {
    self.kind = kind
    self.configuration = configuration
  }

  /// Where a replay ends.
  public var stepCount: Int { end?.step ?? max(configuration.plannedStepCount, commands.last?.step ?? 0) }

  static let format = "glasshouse-log"
  /// Version 2 has independent coins for who is a member, where version 1 had exactly half of the pool.
  static let version = 2
}

/// Why a log cannot be read, or its run not be repeated.
public enum CommandLogError: Error, Hashable {
  case input(InputError)
  case notALog(path: String)
  case otherVersion(path: String, version: Int)
  case malformedLine(path: String, line: Int)
  case notLive(path: String, line: Int, knob: String)
  case otherKind(path: String, kind: String)
  case unknownEvent(path: String, line: Int, event: String, kind: ExperimentKind)
  case otherArguments(path: String, line: Int, event: String, needed: Set<String>)
  case unknownKey(path: String, line: Int, key: String)
  case unknownKnob(path: String, line: Int, knob: String)
  case stepsNotInOrder(path: String, line: Int)
  case badValue(path: String, line: Int, reason: String)
  case noEnd(path: String)
  case notReplayable(path: String)
}

extension CommandLogError: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .input(let error): "\(error)"
    case .notALog(let path):
      "The file \(path) is not a Glasshouse log. Give one that `--log` or the explorer wrote."
    case .otherVersion(let path, version: 1):
      "The log \(path) is of version 1, and since version 2 each record of the pool is a member by an independent coin, so that its run cannot be repeated here. Replay it with the program that wrote it."
    case .otherVersion(let path, let version):
      "The log \(path) is of version \(version) and this program reads version \(CommandLog.version). Replay it with the program that wrote it."
    case .malformedLine(let path, let line):
      "Line \(line) of \(path) is not a line of a log. Write lines such as {\"step\":400,\"set\":{\"noise_multiplier\":2}}."
    case .notLive(let path, let line, let knob):
      "Line \(line) of \(path) sets `\(knob)`, which cannot change while a run goes on. Remove it."
    case .unknownKey(let path, let line, let key):
      "Line \(line) of \(path) has the key `\(key)`, which means nothing there. A newer program may have written it: read it with that one, or remove the key."
    case .unknownKnob(let path, let line, let knob):
      "Line \(line) of \(path) sets `\(knob)`, which is no knob. The knobs are \(Knob.live.map(\.key).joined(separator: ", "))."
    case .otherKind(let path, let kind):
      "The log \(path) is of a run of the kind `\(kind)`, which this program does not know. Replay it with the program that wrote it."
    case .unknownEvent(let path, let line, let event, let kind):
      "Line \(line) of \(path) has the event `\(event)`, which cannot happen in a run of the kind `\(kind.name)`. \(Self.known(kind))"
    case .otherArguments(let path, let line, let event, let needed):
      "Line \(line) of \(path) does not describe the event `\(event)` as it is. Give it \(needed.isEmpty ? "nothing but its step" : needed.sorted().joined(separator: ", "))."
    case .stepsNotInOrder(let path, let line):
      "Line \(line) of \(path) goes back to an earlier step, or before the first. Sort the lines by step."
    case .badValue(let path, let line, let reason): "Line \(line) of \(path) cannot be taken: \(reason)"
    case .noEnd(let path):
      "The log \(path) does not say how its run ended, so there is nothing to verify. Replay it without --verify."
    case .notReplayable(let path):
      "The run of \(path) drew its noise from the operating system, so nobody can repeat it. Record a run without --secure-noise."
    }
  }

  private static func known(_ kind: ExperimentKind) -> String {
    kind.events.isEmpty
      ? "Remove the line." : "Its events are \(kind.events.keys.sorted().joined(separator: ", "))."
  }
}
