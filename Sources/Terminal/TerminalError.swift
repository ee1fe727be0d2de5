public import PlainText

/// Why there is no screen.
public enum TerminalError: Error, Hashable {
  /// Standard input or output is a file or a pipe, or a terminal that cannot place its cursor (TERM=dumb).
  case notATerminal
  /// TERM names a type that the terminfo database lacks, or nothing.
  case unknownTerminal(String)
  /// The system gave no descriptor for a pipe or a copy of the terminal.
  case outOfFileDescriptors
}

extension TerminalError: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .notATerminal:
      """
      Standard input and output are not a terminal that can show a screen: start this in one, or run \
      `glasshouse train` to work without a screen.
      """
    case .unknownTerminal(""):
      """
      TERM is not set, so the kind of terminal is unknown: set it, for example to xterm-256color, or run \
      `glasshouse train` to work without a screen.
      """
    case .unknownTerminal(let type):
      """
      The terminal type \(type) in TERM is unknown to this system's terminfo: set TERM to a known one, \
      for example xterm-256color, or run `glasshouse train` to work without a screen.
      """
    case .outOfFileDescriptors:
      "The system gave the screen no file descriptor: close some files, or raise `ulimit -n`, and start again."
    }
  }
}
