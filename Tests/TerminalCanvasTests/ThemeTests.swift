import TerminalCanvas
import Testing

/// All but the shades of pictures.
let plainInks: [Ink] = [
  .text, .dim, .title, .border, .focus, .selection, .member, .nonMember, .train, .test, .bound, .baseline,
  .pinned, .good, .warning, .danger,
]

/// What a chart may show side by side, and must therefore be told apart.
private let seriesInks = Theme.seriesInks + [.danger]

struct ThemeTests {
  @Test func everyInkHasARow() {
    #expect(Set(Theme.standard.rows.keys) == Set(plainInks))
  }

  @Test func noTwoSeriesShareAColorOfThePalette() {
    let colors = Set(seriesInks.map { Theme.standard.look(of: $0, at: .twoHundredFiftySix).color })
    #expect(colors.count == seriesInks.count)
    #expect(!colors.contains(.own))
  }

  @Test(arguments: [ColorDepth.eight, .sixteen])
  func noTwoSeriesLookAlikeWithFewColors(depth: ColorDepth) {
    #expect(Set(seriesInks.map { Theme.standard.look(of: $0, at: depth) }).count == seriesInks.count)
  }

  @Test(arguments: ColorDepth.allCases)
  func textAndSelectionKeepTheTerminalsOwnColors(depth: ColorDepth) {
    #expect(Theme.standard.look(of: .text, at: depth) == Look())
    #expect(Theme.standard.look(of: .selection, at: depth) == Look(.own, .reverse))
    #expect(Theme.standard.background(at: depth) == .own)
  }

  /// The colours of xterm, of the VGA, of GNOME Terminal (Tango) and of Windows Terminal (Campbell), from 1 to 6 and from 9 to 14.
  private static let published: [[UInt32]] = [
    [0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD]
      + [0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF],
    [0xAA0000, 0x00AA00, 0xAA5500, 0x0000AA, 0xAA00AA, 0x00AAAA]
      + [0xFF5555, 0x55FF55, 0xFFFF55, 0x5555FF, 0xFF55FF, 0x55FFFF],
    [0xCC0000, 0x4E9A06, 0xC4A000, 0x3465A4, 0x75507B, 0x06989A]
      + [0xEF2929, 0x8AE234, 0xFCE94F, 0x729FCF, 0xAD7FA8, 0x34E2E2],
    [0xC50F1F, 0x13A10E, 0xC19C00, 0x0037DA, 0x881798, 0x3A96DD]
      + [0xE74856, 0x16C60C, 0xF9F1A5, 0x3B78FF, 0xB4009E, 0x61D6D6],
  ]

  /// 1.9 is xterm's cyan on white, the palest there is here; its yellow has 1.7, its bright green and yellow 1.4 and 1.1.
  @Test(arguments: [ColorDepth.eight, .sixteen], published)
  func everyInkCanBeSeenOnBlackAndOnWhite(depth: ColorDepth, palette: [UInt32]) throws {
    for ink in plainInks {
      let look = Theme.standard.look(of: ink, at: depth)
      guard case .palette(let number) = look.color else {
        #expect(look.color == .own)
        continue
      }
      // Terminals of eight colours show a bold blue as the bright one.
      let shown = number == 4 && look.attributes.contains(.bold) ? 12 : number
      try #require([1...6, 9...14].contains { $0.contains(shown) }, "\(ink): \(shown)")
      let color = RGB(palette[Int(shown < 8 ? shown - 1 : shown - 3)])
      for ground in [RGB(0), RGB(0xFFFFFF)] { #expect(color.contrast(with: ground) > 1.9, "\(ink)") }
    }
  }

  /// On a dark grey too, which many terminals have for black.
  @Test(arguments: [RGB(0), RGB(0x1E1E1E), RGB(0xFFFFFF)])
  func everyInkOfThePaletteHasContrastOnDarkAndOnLight(ground: RGB) {
    for ink in plainInks {
      guard case .palette(let number) = Theme.standard.look(of: ink, at: .twoHundredFiftySix).color else {
        continue
      }
      #expect(RGB(palette: number).contrast(with: ground) >= 3, "\(ink)")
    }
  }

  @Test func colorBlindPeopleTellTheSeriesOfThePaletteApart() {
    let colors = seriesInks.compactMap { ink in
      if case .palette(let number) = Theme.standard.look(of: ink, at: .direct).color {
        RGB(palette: number)
      } else {
        nil
      }
    }
    #expect(colors.count == 9)
    #expect(leastDifference(of: colors, .full) > 15)
    for vision in ColorVision.allCases { #expect(leastDifference(of: colors, vision) > 6, "\(vision)") }
  }

  /// Pictures are drawn in colours only where there are enough of them.
  @Test func shadesNeedAPalette() {
    for depth in [ColorDepth.none, .eight, .sixteen] {
      #expect(Theme.standard.look(of: .ramp(200), at: depth) == Look())
    }
    #expect(Theme.standard.look(of: .ramp(255), at: .twoHundredFiftySix) == Look(231))
    #expect(Theme.standard.look(of: .ramp(255), at: .direct) == Look(.rgb(RGB(0xFFFFFF))))
  }
}

/// Of any two of them, for such eyes.
func leastDifference(of colors: [RGB], _ vision: ColorVision) -> Double {
  let places = colors.map { LabColor(vision.seen($0)) }
  return places.indices.flatMap { one in
    places.indices.dropFirst(one + 1).map { places[one].difference(from: places[$0]) }
  }.min() ?? .infinity
}

struct ColorDepthTests {
  @Test(arguments: [
    (0, ColorDepth.none), (8, .eight), (16, .sixteen), (88, .sixteen), (256, .twoHundredFiftySix),
    (1 << 24, .eight),
  ])
  func depthOfATerminfoEntry(colors: Int, depth: ColorDepth) {
    #expect(ColorDepth(colors: colors) == depth)
  }
}
