/// The fewest bytes, nearly, that turn what a terminal shows into something else.
struct ScreenUpdate {
  let width: Int
  let height: Int
  private(set) var bytes = ""
  private var rendition = SelectGraphicRendition()
  /// Where the next glyph goes; nil where that is not certain.
  private var cursor: (column: Int, row: Int)?

  /// Unchanged cells that are written again sooner than jumped over: a jump takes four bytes.
  private static let shortGap = 3

  init(from old: [ShownCell]?, to new: [ShownCell], width: Int, height: Int) {
    (self.width, self.height) = (width, height)
    if old == nil { bytes = "\u{1B}[m\u{1B}[2J" }
    let before = old ?? Array(repeating: ShownCell(), count: new.count)
    for row in 0..<height {
      let line = row * width..<(row + 1) * width
      var end = line.upperBound
      // What is blank to the end is erased at one go.
      let blankFrom = line.last { new[$0] != ShownCell() }.map { $0 + 1 } ?? line.lowerBound
      let isErased = (blankFrom..<end).count { before[$0] != new[$0] } > 3
      if isErased { end = blankFrom }
      var index = line.lowerBound
      while index < end {
        // The second half of a wide glyph comes with the first.
        let first = index > line.lowerBound && new[index].isContinuation ? index - 1 : index
        if before[index] != new[index], first == index || before[first] == new[first] { put(new, at: first) }
        index += 1
      }
      if isErased {
        move(to: blankFrom - line.lowerBound, row, new)
        bytes += rendition.reset() + "\u{1B}[K"
      }
    }
    bytes += rendition.reset()
  }

  private mutating func put(_ cells: [ShownCell], at index: Int) {
    let (column, row) = (index % width, index / width)
    let cell = cells[index]
    move(to: column, row, cells)
    write(cell)
    let isWide = column + 1 < width && cells[index + 1].isContinuation
    let next = column + (isWide ? 2 : 1)
    // Behind the last column terminals differ.
    cursor = next < width ? (next, row) : nil
  }

  private mutating func write(_ cell: ShownCell) {
    bytes += rendition.change(for: cell)
    bytes.unicodeScalars.append(cell.glyph)
  }

  private mutating func move(to column: Int, _ row: Int, _ cells: [ShownCell]) {
    defer { cursor = (column, row) }
    guard let cursor, cursor.row == row, cursor.column <= column else {
      if self.cursor?.row == row - 1, column == 0 {
        bytes += "\r\n"
      } else if self.cursor?.row != row || self.cursor?.column != column {
        bytes += column == 0 ? "\u{1B}[\(row + 1)H" : "\u{1B}[\(row + 1);\(column + 1)H"
      }
      return
    }
    guard cursor.column < column else { return }
    let gap = cells[row * width + cursor.column..<row * width + column]
    let isCheap = gap.allSatisfy { $0.look == rendition.current && $0.glyph.isASCII && !$0.isContinuation }
    if gap.count <= Self.shortGap, isCheap {
      for cell in gap { write(cell) }
    } else {
      bytes += gap.count == 1 ? "\u{1B}[C" : "\u{1B}[\(gap.count)C"
    }
  }
}
