import PlainText
import TerminalCanvas

/// The clients of a federation, a tile each: who it is, how it fared in the round, its mix of labels as bars, and how long its update
/// was. As much of that as lets all of them be seen; where not even numbers do, the page of the chosen one.
package struct ClientTiles: Hashable, Sendable {
  package struct Tile: Hashable, Sendable {
    package var number: Int
    /// How it fared, in one letter.
    package var mark: Character
    var ink: Ink
    /// Of each class, or group of classes, from 0 to 1.
    package var mix: [Double]
    /// At most four characters.
    package var norm: String
  }

  package var tiles: [Tile]
  /// By its place.
  package var chosen: Int
  /// What the line below says of bars, of norms, and of each mark.
  var legend: (bars: String, norms: String, marks: [String])

  /// What of a tile is drawn, the fullest first.
  private enum Detail: CaseIterable {
    case all, withoutNorm, number
  }

  private static let normWidth = 5

  private struct Grid {
    let detail: Detail
    let across: Int
    let down: Int
    let width: Int
  }

  private var numberWidth: Int { String(tiles.last?.number ?? 0).count }

  private func width(_ detail: Detail) -> Int {
    let bars = (tiles.first?.mix.count ?? 0)
    // Before the number stands the mark of the chosen one, behind it how it fared, and behind all a blank.
    let least = 1 + numberWidth + 1 + 1
    return switch detail {
    case .all: least + bars + Self.normWidth
    case .withoutNorm: least + bars
    case .number: least
    }
  }

  private func grid(in area: Rect) -> Grid {
    for detail in Detail.allCases {
      let width = width(detail)
      // The last one needs no blank behind it.
      let across = max(1, (area.width + 1) / width)
      if across * area.height >= tiles.count || detail == .number {
        // Rows of ten, or of a divisor, are easier to count in.
        let even = [30, 20, 15, 10, 5].first { $0 <= across && ($0 * area.height >= tiles.count) } ?? across
        return Grid(
          detail: detail, across: even, down: max(1, area.height),
          width: min(width + 6, max(width, (area.width + 1) / even)))
      }
    }
    preconditionFailure("the smallest is taken in any case")
  }

  private func first(in grid: Grid) -> Int {
    let count = grid.across * grid.down
    return max(0, min(chosen, tiles.count - 1)) / count * count
  }

  /// The tile that is drawn there; nil beside them.
  func tile(atColumn column: Int, row: Int, in area: Rect) -> Int? {
    let area = area.splitTop(area.height - 1).top
    guard area.contains(column: column, row: row), !tiles.isEmpty else { return nil }
    let grid = grid(in: area)
    let across = (column - area.column) / grid.width
    let place = first(in: grid) + (row - area.row) * grid.across + across
    return across < grid.across && tiles.indices.contains(place) ? place : nil
  }

  /// Of what is drawn alone; where tiles have room for their numbers alone, the chosen one whole.
  private func drawLegend(on canvas: inout Canvas, in line: Rect, detail: Detail, glyphs: GlyphSet) {
    let tile = tiles[max(0, min(chosen, tiles.count - 1))]
    let parts =
      switch detail {
      case .all: [legend.bars, legend.norms]
      case .withoutNorm: [legend.bars]
      case .number: ["\(tile.number): \(tile.mix.map { glyphs.bar($0) }.joined()) \(tile.norm)"]
      }
    let marks = legend.marks.joined(separator: "  ")
    let texts =
      parts.indices.map { (parts.dropFirst($0) + [marks]).joined(separator: "  ") } + [marks]
    canvas.write(
      longest(of: texts, fitting: line.width), column: line.column, row: line.row, ink: .dim, in: line)
  }

  func draw(on canvas: inout Canvas, in area: Rect, glyphs: GlyphSet) {
    guard !tiles.isEmpty else { return }
    let (area, below) = area.splitTop(area.height - 1)
    let grid = grid(in: area)
    drawLegend(on: &canvas, in: below, detail: grid.detail, glyphs: glyphs)
    let first = first(in: grid)
    for (offset, tile) in tiles.dropFirst(first).prefix(grid.across * grid.down).enumerated() {
      let part = Rect(
        column: area.column + offset % grid.across * grid.width, row: area.row + offset / grid.across,
        width: grid.width, height: 1)
      let isChosen = first + offset == chosen
      if isChosen {
        canvas.write(
          glyphs.selectionMark, column: part.column, row: part.row, ink: .focus, isBold: true, in: area)
      }
      let number = String(tile.number)
      var column = part.column + 1 + numberWidth - number.count
      column = canvas.write(
        number, column: column, row: part.row, ink: isChosen ? .focus : tile.ink, isBold: isChosen, in: area)
      column = canvas.write(
        String(tile.mark), column: column, row: part.row, ink: tile.ink, isBold: true, in: area)
      guard grid.detail != .number else { continue }
      column = canvas.write(
        tile.mix.map { glyphs.bar($0) }.joined(), column: column, row: part.row, ink: tile.ink, in: area)
      if grid.detail == .all {
        canvas.write(" \(tile.norm)", column: column, row: part.row, ink: tile.ink, in: area)
      }
    }
    canvas.markMore(
      above: first > 0, below: first + grid.across * grid.down < tiles.count, in: area, glyphs: glyphs)
  }
}

// Tuples are not compared by themselves.
extension ClientTiles {
  package static func == (left: ClientTiles, right: ClientTiles) -> Bool {
    left.tiles == right.tiles && left.chosen == right.chosen && left.legend == right.legend
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(tiles)
    hasher.combine(chosen)
  }
}

extension GlyphSet {
  /// A bar in one cell, for a share from 0 to 1: what is not nothing is seen.
  package func bar(_ share: Double) -> String {
    let levels: [String] =
      switch self {
      case .ascii: [".", ":", "-", "=", "+", "*", "#", "@"]
      case .blocks: ["░", "▒", "▓", "█"]
      case .braille: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
      }
    guard share > 0 else { return " " }
    return levels[min(levels.count - 1, Int(share * Double(levels.count)))]
  }
}
