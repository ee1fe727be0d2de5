import Terminal
import Testing

struct ColorPairsTests {
  @Test func aPairKeepsItsNumberAndIsDefinedOnce() {
    var pairs = ColorPairs(limit: 64)
    var defined: [[Int16]] = []
    for _ in 0..<2 {
      for (foreground, background) in [(1, -1), (2, -1), (1, 2)] as [(Int16, Int16)] {
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
    let number = { (foreground: Int16, background: Int16) in
      pairs.number(foreground: foreground, background: background) { _, _, _ in true }
    }
    #expect(number(1, -1) == 1)
    #expect(number(2, -1) == 2)
    #expect(number(1, 5) == 1)
    #expect(number(7, 5) == 0)
  }

  @Test func aPairThatCursesRefusesIsNotUsed() {
    var pairs = ColorPairs(limit: 64)
    #expect(pairs.number(foreground: 300, background: 1) { _, _, _ in false } == 0)
  }
}

struct ColorChoiceTests {
  /// https://no-color.org: "when present and not an empty string (regardless of its value)".
  @Test func noColorHoldsUnlessColorIsAskedFor() {
    #expect(ColorChoice.automatic.wantsColor(noColor: nil))
    #expect(ColorChoice.automatic.wantsColor(noColor: ""))
    #expect(!ColorChoice.automatic.wantsColor(noColor: "0"))
    #expect(ColorChoice.always.wantsColor(noColor: "1"))
    #expect(!ColorChoice.never.wantsColor(noColor: nil))
  }
}
