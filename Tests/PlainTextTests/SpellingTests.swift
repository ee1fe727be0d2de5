import PlainText
import Testing

struct SpellingTests {
  private static let names = ["pause", "pin-run", "presenter", "theme", "glyphs", "mouse", "zoom"]

  @Test(arguments: [
    ("puase", "pause"), ("thme", "theme"), ("themes", "theme"), ("GLYPHS", "glyphs"), ("moose", "mouse"),
    ("pin", "pin-run"), ("presnter", "presenter"),
  ])
  func aSlipFindsItsName(typed: String, name: String) {
    #expect(Spelling.nearest(to: typed, in: Self.names).first == name)
  }

  @Test(arguments: ["", "wavelength", "qqq", "x"])
  func whatIsLikeNothingFindsNothing(typed: String) {
    #expect(Spelling.nearest(to: typed, in: Self.names).isEmpty)
  }

  @Test func adviceNamesTheNearestOrAll() {
    #expect(Spelling.advice(for: "thme", in: Self.names) == "Did you mean theme?")
    #expect(Spelling.advice(for: "p", in: Self.names) == "Did you mean pause, pin-run or presenter?")
    #expect(Spelling.advice(for: "qqq", in: ["a1", "b2"]) == "Choose one of a1, b2.")
  }

  /// Published examples, of Levenshtein's distance and of Damerau's.
  @Test(arguments: [
    ("kitten", "sitting", 3), ("flaw", "lawn", 2), ("ca", "abc", 3), ("ab", "ba", 1), ("", "abc", 3),
  ])
  func publishedDistances(one: String, two: String, slips: Int) {
    #expect(Spelling.slips(from: Array(one), to: Array(two)) == slips)
    #expect(Spelling.slips(from: Array(two), to: Array(one)) == slips)
  }
}
