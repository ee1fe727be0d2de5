import Terminal
import TerminalCanvas
import Testing

struct CellStyleTests {
  @Test(arguments: ColorDepth.allCases, HeatmapRamp.allCases)
  func everyInkHasColorsTheTerminalHas(depth: ColorDepth, ramp: HeatmapRamp) {
    let range: ClosedRange<Int32> =
      switch depth {
      case .none: CellStyle.own...CellStyle.own
      case .eight: CellStyle.own...7
      case .sixteen: CellStyle.own...15
      case .twoHundredFiftySix: CellStyle.own...255
      case .direct: CellStyle.own...0xFF_FFFF
      }
    for ink in Array(Theme.standard.rows.keys) + (0...255).map({ Ink.ramp(UInt8($0)) }) {
      let style = CellStyle(Cell("▀", ink: ink, field: ink), theme: .standard(ramp), depth: depth)
      #expect(range.contains(style.foreground))
      #expect(range.contains(style.background))
    }
  }

  @Test func emphasisAddsToTheInk() {
    let cell = Cell("x", ink: .danger, isBold: true, isReversed: true)
    let style = CellStyle(cell, theme: .standard, depth: .twoHundredFiftySix)
    #expect(style.foreground == 161 && style.attributes == [.bold, .reverse])
  }

  /// A number below 256 is one of the palette, also where a number is a colour by its parts.
  @Test(arguments: [
    (RGB(0x12, 0x34, 0x56), 0x123456), (RGB(255, 255, 255), 0xFFFFFF), (RGB(0, 1, 0), 0x100),
    (RGB(0, 0, 0), 0x100), (RGB(0, 0, 255), 0x1FF),
  ])
  func aColorByItsPartsIsNeverOneOfThePalette(color: RGB, number: Int) {
    let theme = Theme(rows: [.danger: Self.row(Look(.rgb(color)))])
    let cell = Cell("x", ink: .danger, field: .danger)
    let style = CellStyle(cell, theme: theme, depth: .direct)
    #expect(style.foreground == Int32(number) && style.background == Int32(number))
    for depth in ColorDepth.allCases where depth < .direct {
      let style = CellStyle(cell, theme: theme, depth: depth)
      #expect(style.foreground == CellStyle.own && style.background == CellStyle.own)
    }
  }

  private static func row(_ look: Look) -> Theme.Row { Theme.Row(look, look, look, look) }

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
