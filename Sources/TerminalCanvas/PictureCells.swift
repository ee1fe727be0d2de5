/// A picture as cells of the screen: six pixels to a cell, two, or a letter as dense as the picture is light.
struct PictureCells {
  private let columns: Int
  private let rendering: Rendering
  private let across: Int
  private let down: Int
  /// Row by row, `across` columns of pixels for each of cells and `down` rows.
  private let shades: [Float]

  init(_ picture: Heatmap, columns: Int, rows: Int, rendering: Rendering) {
    self.columns = columns
    self.rendering = rendering
    across = rendering.hasSextants ? 2 : 1
    down = rendering.hasSextants ? 3 : rendering.hasShades ? 2 : 1
    shades = picture.resampled(columns: columns * across, rows: rows * down)
  }

  func cell(column: Int, row: Int) -> Cell {
    if rendering.hasSextants { return sextant(column: column, row: row) }
    let upper = shade(column, row * down)
    guard rendering.hasShades else {
      return Cell(GlyphDensity.glyph(asLightAs: rendering.isOnLight ? 1 - upper : upper))
    }
    return Cell(
      "▀", ink: .ramp(Self.level(upper)), field: .ramp(Self.level(shade(column, row * down + 1))))
  }

  private func shade(_ column: Int, _ row: Int) -> Float { shades[row * columns * across + column] }

  /// Of 64, for a terminal holds few pairs of colours, and pictures that follow each other should use the same ones.
  static func level(_ shade: Float) -> UInt8 {
    UInt8(((shade * 63).rounded() * 255 / 63).rounded())
  }

  /// The two shades that lose least of six pixels, and which pixels have which.
  ///
  /// Of two groups of numbers that are nearest to their means, one lies wholly above the other: it is enough to try to cut at each
  /// pixel's shade.
  private func sextant(column: Int, row: Int) -> Cell {
    var pixels: [Float] = []
    for y in 0..<3 { for x in 0..<2 { pixels.append(shade(2 * column + x, 3 * row + y)) } }
    let total = pixels.reduce(0, +)
    var best = (mask: UInt32(0), light: total / 6, dark: total / 6, kept: total * total / 6)
    for cut in pixels {
      var (mask, sum, count) = (UInt32(0), Float(0), Float(0))
      for (index, pixel) in pixels.enumerated() where pixel > cut {
        mask |= 1 << UInt32(index)
        sum += pixel
        count += 1
      }
      guard count > 0 else { continue }
      let kept = sum * sum / count + (total - sum) * (total - sum) / (6 - count)
      if kept > best.kept { best = (mask, sum / count, (total - sum) / (6 - count), kept) }
    }
    let (light, dark) = (Self.level(best.light), Self.level(best.dark))
    return Cell(
      Sextant.glyph(light == dark ? 0 : best.mask), ink: .ramp(light), field: .ramp(dark))
  }
}

/// The glyphs of 2 x 3 pixels of Unicode 13, with those that were there before: bits from the upper left, row by row.
enum Sextant {
  private static let (leftHalf, rightHalf, all): (UInt32, UInt32, UInt32) = (0b010101, 0b101010, 0b111111)

  static func glyph(_ pixels: UInt32) -> Unicode.Scalar {
    switch pixels {
    case 0: " "
    case leftHalf: "▌"
    case rightHalf: "▐"
    case all: "█"
    default:
      Unicode.Scalar(0x1FAFF + pixels - (pixels > leftHalf ? 1 : 0) - (pixels > rightHalf ? 1 : 0)) ?? " "
    }
  }

  /// nil for what is no sextant of Unicode 13.
  static func pixels(of glyph: Unicode.Scalar) -> UInt32? {
    guard (0x1FB00...0x1FB3B).contains(glyph.value) else { return nil }
    let place = glyph.value - 0x1FAFF
    return place < leftHalf ? place : place + 1 < rightHalf ? place + 1 : place + 2
  }
}
