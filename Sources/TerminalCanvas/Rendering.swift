/// What the terminal at the other end can show, as far as a view must know it.
public struct Rendering: Hashable, Sendable {
  public var glyphs: GlyphSet
  /// Whether cells can have shades of a ramp, two pixels to a cell; else pictures are drawn in ASCII.
  public var hasShades: Bool { canShade && glyphs != .ascii }
  /// Whether the terminal has the colours for shades.
  private let canShade: Bool

  public init(glyphs: GlyphSet, hasShades: Bool) {
    self.glyphs = glyphs
    canShade = hasShades
  }
}
