import Terminal
import Testing

struct ColorPairsTests {
  @Test func aPairKeepsItsNumberAndIsDefinedOnce() {
    var pairs = ColorPairs(limit: 64)
    var defined: [[Int32]] = []
    for _ in 0..<2 {
      for (foreground, background) in [(1, -1), (2, -1), (1, 2)] as [(Int32, Int32)] {
        _ = pairs.number(foreground: foreground, background: background) {
          defined.append([$0, $1, $2])
          return true
        }
      }
    }
    #expect(defined == [[1, 1, -1], [2, 2, -1], [3, 1, 2]])
  }

  @Test func theTerminalsOwnColorsArePairZero() {
    var pairs = ColorPairs(limit: 0)
    #expect(pairs.number(foreground: -1, background: -1) { _, _, _ in true } == 0)
  }

  @Test func whenNumbersRunOutTheBackgroundGoesFirst() {
    var pairs = ColorPairs(limit: 3)
    #expect(pairs.number(1, -1) == 1)
    #expect(!pairs.isFull)
    #expect(pairs.number(2, -1) == 2)
    #expect(pairs.isFull)
    #expect(pairs.number(1, 5) == nil && pairs.substitute(foreground: 1) == 1)
    #expect(pairs.number(7, 5) == nil && pairs.substitute(foreground: 7) == 0)
    #expect(pairs.number(2, -1) == 2)
  }

  @Test func forgottenPairsGiveTheirNumbersToOthers() {
    var pairs = ColorPairs(limit: 2)
    #expect(pairs.number(1, 2) == 1 && pairs.number(3, 4) == nil)
    pairs.removeAll()
    #expect(pairs.number(3, 4) == 1 && pairs.number(1, 2) == nil)
  }

  /// As many as ncurses defines with a terminal's `pairs#0x10000`.
  @Test func thereMayBeMorePairsThanSixteenBitsCount() {
    var pairs = ColorPairs(limit: 1_000_000)
    var count = 0
    while pairs.number(Int32(count), -1) != nil { count += 1 }
    #expect(count == 65_535)
  }

  @Test func aPairThatCursesRefusesIsNotUsed() {
    var pairs = ColorPairs(limit: 64)
    #expect(pairs.number(foreground: 300, background: 1) { _, _, _ in false } == nil)
    #expect(pairs.number(1, 1) == 1)
  }
}

extension ColorPairs {
  fileprivate mutating func number(_ foreground: Int32, _ background: Int32) -> Int32? {
    number(foreground: foreground, background: background) { _, _, _ in true }
  }
}
