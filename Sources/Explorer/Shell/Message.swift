public import Experiments
public import TerminalCanvas

/// What happened.
public enum Message: Sendable {
  case key(Key)
  /// Text that was pasted.
  case paste(String)
  case resized(width: Int, height: Int)
  case trainer(Trainer.Report)
  case examination(Examination)
  case membership(MembershipFindings)
}

/// What is to be done about it outside the screen's state.
public enum Effect: Sendable {
  case order(Trainer.Order)
  /// Attack with reference models, or rest.
  case investigate(MembershipFocus?)
  case redraw
  case suspend
  case quit
  /// Leave with a sentence that says why nothing could begin.
  case fail(String)
}
