/// What the terminal at the other end can show, as far as a view must know it.
public struct Rendering: Hashable, Sendable {
  public var glyphs: GlyphSet
  /// Whether curves are two dots thick, to be seen from afar; lines to measure by and faint curves stay thin.
  public var isBold: Bool
  /// Whether the background is light, so that a dense letter is dark.
  public var isOnLight = false
  /// Whether cells can have shades of a ramp, two pixels to a cell; else pictures are drawn in ASCII.
  public var hasShades: Bool { canShade && glyphs != .ascii }
  /// Whether a cell of a picture can have six pixels in two shades.
  public var hasSextants: Bool { hasShades && knowsSextants }
  /// Whether the terminal has the colours for shades.
  private let canShade: Bool
  /// Whether its font has the sextants of Unicode 13.
  private let knowsSextants: Bool

  public init(glyphs: GlyphSet, hasShades: Bool, hasSextants: Bool = false, isBold: Bool = false) {
    self.glyphs = glyphs
    self.isBold = isBold
    canShade = hasShades
    knowsSextants = hasSextants
  }
}
