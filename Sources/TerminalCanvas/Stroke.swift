/// How a curve is drawn where dots or blocks draw it, so that no two curves of a chart differ by colour alone.
public enum Stroke: Hashable, Sendable {
  case solid, dashed, dotted, dashDotted

  /// The dots along the curve that are drawn and those left out, again and again; fewer where a dot is a whole cell wide.
  func pattern(_ glyphs: GlyphSet) -> [Bool] {
    let runs: [Int] =
      switch (self, glyphs) {
      case (.solid, _): [1]
      case (.dashed, .ascii): [2, 1]
      case (.dashed, _): [4, 2]
      case (.dotted, .ascii): [1, 1]
      case (.dotted, .blocks): [1, 2]
      case (.dotted, .braille): [1, 3]
      case (.dashDotted, .ascii): [2, 1, 1, 1]
      case (.dashDotted, .blocks): [4, 1, 1, 1]
      case (.dashDotted, .braille): [4, 2, 1, 3]
      }
    return runs.enumerated().flatMap { Array(repeating: $0.offset.isMultiple(of: 2), count: $0.element) }
  }
}

/// What draws one curve: it knows how far it has come, so that dashes run on from one point of the curve to the next.
struct Pen {
  private let pattern: [Bool]
  private let isFaint: Bool
  private var position = 0
  private var drawn = 0

  init(_ stroke: Stroke, isFaint: Bool, glyphs: GlyphSet) {
    pattern = stroke.pattern(glyphs)
    self.isFaint = isFaint
  }

  /// Begins anew, as after a gap.
  mutating func lift() {
    position = 0
    drawn = 0
  }

  /// Goes on by a dot and says whether it is drawn; the first one is.
  mutating func step() -> Bool {
    defer { position = (position + 1) % pattern.count }
    guard pattern[position] else { return false }
    drawn += 1
    return !isFaint || !drawn.isMultiple(of: 2)
  }
}
