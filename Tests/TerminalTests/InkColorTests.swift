import Terminal
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

struct InkColorTests {
  @Test(arguments: ColorDepth.allCases, HeatmapRamp.allCases)
  func everyInkHasColorsTheTerminalHas(depth: ColorDepth, ramp: HeatmapRamp) {
    let range: ClosedRange<Int16> =
      switch depth {
      case .none: CellStyle.own...CellStyle.own
      case .eight: CellStyle.own...7
      case .sixteen: CellStyle.own...15
      case .twoHundredFiftySix: CellStyle.own...255
      }
    for ink in inks {
      let style = CellStyle(Cell("▀", ink: ink, field: ink), theme: .standard(ramp), depth: depth)
      #expect(range.contains(style.foreground))
      #expect(range.contains(style.background))
    }
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
    #expect(inks.allSatisfy { Theme.standard(.cividis).look(of: $0, at: depth).color != 8 })
  }

  @Test(arguments: ColorDepth.allCases)
  func textAndSelectionKeepTheTerminalsOwnColors(depth: ColorDepth) {
    #expect(Theme.standard.look(of: .text, at: depth) == Look())
    #expect(Theme.standard.look(of: .selection, at: depth) == Look(.own, .reverse))
  }

  @Test func emphasisAddsToTheInk() {
    let cell = Cell("x", ink: .danger, isBold: true, isReversed: true)
    let style = CellStyle(cell, theme: .standard, depth: .twoHundredFiftySix)
    #expect(style.foreground == 160 && style.attributes == [.bold, .reverse])
  }

  @Test func aFieldIsTheBackground() {
    let cell = Cell("▀", ink: .ramp(255), field: .ramp(0))
    let style = CellStyle(cell, theme: .standard(.viridis), depth: .twoHundredFiftySix)
    #expect(style.foreground == 226)
    #expect(style.background == 53)
  }
}

extension Theme {
  fileprivate static func standard(_ ramp: HeatmapRamp) -> Theme { Theme(rows: standard.rows, ramp: ramp) }
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
