import TerminalCanvas
import Testing

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
