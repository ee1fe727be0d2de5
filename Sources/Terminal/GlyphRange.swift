import CTerminal

/// Glyphs that are shown or not together, as a C library or a font has them.
package enum GlyphRange: CaseIterable, Hashable, Sendable {
  case boxes, blocks, braille, sextants

  private var scalars: ClosedRange<UInt32> {
    switch self {
    case .boxes: 0x2500...0x257F
    case .blocks: 0x2580...0x259F
    case .braille: 0x2800...0x28FF
    case .sextants: 0x1FB00...0x1FB3B
    }
  }

  /// Whether the C library gives each of them one column, in the locale that is set.
  package var hasWidthOne: Bool { scalars.allSatisfy { ct_width_of_glyph($0) == 1 } }
}
