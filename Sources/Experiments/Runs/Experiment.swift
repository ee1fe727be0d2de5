public import FederatedLearning
public import PrivacyAccounting

/// A run of some kind as a value: it takes commands between steps, steps, and knows what it has spent. Live runs, headless
/// runs, replays and shadow models are all this.
public protocol Experiment: Sendable {
  /// What a screen or an investigation looks at: the run at one moment.
  associatedtype Frame: Sendable

  /// What its logs call it, and the events it takes.
  static var kind: ExperimentKind { get }

  /// - Throws: a sentence for the person who asked.
  init(_ configuration: ExperimentConfiguration) throws

  /// The configuration with every knob where it is now.
  var settings: ExperimentConfiguration { get }
  /// Every command that was taken.
  var log: CommandLog { get }
  /// An entry for every step.
  var ledger: PrivacyLedger { get }

  /// Acts before the next step, and writes it down.
  ///
  /// - Throws: `ConfigurationError` where that cannot be; nothing changes then.
  mutating func take(_ action: RunCommand.Action) throws(ConfigurationError)

  /// Takes one step, unless the run is stopped early or it would take it over its budget; says whether it did.
  mutating func advance() -> Bool

  /// Whether no step is taken for another reason than a budget.
  var isStoppedEarly: Bool { get }

  /// - Parameters:
  ///   - generation: which start of a run this is.
  ///   - stepsPerSecond: as measured since the frame before.
  ///   - seconds: how long ago the run began.
  func frame(generation: Int, stepsPerSecond: Double, seconds: Double) -> Frame

  /// Of which client of a federation the next steps keep what they do, for somebody to look at: it moves no number of the run.
  mutating func watch(_ watch: ClientWatch)

  /// Gives back the memory that only steps need; the next one takes it anew.
  mutating func rest()

  /// A hash of what the run has come to, the same to the bit for the same log on the same machine.
  var weightsSHA256: String { get }
}

/// A kind of run, as the header of its log names it, and what may happen to one.
public struct ExperimentKind: Hashable, Sendable {
  public let name: String
  /// The names of the events it takes, each with those of its arguments.
  public let events: [String: Set<String>]

  public init(name: String, events: [String: Set<String>] = [:]) {
    self.name = name
    self.events = events
  }

  /// The kinds there are.
  public static let all: [ExperimentKind] = [TrainingRun.kind]
}

extension Experiment {
  public mutating func rest() {}
  public mutating func watch(_ watch: ClientWatch) {}
  public var isStoppedEarly: Bool { false }

  /// Steps taken.
  public var step: Int { ledger.stepCount }

  /// Turns a knob before the next step.
  ///
  /// - Throws: `ConfigurationError` where that cannot be; nothing changes then.
  public mutating func set(_ knob: Knob, to value: KnobValue) throws(ConfigurationError) {
    try take(.set(knob, to: value))
  }

  /// The log with its end: as many steps as were taken, and the weights they led to.
  public var finishedLog: CommandLog {
    var log = log
    log.end = CommandLog.End(step: step, weightsSHA256: weightsSHA256)
    return log
  }

  /// The run that `log` wrote down, taken again from its beginning.
  ///
  /// - Parameters:
  ///   - run: one with the log's configuration that has not stepped yet; nil makes it.
  ///   - stepCount: how far to go; where nil to the log's end, or without one as far as its configuration says.
  ///   - progress: called before every step with the run so far; a run stops where it returns false.
  /// - Throws: `ConfigurationError`, also where the log is of another kind of run, or `CanaryError.otherCoins`.
  public static func replaying(
    _ log: CommandLog, on run: Self? = nil, stepCount: Int? = nil, progress: (Self) -> Bool = { _ in true }
  ) throws -> Self {
    guard log.kind == kind else {
      throw ConfigurationError.otherKind(found: log.kind.name, expected: kind.name)
    }
    let run = try run ?? Self(log.configuration)
    if let written = log.canaries, written != run.log.canaries { throw CanaryError.otherCoins }
    var replay = Replay(of: log, on: run)
    let end = stepCount ?? log.stepCount
    while replay.run.step < end {
      // A run that its budget stopped takes no later command either.
      guard progress(replay.run), try replay.advance() else { return replay.run }
    }
    try replay.takeCommands()
    return replay.run
  }
}
