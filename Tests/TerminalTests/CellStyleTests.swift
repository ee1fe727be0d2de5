import Terminal
import TerminalCanvas
import Testing

struct CellStyleTests {
  @Test(arguments: ColorDepth.allCases, HeatmapRamp.allCases)
  func everyInkHasColorsTheTerminalHas(depth: ColorDepth, ramp: HeatmapRamp) {
    let range: ClosedRange<Int16> =
      switch depth {
      case .none: CellStyle.own...CellStyle.own
      case .eight: CellStyle.own...7
      case .sixteen: CellStyle.own...15
      case .twoHundredFiftySix, .direct: CellStyle.own...255
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
