public import Experiments
public import TerminalCanvas

/// What happened.
public enum Message: Sendable {
  case key(Key)
  /// Text that was pasted.
  case paste(String)
  case resized(width: Int, height: Int)
  case trainer(Trainer.News)
  case examination(Examination)
  case found(any Findings)
}

/// What is to be done about it outside the screen's state.
public enum Effect: Sendable {
  case order(Trainer.Order)
  /// What the screen that is shown wants to know; nil lets investigations rest.
  case investigate(InvestigationRequest?)
  case redraw
  case suspend
  case quit
  /// Leave with a sentence that says why nothing could begin.
  case fail(String)
}
