/// An area of the screen in whole cells; an area that would be negative is empty.
public struct Rect: Hashable, Sendable {
  public var column: Int
  public var row: Int
  public var width: Int
  public var height: Int

  public init(column: Int, row: Int, width: Int, height: Int) {
    self.column = column
    self.row = row
    self.width = max(0, width)
    self.height = max(0, height)
  }

  public var isEmpty: Bool { width == 0 || height == 0 }

  public func contains(column: Int, row: Int) -> Bool {
    column >= self.column && column < self.column + width && row >= self.row && row < self.row + height
  }

  /// Smaller by so much on all four sides.
  public func inset(by margin: Int) -> Rect {
    Rect(column: column + margin, row: row + margin, width: width - 2 * margin, height: height - 2 * margin)
  }

  /// The first `count` rows, and what is left below them.
  public func splitTop(_ count: Int) -> (top: Rect, rest: Rect) {
    let taken = min(max(0, count), height)
    return (
      Rect(column: column, row: row, width: width, height: taken),
      Rect(column: column, row: row + taken, width: width, height: height - taken)
    )
  }

  /// The first `count` columns, and what is left beside them.
  public func splitLeft(_ count: Int) -> (left: Rect, rest: Rect) {
    let taken = min(max(0, count), width)
    return (
      Rect(column: column, row: row, width: taken, height: height),
      Rect(column: column + taken, row: row, width: width - taken, height: height)
    )
  }

  /// The area in `count` bands one below another, the first ones a row taller where it does not divide.
  public func rows(_ count: Int) -> [Rect] {
    guard count > 0 else { return [] }
    var rest = self
    return (0..<count).map { index in
      let left = count - index
      let (band, remaining) = rest.splitTop((rest.height + left - 1) / left)
      rest = remaining
      return band
    }
  }

  /// The area in `count` bands side by side, the first ones a column wider where it does not divide.
  public func columns(_ count: Int) -> [Rect] {
    guard count > 0 else { return [] }
    var rest = self
    return (0..<count).map { index in
      let left = count - index
      let (band, remaining) = rest.splitLeft((rest.width + left - 1) / left)
      rest = remaining
      return band
    }
  }
}
