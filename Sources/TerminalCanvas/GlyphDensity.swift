/// Letters for shades, by the part of its cell that each inks: on a dark terminal the denser is the lighter.
enum GlyphDensity {
  /// As DejaVu Sans Mono draws them, in steps as even as the middle of the line allows (`Tests/ReferenceValues/glyph_density.py`).
  static let table: [(glyph: Unicode.Scalar, coverage: Float)] = [
    (" ", 0.0),
    ("-", 0.0275),
    (":", 0.0532),
    (";", 0.0684),
    ("!", 0.0832),
    ("r", 0.1025),
    ("|", 0.1162),
    ("v", 0.1335),
    ("}", 0.1508),
    ("I", 0.1667),
    ("V", 0.1841),
    ("$", 0.2055),
    ("U", 0.2146),
    ("g", 0.2336),
    ("Q", 0.2451),
    ("M", 0.2681),
  ]

  /// The one whose part of the densest comes nearest to a shade from 0 to 1.
  static func glyph(asLightAs shade: Float) -> Unicode.Scalar {
    let wanted = shade * table[table.count - 1].coverage
    return table.min { abs($0.coverage - wanted) < abs($1.coverage - wanted) }?.glyph ?? " "
  }
}
