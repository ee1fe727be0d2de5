import CTerminal
public import TerminalCanvas

/// What is known of the terminal, and what can be found out without a screen; also where there is no terminal.
public struct TerminalReport: Hashable, Sendable {
  /// The value of TERM; nil where it is not set, or empty.
  public let type: String?
  /// Whether the terminfo database has it.
  public let isKnown: Bool
  /// Whether a screen can be drawn on it, by its entry.
  public let placesCursor: Bool
  /// Whether it takes the sequences of ANSI.
  public let isANSI: Bool
  public let isInputTerminal: Bool
  public let isOutputTerminal: Bool
  /// In cells, as are the rows; nil where there is no terminal.
  public let columns: Int?
  public let rows: Int?
  /// Of the terminal's entry.
  public let colors: Int
  public let pairs: Int
  public let depth: DepthChoice
  /// Whether glyphs beyond ASCII are written.
  public let isUTF8: Bool
  /// The variable that decides the locale, and its value; nil where none is set.
  public let localeVariable: String?
  public let locale: String?
  /// Whether UTF-8 is asked for by a locale, whether that is installed or not.
  public let asksForUTF8: Bool
  /// What the C library gives one column.
  public let hasBoxes: Bool
  public let hasBlocks: Bool
  public let hasBraille: Bool
  public let hasSextants: Bool
  public let hasMouse: Bool
  /// Whether the clipboard can be reached, if the terminal allows it.
  public let takesClipboard: Bool
  public let isInTmux: Bool
  public let isInScreen: Bool
  public let isOverSSH: Bool
  /// The terminal's own background, if it said within half a second.
  public let background: RGB?

  /// Whether `TerminalScreen` would open.
  public var canShowScreen: Bool { isInputTerminal && isOutputTerminal && placesCursor }

  /// Looks at the terminal of this process, which must have no screen open, and leaves it as it was.
  public init(color: ColorChoice) {
    let environment = TerminalEnvironment.current
    var found = ct_examination()
    ct_examine(&found)
    type = environment["TERM"]
    isKnown = found.is_known != 0
    placesCursor = found.places_cursor != 0 && type != "dumb"
    isANSI = found.is_ansi != 0
    isInputTerminal = found.is_input_terminal != 0
    isOutputTerminal = found.is_output_terminal != 0
    columns = found.columns > 0 ? Int(found.columns) : nil
    rows = found.rows > 0 ? Int(found.rows) : nil
    colors = Int(found.colours)
    pairs = Int(found.pairs)
    depth = DepthChoice(
      color, environment: environment, colors: isKnown ? colors : nil, canBeDirect: found.can_be_direct != 0)
    isUTF8 = found.is_utf8 != 0
    localeVariable = ct_locale_variable().map { String(cString: $0) }
    locale = localeVariable.flatMap { environment[$0] }
    asksForUTF8 = ct_environment_asks_for_utf8() != 0
    hasBoxes = isUTF8 && GlyphRange.boxes.hasWidthOne
    hasBlocks = isUTF8 && GlyphRange.blocks.hasWidthOne
    hasBraille = isUTF8 && GlyphRange.braille.hasWidthOne
    hasSextants = isUTF8 && GlyphRange.sextants.hasWidthOne
    hasMouse = found.has_mouse != 0
    takesClipboard = found.takes_strings != 0
    isInTmux = environment.isInTmux
    isInScreen = environment.isInScreen
    isOverSSH = environment.isOverSSH
    background = found.takes_strings != 0 ? Self.heardBackground() : nil
  }

  private static func heardBackground() -> RGB? {
    var reply = [CChar](repeating: 0, count: 1024)
    let count = Int(ct_hear_background(&reply, 1024))
    var decoder = KeyDecoder()
    let input = reply[..<count].map { KeyInput.character(UInt32(UInt8(bitPattern: $0))) }
    return decoder.decode(input).compactMap { if case .background(let color) = $0 { color } else { nil } }
      .first
  }
}
