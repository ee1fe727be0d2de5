import Terminal
import TerminalCanvas
import Testing

private func typed(_ text: String) -> [KeyInput] { text.unicodeScalars.map { .character($0.value) } }

struct KeyDecoderTests {
  @Test(arguments: [
    ("q", [Key.character("q")]), ("\u{3}", [.control("c")]), ("\u{1A}", [.control("z")]),
    ("\u{C}", [.control("l")]), ("\t", [.tab]), ("\r", [.enter]), ("\n", [.enter]), ("\u{8}", [.backspace]),
    ("\u{7F}", [.backspace]), ("\u{1B}", [.escape]), ("ε€", [.character("ε"), .character("€")]),
    ("\u{0}\u{1C}\u{1F}\u{85}", []),
  ])
  func characters(text: String, keys: [Key]) {
    #expect(KeyDecoder.keys(in: typed(text)) == keys)
  }

  @Test func namedKeysKeepTheirPlaceAndUnknownOnesAreDropped() {
    let input: [KeyInput] = [.character(0x61), .named(.shiftUp), .named(nil), .character(0x62)]
    #expect(KeyDecoder.keys(in: input) == [.character("a"), .shiftUp, .character("b")])
  }

  @Test(arguments: ["\u{1B}[1;5A", "\u{1B}[200~", "\u{1B}[?62;1c", "\u{1B}OP"])
  func aSequenceWithoutANameTypesNothing(sequence: String) {
    #expect(KeyDecoder.keys(in: typed("a" + sequence + "b")) == [.character("a"), .character("b")])
  }

  @Test func escapeBeforeALetterIsTwoKeys() {
    #expect(KeyDecoder.keys(in: typed("\u{1B}x")) == [.escape, .character("x")])
  }

  @Test func aSequenceCutShortIsTyped() {
    #expect(KeyDecoder.keys(in: typed("\u{1B}[")) == [.escape, .character("[")])
    #expect(KeyDecoder.keys(in: typed("\u{1B}O")) == [.escape, .character("O")])
  }

  @Test func aPasteArrivesWhole() {
    let text = String(repeating: "0123456789", count: 500)
    #expect(KeyDecoder.keys(in: typed(text)) == text.map(Key.character))
  }

  @Test func numbersThatAreNoCharacterAreDropped() {
    #expect(KeyDecoder.keys(in: [.character(0xD800), .character(0x110000)]) == [])
  }
}
