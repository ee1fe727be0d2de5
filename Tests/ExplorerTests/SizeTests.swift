import Explorer
import TerminalCanvas
import Testing

/// No size traps, whatever is shown, and nothing is drawn that the terminal has not.
struct SizeTests {
  private static let scripts = [
    // What may be on a screen: panes, whole or beside others, moments and modes.
    "", "z", "<Tab> <Tab> z", "<Tab> <Tab> <Tab> <Tab> z g", "<Tab> <Tab> <Tab> <Tab> <Tab> z", "<BackTab>",
    "<BackTab> <BackTab> w", "j j j j l", "<Space> <PageUp> <PageUp>", "<Space> <PageUp> l", "P", "P j l",
    "P <Tab> <Tab>", "P <Tab> <Tab> <Tab>", "B", "F <Tab>", "p",
    // What may lie over it.
    "?", "/ noise", "/ zzz", ": noise <Space> 3", ": pause", ": nosuch", "o", "K j j", "H", "T", ",", "e",
    "<Enter> 1.5", "<Enter> x <Enter>", "x", "x <Right> <Down> <Down>", "<Tab> <Tab> <Tab> x", "P ?",
  ]

  /// Runs of every kind, with and without what attacks found, beside one that is pinned or not.
  private static let bases: [ExplorerState] = {
    var reading = Fixture.unread(Fixture.configuration)
    _ = reading.begin()
    return [
      Fixture.protected, Fixture.attackedUnprotected, Fixture.compared, other(Fixture.compared), reading,
      Fixture.diverged, Fixture.wholePool, Fixture.variantsCompared,
    ]
  }()

  private static func other(_ state: ExplorerState) -> ExplorerState {
    var copy = state
    _ = copy.play("2")
    return copy
  }

  @Test(arguments: bases.indices) func everySizeIsSafe(base: Int) {
    var sizes = Sizes(seed: base)
    for (place, script) in Self.scripts.enumerated() {
      var state = Self.bases[base]
      state.themes = ["chalk", "clay"]
      _ = state.play(script)
      for (tier, glyphs) in GlyphSet.allCases.enumerated() {
        for (width, height) in sizes.next(place + tier) {
          var sized = state.sized(
            width, height, glyphs: glyphs, hasShades: glyphs != .ascii && place % 2 == 0)
          // What is frozen is of the size it was frozen at.
          if sized.presentation.frozen != nil { _ = sized.update(.resized(width: width, height: height)) }
          let canvas = sized.drawn()
          let highest: UInt32 = glyphs == .ascii ? 0x7E : 0x10FFFF
          #expect(
            canvas.width == width && canvas.height == height
              && canvas.cells.allSatisfy {
                $0.glyph.value >= 0x20 && $0.glyph.value <= highest && $0.glyph.value != 0x7F
              }, "\(script), \(glyphs), \(width) x \(height)")
        }
      }
    }
  }

  /// Every width to 160 and every height to 50, a few at a time, and some at random.
  private struct Sizes {
    private var random: UInt64
    private var turn = 0

    init(seed: Int) { random = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next(_ offset: Int) -> [(width: Int, height: Int)] {
      turn += 1
      let heights = [24, 1, 50, 16, 30, 44, 9, 36]
      let widths = [80, 60, 160, 1, 110, 150, 30, 120]
      let across = (0..<8).map { (1 + ($0 * 20 + turn) % 160, heights[(offset + $0) % 8]) }
      let down = (0..<4).map { (widths[(offset + $0) % 8], 1 + ($0 * 13 + turn) % 50) }
      return across + down + (0..<3).map { _ in (Int(number() % 161), Int(number() % 51)) }
    }

    private mutating func number() -> UInt64 {
      random ^= random << 13
      random ^= random >> 7
      random ^= random << 17
      return random >> 20
    }
  }
}
