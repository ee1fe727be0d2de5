package import TerminalCanvas

/// Many small pictures of one size, as many as there is room for: the page of the chosen one.
package struct PictureGallery: Hashable, Sendable {
  package struct Tile: Hashable, Sendable {
    /// A few letters.
    package var title: String
    package var ink: Ink
    package var heatmap: Heatmap?
  }

  package var tiles: [Tile]
  /// By its place among them.
  var chosen: Int

  /// Rows of a picture, at least: with fewer nobody is known again.
  private static let fewestRows = (pixels: 6, letters: 8)
  private static let mostRows = 24

  /// How many tiles stand beside and below each other, and of how many cells a picture is.
  private func grid(in area: Rect, rendering: Rendering) -> (across: Int, down: Int, columns: Int, rows: Int)
  {
    let shape = tiles.lazy.compactMap(\.heatmap).first
    let proportion = shape.map { Double($0.width) / Double(max(1, $0.height)) } ?? 1
    let fewest = rendering.hasShades ? Self.fewestRows.pixels : Self.fewestRows.letters
    // The largest at which all are seen, and else the smallest that may be.
    for rows in (fewest...max(fewest, Self.mostRows)).reversed() {
      // A cell is about twice as high as wide.
      let columns = max(1, Int((2 * proportion * Double(rows)).rounded(.up)))
      let across = max(1, area.width / (columns + 1))
      let down = max(1, area.height / (rows + 1))
      if across * down >= tiles.count || rows == fewest { return (across, down, columns, rows) }
    }
    preconditionFailure("the smallest is taken in any case")
  }

  /// The places on the page of the chosen one.
  func page(in area: Rect, rendering: Rendering) -> Range<Int> {
    guard !tiles.isEmpty else { return 0..<0 }
    let grid = grid(in: area, rendering: rendering)
    let count = grid.across * grid.down
    let first = max(0, min(chosen, tiles.count - 1)) / count * count
    return first..<min(tiles.count, first + count)
  }

  func draw(on canvas: inout Canvas, in area: Rect, rendering: Rendering) {
    let grid = grid(in: area, rendering: rendering)
    for (place, index) in page(in: area, rendering: rendering).enumerated() {
      let tile = tiles[index]
      let part = Rect(
        column: area.column + place % grid.across * (grid.columns + 1),
        row: area.row + place / grid.across * (grid.rows + 1), width: grid.columns, height: grid.rows + 1)
      let isChosen = index == chosen
      var column = part.column
      if isChosen {
        column = canvas.write(
          rendering.glyphs.selectionMark, column: column, row: part.row, ink: .focus, isBold: true, in: part)
      }
      canvas.write(tile.title, column: column, row: part.row, ink: tile.ink, isBold: isChosen, in: part)
      let (_, body) = part.splitTop(1)
      if let heatmap = tile.heatmap {
        heatmap.draw(on: &canvas, in: body, rendering: rendering, isFilling: true)
      } else {
        canvas.write("none", column: body.column, row: body.row, ink: .dim, in: body)
      }
    }
  }
}
