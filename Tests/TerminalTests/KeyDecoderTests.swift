import Terminal
import TerminalCanvas
import Testing

private func input(_ text: String) -> [KeyInput] { text.unicodeScalars.map { .character($0.value) } }

private func keys(_ text: String) -> [Typed] { text.map { .key(.character($0)) } }

struct KeyDecoderTests {
  @Test(arguments: [
    ("q", [Key.character("q")]), ("\u{3}", [.control("c")]), ("\u{1A}", [.control("z")]),
    ("\u{C}", [.control("l")]), ("\t", [.tab]), ("\r", [.enter]), ("\n", [.enter]), ("\u{8}", [.backspace]),
    ("\u{7F}", [.backspace]), ("\u{1B}", [.escape]), ("ε€", [.character("ε"), .character("€")]),
    ("\u{0}\u{1C}\u{1F}\u{85}", []),
  ])
  func characters(text: String, keys: [Key]) {
    var decoder = KeyDecoder()
    #expect(decoder.decode(input(text)) == keys.map(Typed.key))
  }

  @Test func namedKeysKeepTheirPlaceAndUnknownOnesAreDropped() {
    var decoder = KeyDecoder()
    let typed = decoder.decode([.character(0x61), .named(.shiftUp), .named(nil), .character(0x62)])
    #expect(typed == [.key(.character("a")), .key(.shiftUp), .key(.character("b"))])
  }

  /// Among them what terminals report: another colour, their version, a capability, the mouse where none is used.
  @Test(arguments: [
    "\u{1B}[1;5A", "\u{1B}[>41;397;0c", "\u{1B}OP", "\u{1B}]10;rgb:1e1e/1e1e/2e2e\u{7}",
    "\u{1B}]11;?\u{1B}\\", "\u{1B}]11;rgb:1e1e/xyz/2e2e\u{1B}\\", "\u{1B}[<0;5;7m", "\u{1B}[<3;5;7M",
    "\u{1B}[<0;5M", "\u{1B}[<0;0;7M", "\u{1B}P>|XTerm(397)\u{1B}\\", "\u{1B}P1+r524742=38\u{1B}\\",
    "\u{1B}_Gi=31;OK\u{1B}\\", "\u{9B}0n", "\u{9D}4;1;rgb:0/0/0\u{9C}", "\u{1B}^private\u{1B}\\",
  ])
  func whatNobodyAskedForIsSwallowedHoweverItIsCut(sequence: String) {
    let scalars = input(sequence)
    for cut in 2...scalars.count {
      var decoder = KeyDecoder()
      let typed =
        decoder.decode(input("a") + scalars[..<cut]) + decoder.decode(Array(scalars[cut...]) + input("b"))
      #expect(typed == keys("ab"), "cut after \(cut)")
    }
  }

  @Test func escapeBeforeALetterIsTwoKeys() {
    var decoder = KeyDecoder()
    #expect(decoder.decode(input("\u{1B}x")) == [.key(.escape), .key(.character("x"))])
    #expect(decoder.decode(input("\u{1B}\u{1B}x")) == [.key(.escape), .key(.escape), .key(.character("x"))])
  }

  /// What begins as a sequence and goes on as something else does not take that with it.
  @Test func aBrokenSequenceTakesNoKeyWithIt() {
    var decoder = KeyDecoder()
    #expect(decoder.decode(input("\u{1B}[1;") + [.named(.up)] + input("b")) == [.key(.up)] + keys("b"))
    #expect(decoder.decode(input("\u{1B}]")) == [])
    #expect(decoder.pause(isLong: false) == [])
    #expect(decoder.decode(input("q")) == keys("q"))
  }

  @Test func aPasteIsTextAndNoKeys() {
    var decoder = KeyDecoder()
    let pasted: [KeyInput] =
      input("a") + [.pasteBegins] + input("R1\nq\tx\u{1B}") + [.named(.up)] + input("\u{3}é")
    #expect(decoder.decode(pasted) == keys("a"))
    #expect(decoder.pause(isLong: false) == [])
    #expect(decoder.decode([.pasteEnds] + input("b")) == [.paste("R1 q xé")] + keys("b"))
  }

  @Test func aPasteWhoseMarksCameInPartsIsOne() {
    var decoder = KeyDecoder()
    #expect(decoder.decode(input("\u{1B}[20")) == [])
    #expect(decoder.decode(input("0~quit\u{1B}[2")) == [])
    #expect(decoder.decode(input("01~z")) == [.paste("quit")] + keys("z"))
  }

  @Test func aPasteWithoutAnEndEndsWithTheInput() {
    var decoder = KeyDecoder()
    #expect(decoder.decode([.pasteBegins] + input("text")) == [])
    #expect(decoder.pause(isLong: true) == [.paste("text")])
    #expect(decoder.decode(input("q")) == keys("q"))
  }

  /// Without its escape the mark is text like other text, and takes no key with it.
  @Test func aPasteOfTheMarkItselfIsText() {
    var decoder = KeyDecoder()
    #expect(
      decoder.decode([.pasteBegins] + input("[201~q\u{1B}[20x\u{1B}\u{1B}[2") + [.pasteEnds]) == [
        .paste("[201~q[20x[2")
      ])
    #expect(
      decoder.decode(input("\u{1B}[200~a\u{1B}[201~\u{1B}[200A") + input("q")) == [.paste("a")] + keys("q"))
    let long = String(repeating: "x", count: 20_000)
    #expect(decoder.decode(input("\u{1B}[200~\(long)\u{1B}[201~q")).last == .key(.character("q")))
  }

  @Test func ofALongPasteTheBeginningIsKept() {
    var decoder = KeyDecoder()
    let text = String(repeating: "~", count: 1_000_000)
    let typed = decoder.decode([.pasteBegins] + input(text) + [.pasteEnds])
    #expect(typed == [.paste(String(repeating: "~", count: 10_000))])
  }

  @Test func manyKeysAreManyKeys() {
    var decoder = KeyDecoder()
    let text = String(repeating: "0123456789", count: 500)
    #expect(decoder.decode(input(text)) == keys(text))
  }

  @Test func numbersThatAreNoCharacterAreDropped() {
    var decoder = KeyDecoder()
    #expect(decoder.decode([.character(0xD800), .character(0x110000)]) == [])
  }
}
