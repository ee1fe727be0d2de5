import TerminalCanvas
import Testing

private let plainInks: [Ink] = [
  .text, .dim, .title, .border, .focus, .selection, .member, .nonMember, .train, .test, .bound, .baseline,
  .good, .warning, .danger,
]

private let inks = plainInks + (0...255).map { Ink.ramp(UInt8($0)) }

/// What a chart may show side by side, and must therefore be told apart.
private let seriesInks: [Ink] = [
  .member, .nonMember, .train, .test, .bound, .baseline, .good, .warning, .danger,
]

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

  /// Bright black has the colour of the background in Solarized and others.
  @Test(arguments: ColorDepth.allCases)
  func nothingIsBrightBlack(depth: ColorDepth) {
    let theme = Theme(rows: Theme.standard.rows, ramp: .cividis)
    #expect(inks.allSatisfy { theme.look(of: $0, at: depth).color != 8 })
  }

  @Test(arguments: ColorDepth.allCases)
  func textAndSelectionKeepTheTerminalsOwnColors(depth: ColorDepth) {
    #expect(Theme.standard.look(of: .text, at: depth) == Look())
    #expect(Theme.standard.look(of: .selection, at: depth) == Look(.own, .reverse))
  }

  /// Pictures are drawn in colours only where there are enough of them.
  @Test func shadesNeedAPalette() {
    for depth in [ColorDepth.none, .eight, .sixteen] {
      #expect(Theme.standard.look(of: .ramp(200), at: depth) == Look())
    }
    #expect(Theme.standard.look(of: .ramp(255), at: .twoHundredFiftySix) == Look(231))
  }
}

struct HeatmapRampTests {
  @Test(arguments: HeatmapRamp.allCases)
  func shadesRunThroughAllColorsInOrder(ramp: HeatmapRamp) {
    var seen: [UInt8] = []
    for shade in 0...255 {
      let color = ramp.color(of: UInt8(shade))
      if seen.last != color { seen.append(color) }
    }
    #expect(seen == ramp.colors)
  }

  @Test func theKeyWalksThroughAllRamps() {
    var ramp = HeatmapRamp.grey
    var walked: Set<HeatmapRamp> = []
    for _ in HeatmapRamp.allCases {
      walked.insert(ramp)
      ramp = ramp.next
    }
    #expect(walked.count == HeatmapRamp.allCases.count)
    #expect(ramp == .grey)
  }
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
