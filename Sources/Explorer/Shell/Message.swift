public import Experiments
public import TerminalCanvas

/// What happened.
public enum Message: Sendable {
  case key(Key)
  case pointer(PointerEvent)
  /// Something was asked for by its name, without a key.
  case asked(Action)
  /// Text that was pasted.
  case paste(String)
  case resized(width: Int, height: Int)
  /// Some time has gone by, while something plays.
  case tick
  case trainer(Trainer.News)
  case examination(Examination)
  case found(any Findings)
  case themed(Theme)
  /// The logs of runs of before, and what all runs on the data at hand have spent together.
  case archived(RunArchive, spentTogether: SpentTogether?)
  /// Files were written there.
  case written(paths: [String])
  /// What was asked for cannot be done.
  case refused(String)
}

/// What is to be done about it outside the screen's state.
public enum Effect: Sendable {
  case order(Trainer.Order)
  /// What the screen that is shown wants to know; nil lets investigations rest.
  case investigate(InvestigationRequest?)
  case loadTheme(String)
  /// Reads the logs of before, and adds up what they and the runs of this sitting have spent.
  case listRuns([RunBeginning])
  /// Each is written beside, then renamed; nothing where one cannot be.
  case write([ExportedFile])
  case copy(String)
  case mouse(isOn: Bool)
  case redraw
  case suspend
  case quit
  /// Leave with a sentence that says why nothing could begin.
  case fail(String)
}
