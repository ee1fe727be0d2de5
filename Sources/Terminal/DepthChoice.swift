public import TerminalCanvas

/// How many colours a screen would have, and what decided it.
public struct DepthChoice: Hashable, Sendable {
  public enum Reason: String, CaseIterable, Sendable {
    /// `--color never`.
    case refused
    case noColor = "no_color"
    /// TERM names nothing, or nothing that is known.
    case unknownType = "unknown_type"
    case terminfo
    /// COLORTERM promises direct colours.
    case colorTerm = "colorterm"
    /// COLORTERM promises direct colours, and this system's curses or the terminal's entry cannot have them.
    case unfulfilled = "colorterm_unfulfilled"
  }

  public let depth: ColorDepth
  public let reason: Reason

  /// - Parameters:
  ///   - colors: of the terminal's entry, nil where it has none.
  ///   - canBeDirect: whether curses can be given direct colours for it.
  package init(_ choice: ColorChoice, environment: TerminalEnvironment, colors: Int?, canBeDirect: Bool) {
    let promises = environment.promisesDirectColors
    if !choice.wantsColor(noColor: environment["NO_COLOR"]) {
      (depth, reason) = (.none, choice == .never ? .refused : .noColor)
    } else if let colors {
      let isDirect = canBeDirect && (promises || colors > 256)
      depth = isDirect ? .direct : ColorDepth(colors: colors)
      reason = !promises ? .terminfo : isDirect ? .colorTerm : .unfulfilled
    } else {
      (depth, reason) = (.none, .unknownType)
    }
  }
}
