import Terminal
import TerminalCanvas
import Testing

struct PicturePaceTests {
  private static func picture(_ width: Int, _ height: Int, _ shade: (Int, Int) -> UInt8) -> Canvas {
    var canvas = Canvas(width: width, height: height + 1)
    for row in 0..<height {
      for column in 0..<width {
        canvas[column: column, row: row] = Cell(
          "▀", ink: .ramp(shade(column, 2 * row)), field: .ramp(shade(column, 2 * row + 1)))
      }
    }
    return canvas
  }

  @Test func aPictureThatChangesWhollyComesInPartsTheLargestChangesFirst() {
    var pace = PicturePace()
    let first = Self.picture(100, 50) { _, _ in 0 }
    #expect(pace.step(towards: first) == (first.cells, true))
    let second = Self.picture(100, 50) { column, _ in column < 20 ? 200 : 100 }
    var before = first.cells
    var steps = 0
    while true {
      let (cells, isComplete) = pace.step(towards: second)
      let changed = cells.indices.filter { cells[$0] != before[$0] }
      #expect(changed.count <= PicturePace.most)
      // 1000 cells change by 200, and all of these come before the others.
      if steps < 1000 / PicturePace.most { #expect(changed.allSatisfy { $0 % 100 < 20 }) }
      before = cells
      steps += 1
      if isComplete { break }
      guard steps < 100 else { break }
    }
    #expect(before == second.cells)
    #expect(steps == (5000 + PicturePace.most - 1) / PicturePace.most)
    #expect(pace.step(towards: second) == (second.cells, true))
  }

  @Test func textAndWhatIsNoLongerAPictureAreNeverLate() {
    var pace = PicturePace()
    _ = pace.step(towards: Self.picture(80, 20) { _, _ in 0 })
    var next = Self.picture(80, 20) { _, _ in 255 }
    next.write("step 12", column: 0, row: 20)
    next.fill(Rect(column: 40, row: 0, width: 40, height: 20))
    let (cells, isComplete) = pace.step(towards: next)
    #expect(!isComplete)
    for index in cells.indices where index % 80 >= 40 || index >= 80 * 20 {
      #expect(cells[index] == next.cells[index])
    }
    // Another size is another screen.
    let other = Self.picture(60, 20) { _, _ in 128 }
    #expect(pace.step(towards: other) == (other.cells, true))
  }

  /// A ramp has 64 levels: what stays within one is no change, and is not counted.
  @Test func whatIsNotSeenIsFree() {
    var pace = PicturePace()
    _ = pace.step(towards: Self.picture(100, 50) { _, _ in 128 })
    #expect(pace.step(towards: Self.picture(100, 50) { _, _ in 131 }).isComplete)
    #expect(!pace.step(towards: Self.picture(100, 50) { _, _ in 132 }).isComplete)
  }
}
