import TerminalCanvas
import Testing

struct HeatmapTests {
  @Test func shadesAreStretchedBetweenPercentiles() {
    let map = Heatmap(width: 2, height: 2, values: [0.4, 0.5, 0.6, .nan])
    #expect(map.shades[0] == 0 && map.shades[2] == 1)
    #expect(abs(map.shades[1] - 0.5) < 1e-6)
    #expect(Heatmap(width: 1, height: 2, values: [3, 3]).shades == [0.5, 0.5])
  }

  /// Two pixels to a cell: the upper one in ink, the lower one under it.
  @Test func halfBlocksHoldTwoPixels() {
    let map = Heatmap(width: 1, height: 2, values: [1, 0])
    var canvas = Canvas(width: 1, height: 1)
    map.draw(on: &canvas, in: canvas.bounds, rendering: Rendering(glyphs: .braille, hasShades: true))
    #expect(canvas[column: 0, row: 0] == Cell("▀", ink: .ramp(255), field: .ramp(0)))
  }

  /// Without shades a pixel is a letter, two columns wide; what does not fit is averaged.
  @Test func lettersStandWhereShadesLack() {
    let map = Heatmap(width: 4, height: 2, values: [0, 0, 1, 1, 0, 0, 1, 1])
    let rendering = Rendering(glyphs: .ascii, hasShades: false)
    var canvas = Canvas(width: 8, height: 2)
    map.draw(on: &canvas, in: canvas.bounds, rendering: rendering)
    #expect(canvas.plain == "    @@@@\n    @@@@")
    #expect(map.fitted(in: Rect(column: 0, row: 0, width: 4, height: 9), rendering: rendering).height == 1)
  }

  /// 23 x 28 pixels take 23 columns and 14 rows of half blocks, or 46 and 28 of letters.
  @Test func facesFitTheScreenTheyWereMeantFor() {
    let face = Heatmap(width: 23, height: 28, values: Array(repeating: 0, count: 644))
    let shaded = face.fitted(
      in: Rect(column: 0, row: 0, width: 23, height: 14),
      rendering: Rendering(glyphs: .blocks, hasShades: true))
    #expect((shaded.width, shaded.height) == (23, 14))
    let letters = face.fitted(
      in: Rect(column: 0, row: 0, width: 46, height: 28),
      rendering: Rendering(glyphs: .ascii, hasShades: false))
    #expect((letters.width, letters.height) == (46, 28))
  }
}
