/// A run that takes the commands of a log as it goes, each before the step it names.
public struct Replay<Run: Experiment>: Sendable {
  /// As far as it has come.
  public private(set) var run: Run
  private var commands: [RunCommand]

  /// - Parameter run: one that has not stepped yet.
  package init(of log: CommandLog, on run: Run) {
    self.run = run
    commands = log.commands
  }

  /// Gives back the memory that only steps need.
  mutating func rest() { run.rest() }

  /// Takes commands from `longer`, which begins with those there are.
  mutating func follow(_ longer: [RunCommand]) { commands = longer }

  /// Takes the commands that are due and then a step, unless the budget is spent; says whether it stepped.
  ///
  /// - Throws: `ConfigurationError` for a command that cannot be taken.
  public mutating func advance() throws(ConfigurationError) -> Bool {
    try takeCommands()
    return run.advance()
  }

  /// Takes the commands that are due: those given after the last step too end in the log again.
  mutating func takeCommands() throws(ConfigurationError) { try run.takeDue(of: commands) }
}

extension Experiment {
  /// Takes those of `commands` that are due, of which the run has taken the first already.
  mutating func takeDue(of commands: [RunCommand]) throws(ConfigurationError) {
    while log.commands.count < commands.count {
      let next = commands[log.commands.count]
      guard next.step <= step else { return }
      try take(next.action)
    }
  }
}
