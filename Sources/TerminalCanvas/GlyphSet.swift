import PlainText

/// How much the terminal's font and encoding can show.
public enum GlyphSet: String, CaseIterable, Hashable, Sendable {
  /// Printable ASCII alone.
  case ascii
  /// Box lines and half blocks.
  case blocks
  /// Braille dots for curves, besides the blocks.
  case braille

  public var horizontalLine: Unicode.Scalar { self == .ascii ? "-" : "─" }
  public var verticalLine: Unicode.Scalar { self == .ascii ? "|" : "│" }
  public var epsilon: String { self == .ascii ? "eps" : "ε" }
  public var delta: String { self == .ascii ? "delta" : "δ" }
  public var sigma: String { self == .ascii ? "sigma" : "σ" }
  public var infinity: String { self == .ascii ? "inf" : "∞" }
  /// Marks what is drawn from training data and which ε therefore does not cover.
  public var diagnosticMark: String { self == .ascii ? "^" : "†" }
  /// Before what is of the pinned run.
  public var pinnedMark: String { self == .ascii ? "+ " : "◦ " }
  /// Before what is chosen.
  public var selectionMark: String { self == .ascii ? ">" : "▸" }
  /// Before what is as it should be, and before what is not.
  public var passedMark: String { self == .ascii ? "+" : "●" }
  public var failedMark: String { self == .ascii ? "x" : "✗" }
  /// Where a list goes on beyond what is shown.
  public var moreAbove: String { self == .ascii ? "^" : "▲" }
  public var moreBelow: String { self == .ascii ? "v" : "▼" }
  public var runningMark: String { self == .ascii ? ">" : "▶" }
  public var pausedMark: String { self == .ascii ? "=" : "‖" }

  /// What stands before the name of a curve: its marker where there is only ASCII, else a piece of it as it is drawn.
  public func legendMark(_ marker: Unicode.Scalar, _ stroke: Stroke = .solid, isFaint: Bool = false) -> String
  {
    let piece: String =
      switch (self, stroke) {
      case (.ascii, _): String(marker)
      case (.blocks, .solid): isFaint ? "▀ ▀" : "▀▀▀"
      case (.blocks, .dashed): isFaint ? "▀ ▀" : "▀▀ "
      case (.blocks, .dotted): " ▀ "
      case (.blocks, .dashDotted): isFaint ? "▀ ▀" : "▀▀ ▀"
      case (.braille, .solid): isFaint ? "⠂⠂⠂" : "⠒⠒⠒"
      case (.braille, .dashed): isFaint ? "⠂⠂ " : "⠒ ⠒"
      case (.braille, .dotted): isFaint ? " ⠂ " : "⠂ ⠂"
      case (.braille, .dashDotted): isFaint ? "⠂⠂ ⠂" : "⠒ ⠂"
      }
    return piece + " "
  }

  /// The same where there is little room: without the blank that follows, but for a letter that would look like part of the name.
  public func shortLegendMark(_ marker: Unicode.Scalar, _ stroke: Stroke = .solid) -> String {
    let mark = legendMark(marker, stroke)
    return self == .ascii ? mark : String(mark.dropLast())
  }

  /// The text with its Greek letters and marks spelled out where there is only ASCII.
  public func spelled(_ text: String) -> String {
    guard self == .ascii else { return text }
    let names = [
      "ε": epsilon, "δ": delta, "σ": sigma, "φ": "phi", "∞": infinity, "†": diagnosticMark, "–": "-",
      "é": "e", "è": "e", "√": "root ", "Δ": "d", "±": "+-",
    ]
    return text.map { names[String($0)] ?? String($0) }.joined()
  }

  /// The text, with an ellipsis for what does not fit `width`: at its end, or in its middle.
  public func shortened(_ text: String, to width: Int, keepingEnd: Bool = false) -> String {
    guard text.displayWidth > width else { return text }
    let ellipsis = self == .ascii ? "..." : "…"
    let room = width - ellipsis.count
    guard keepingEnd else { return text.prefix(columns: room) + ellipsis }
    return text.prefix(columns: room / 2) + ellipsis + text.suffix(columns: room - room / 2)
  }

  /// The set that follows, in the order the `G` key walks.
  public var next: GlyphSet {
    switch self {
    case .ascii: .blocks
    case .blocks: .braille
    case .braille: .ascii
    }
  }
}
