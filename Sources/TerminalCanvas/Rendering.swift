/// What the terminal at the other end can show, as far as a view must know it.
public struct Rendering: Hashable, Sendable {
  public var glyphs: GlyphSet
  /// Whether cells can have shades of a ramp, two pixels to a cell; else pictures are drawn in ASCII.
  public var hasShades: Bool

  public init(glyphs: GlyphSet, hasShades: Bool) {
    self.glyphs = glyphs
    self.hasShades = hasShades
  }
}
