/// Where a run begins: at its first step, or where another one was, which is told by what was done to that one.
public struct RunBeginning: Hashable, Sendable {
  /// The kind of the run that it goes on from; nil of a fresh one, which is of the kind that begins it.
  public let kind: ExperimentKind?
  public let configuration: ExperimentConfiguration
  /// In the order they were taken, each before the step it names.
  public private(set) var commands: [RunCommand]
  /// Steps that were taken.
  public let step: Int
  /// What the weights were there; nil where nobody wrote it down.
  public private(set) var weightsSHA256: String?
  /// The log that has all of it; nil where none has.
  public private(set) var logPath: String?

  /// A fresh run.
  public init(_ configuration: ExperimentConfiguration) {
    kind = nil
    self.configuration = configuration
    commands = []
    step = 0
  }

  /// Where a run of training is after so many steps with those commands, of which nobody wrote down what they came to.
  public init(_ configuration: ExperimentConfiguration, commands: [RunCommand], at step: Int) {
    kind = nil
    self.configuration = configuration
    self.commands = commands
    self.step = step
  }

  /// The end of a run that was written down, or without an end as far as its configuration goes.
  public init(of log: CommandLog, at path: String? = nil) {
    kind = log.kind
    configuration = log.configuration
    commands = log.commands
    step = log.stepCount
    weightsSHA256 = log.end?.weightsSHA256
    logPath = path
  }

  /// A run before the step of that index, with the commands that were given before earlier steps: where somebody who looks
  /// back at it would go another way.
  ///
  /// - Parameter step: not beyond the end.
  public init(of log: CommandLog, before step: Int) {
    precondition((0...log.stepCount).contains(step))
    kind = log.kind
    configuration = log.configuration
    commands = log.commands.filter { $0.step < step }
    self.step = step
  }

  /// The same with every live knob where `other` has it, turned at its end: a branch.
  ///
  /// - Throws: `ConfigurationError` where they cannot be there together.
  public func turningLiveKnobs(
    to other: ExperimentConfiguration
  ) throws(ConfigurationError) -> RunBeginning {
    var settings = try settings
    let turned = try settings.turn(
      Knob.live.filter { settings[$0] != other[$0] && $0.applies(settings) }.map { ($0, other[$0]) })
    guard !turned.isEmpty else { return self }
    var branch = self
    branch.commands += turned.map { RunCommand(step: step, knob: $0.knob, value: $0.value) }
    // The weights are the same, and the log has not been told.
    branch.logPath = nil
    return branch
  }

  /// Whether nothing was done before it: its run goes on at once, and its log begins with it.
  public var isFresh: Bool { step == 0 && commands.isEmpty }

  /// The configuration with every knob where it is there.
  ///
  /// - Throws: `ConfigurationError` for a command that cannot be taken.
  public var settings: ExperimentConfiguration {
    get throws(ConfigurationError) {
      var settings = configuration
      for command in commands { settings = try settings.taking(command.action) }
      return settings
    }
  }

  /// What it is called in a sentence.
  var name: String { logPath ?? configuration.dataset }
}

extension ExperimentConfiguration {
  /// What it is after the action.
  func taking(_ action: RunCommand.Action) throws(ConfigurationError) -> ExperimentConfiguration {
    switch action {
    case .set(let knob, let value): try setting(knob, to: value)
    case .happen: self
    }
  }

  /// Turns knobs, in an order in which each may be where it then is, if there is one; returns them in that order.
  ///
  /// - Throws: `ConfigurationError` of the first that cannot be turned.
  mutating func turn(
    _ turns: [(knob: Knob, value: KnobValue)]
  ) throws(ConfigurationError) -> [(knob: Knob, value: KnobValue)] {
    var (waiting, ordered) = (turns, [(knob: Knob, value: KnobValue)]())
    while !waiting.isEmpty {
      let isLast = waiting.count == 1
      let next = isLast ? 0 : waiting.firstIndex { (try? setting($0.knob, to: $0.value)) != nil } ?? 0
      let turn = waiting.remove(at: next)
      guard turn.knob.applies(self) else { throw .federation(.inapplicable(turn.knob, to: self)) }
      self = try setting(turn.knob, to: turn.value)
      ordered.append(turn)
    }
    return ordered
  }
}
