import ArgumentParser
import Experiments
import Files
import PlainText
import Records

/// Which run an attack is let loose on: a fresh one that options describe, with the commands of a log or without, or the run of
/// a log.
struct TargetOptions: ParsableArguments {
  @OptionGroup var options: RunOptions
  @Option(help: "Take the knob changes of this log, each before the step it names.")
  var commands: String?
  @Option(help: ArgumentHelp("The run that this log wrote down, in place of another.", valueName: "log"))
  var replay: String?

  /// A run to be attacked, and its length.
  struct Target {
    var log: CommandLog
    let stepCount: Int
    /// Whether what was turned was decided before the run began.
    let isScheduleFixed: Bool
  }

  /// Whether no log has a part in it.
  var isFresh: Bool { commands == nil && replay == nil }

  /// The files that are read, as far as the options name them.
  var inputs: [String?] { [commands, replay] }

  /// - Parameters:
  ///   - outputs: files that will be written, and may be none that the run reads.
  ///   - suiting: the settings of a fresh run that suit data where none are given.
  func run(
    writing outputs: [String?],
    suiting defaultsFor: (DatasetReference) -> ExperimentConfiguration = {
      ExperimentConfiguration(defaultsFor: $0)
    }
  ) throws -> Target {
    guard let replay else {
      var log = CommandLog(
        kind: TrainingRun.kind, configuration: try options.configuration(suiting: defaultsFor))
      try OutputFile.check(outputs, inputs: log.configuration.inputPaths)
      if let commands {
        let (taken, doubt) = try CommandLog.readingCommands(at: commands, for: log.configuration)
        log.commands = taken
        if let doubt { StandardError.warn(doubt) }
      }
      return Target(log: log, stepCount: log.configuration.plannedStepCount, isScheduleFixed: true)
    }
    let answers = options.answers
    guard commands == nil, options.given.count == answers.count else { throw ReplayOfAnotherRun() }
    var (log, doubt) = try CommandLog.reading(replay)
    if let doubt { StandardError.warn(doubt) }
    try OutputFile.check(outputs, inputs: log.configuration.inputPaths)
    guard !log.configuration.secureNoise else { throw CommandLogError.notReplayable(path: replay) }
    // The run is trained as it was, and answers as it is asked to here, whatever was turned on its way.
    let length = log.stepCount
    log.configuration = try log.configuration.putting(answers)
    try log.configuration.validate()
    log.commands.removeAll { command in
      if case .set(let knob, _) = command.action { answers[knob] != nil } else { false }
    }
    return Target(log: log, stepCount: length, isScheduleFixed: false)
  }
}

struct ReplayOfAnotherRun: ExplainedError {
  var sentence: Sentence {
    "The log of --replay describes its run. Leave out --replay, or the other options that describe a run; those that say how the model answers may stay."
  }
}
