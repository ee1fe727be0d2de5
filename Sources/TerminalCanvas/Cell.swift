/// One column of one line of the screen: a glyph, the ink it is drawn with, and what lies under it.
public struct Cell: Hashable, Sendable {
  /// One that takes one column, or the first of two.
  public var glyph: Unicode.Scalar

  /// What the second cell of a glyph of width two holds.
  static let continuation: Unicode.Scalar = "\0"
  var isContinuation: Bool { glyph == Self.continuation }
  public var ink: Ink
  /// The shade the glyph stands on; nil is the terminal's own background.
  public var field: Ink?
  public var isBold: Bool
  /// Whether ink and background change places.
  public var isReversed: Bool

  public init(
    _ glyph: Unicode.Scalar = " ", ink: Ink = .text, field: Ink? = nil, isBold: Bool = false,
    isReversed: Bool = false
  ) {
    self.glyph = glyph
    self.ink = ink
    self.field = field
    self.isBold = isBold
    self.isReversed = isReversed
  }
}
