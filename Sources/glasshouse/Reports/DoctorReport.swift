import Experiments
package import Terminal
import TerminalCanvas

/// What was detected of the terminal: of `doctor`.
package struct DoctorReport: CommandReport {
  @OrNull var type: String?
  let isKnown: Bool
  let canShowScreen: Bool
  let isANSI: Bool
  let isInputTerminal: Bool
  let isOutputTerminal: Bool
  @OrNull var columns: Int?
  @OrNull var rows: Int?
  /// Of the terminal's entry, as are the pairs.
  let colors: Int
  let pairs: Int
  /// `none`, 8, 16, 256 or `direct`.
  let depth: String
  let depthReason: String
  let isUTF8: Bool
  let asksForUTF8: Bool
  @OrNull var localeVariable: String?
  @OrNull var locale: String?
  let glyphs: Glyphs
  let hasMouse: Bool
  /// `tmux` or `screen`.
  @OrNull var multiplexer: String?
  let isOverSSH: Bool
  let clipboard: Clipboard
  /// `#rrggbb`.
  @OrNull var background: String?

  /// What the C library gives one column.
  struct Glyphs: Codable, Hashable, Sendable {
    let boxes: Bool
    let blocks: Bool
    let braille: Bool
    let sextants: Bool
  }

  enum Clipboard: String, Codable, Hashable, Sendable {
    /// By OSC 52, if the terminal allows it.
    case osc52
    /// By OSC 52, if tmux is told to pass it on.
    case tmuxSetting = "tmux_setting"
    case none
  }

  private enum CodingKeys: String, CodingKey {
    case type = "term"
    case isKnown = "is_known"
    case canShowScreen = "can_show_screen"
    case isANSI = "is_ansi"
    case isInputTerminal = "input_is_terminal"
    case isOutputTerminal = "output_is_terminal"
    case columns, rows, colors, pairs, depth
    case depthReason = "depth_reason"
    case isUTF8 = "is_utf8"
    case asksForUTF8 = "asks_for_utf8"
    case localeVariable = "locale_variable"
    case locale, glyphs
    case hasMouse = "has_mouse"
    case multiplexer
    case isOverSSH = "is_over_ssh"
    case clipboard, background
  }

  package init(_ terminal: TerminalReport) {
    type = terminal.type
    isKnown = terminal.isKnown
    canShowScreen = terminal.canShowScreen
    isANSI = terminal.isANSI
    isInputTerminal = terminal.isInputTerminal
    isOutputTerminal = terminal.isOutputTerminal
    columns = terminal.columns
    rows = terminal.rows
    colors = terminal.colors
    pairs = terminal.pairs
    depth =
      switch terminal.depth.depth {
      case .none: "none"
      case .eight: "8"
      case .sixteen: "16"
      case .twoHundredFiftySix: "256"
      case .direct: "direct"
      }
    depthReason = terminal.depth.reason.rawValue
    isUTF8 = terminal.isUTF8
    asksForUTF8 = terminal.asksForUTF8
    localeVariable = terminal.localeVariable
    locale = terminal.locale
    glyphs = Glyphs(
      boxes: terminal.hasBoxes, blocks: terminal.hasBlocks, braille: terminal.hasBraille,
      sextants: terminal.hasSextants)
    hasMouse = terminal.hasMouse
    multiplexer = terminal.isInTmux ? "tmux" : terminal.isInScreen ? "screen" : nil
    isOverSSH = terminal.isOverSSH
    clipboard =
      !terminal.takesClipboard ? .none : terminal.isInTmux ? .tmuxSetting : .osc52
    background = terminal.background.map { color in
      "#"
        + [color.red, color.green, color.blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
  }

  package var figures: DoctorReport { self }
}
