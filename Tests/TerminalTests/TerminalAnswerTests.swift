import Terminal
import TerminalCanvas
import Testing

private func input(_ text: String) -> [KeyInput] { text.unicodeScalars.map { .character($0.value) } }

private func key(_ character: Character) -> Typed { .key(.character(character)) }

/// What a terminal says when it is asked, or of its mouse, among keys.
struct TerminalAnswerTests {
  /// As xterm (XParseColor) and others write it.
  @Test(arguments: [
    ("\u{1B}]11;rgb:1e1e/2e2e/3e3e\u{1B}\\", RGB(0x1E, 0x2E, 0x3E)),
    ("\u{1B}]11;rgb:ffff/0000/8000\u{7}", RGB(255, 0, 128)),
    ("\u{1B}]11;rgb:1e/2e/3e\u{7}", RGB(0x1E, 0x2E, 0x3E)),
    ("\u{1B}]11;rgb:f/0/8\u{7}", RGB(255, 0, 136)),
    ("\u{1B}]11;rgba:1e1e/2e2e/3e3e/ffff\u{7}", RGB(0x1E, 0x2E, 0x3E)),
    ("\u{9D}11;rgb:000/fff/800\u{9C}", RGB(0, 255, 128)),
  ])
  func theBackgroundIsReadHoweverTheAnswerIsCut(answer: String, color: RGB) {
    let scalars = input(answer) + input("\u{1B}[?62;22c")
    for cut in 0...scalars.count {
      var decoder = KeyDecoder()
      decoder.isAwaitingAnswer = true
      let typed =
        decoder.decode(input("a") + scalars[..<cut]) + decoder.decode(Array(scalars[cut...]) + input("b"))
      #expect(typed == [key("a"), .background(color), .attributes, key("b")], "cut after \(cut)")
      #expect(!decoder.isAwaitingAnswer)
    }
  }

  /// However slow the line: every character by itself, with a silence after each but the escapes.
  @Test func anAnswerInPiecesIsNoKey() {
    var decoder = KeyDecoder()
    decoder.isAwaitingAnswer = true
    var typed: [Typed] = []
    for one in input("\u{1B}]11;rgb:1e1e/2e2e/3e3e\u{1B}\\\u{1B}[?62;22cq") {
      typed += decoder.decode([one])
      if one != .character(0x1B) { typed += decoder.pause(isLong: false) }
    }
    #expect(typed == [.background(RGB(0x1E, 0x2E, 0x3E)), .attributes, key("q")])
  }

  @Test func anEscapeThatNothingFollowsIsAKeyAlsoWhileAnAnswerIsAwaited() {
    var decoder = KeyDecoder()
    decoder.isAwaitingAnswer = true
    #expect(decoder.decode(input("\u{1B}")) == [] && decoder.holdsEscape)
    #expect(decoder.pause(isLong: false) == [.key(.escape)] && !decoder.holdsEscape)
    #expect(decoder.decode(input("\u{1B}")) == [])
    #expect(decoder.decode(input("q")) == [.key(.escape), key("q")])
    #expect(decoder.decode(input("\u{1B}")) == [])
    #expect(decoder.decode([.named(.up)]) == [.key(.escape), .key(.up)])
    #expect(decoder.decode(input("\u{1B}\u{1B}")) == [.key(.escape)])
    #expect(decoder.pause(isLong: true) == [.key(.escape)])
    // Nothing is awaited any longer.
    #expect(decoder.decode(input("\u{1B}")) == [.key(.escape)])
  }

  /// SGR reports: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h3-Extended-coordinates
  @Test(arguments: [
    ("\u{1B}[<0;1;1M", PointerEvent(.click, column: 0, row: 0)),
    ("\u{1B}[<0;120;36M", PointerEvent(.click, column: 119, row: 35)),
    ("\u{1B}[<4;3;5M", PointerEvent(.click, column: 2, row: 4)),
    ("\u{1B}[<64;300;200M", PointerEvent(.wheelUp, column: 299, row: 199)),
    ("\u{1B}[<81;7;9M", PointerEvent(.wheelDown, column: 6, row: 8)),
  ])
  func whatTheMouseDidIsReadHoweverItIsCut(report: String, event: PointerEvent) {
    let scalars = input(report)
    for cut in 2...scalars.count {
      var decoder = KeyDecoder()
      decoder.isMouseOn = true
      let typed = decoder.decode(Array(scalars[..<cut])) + decoder.decode(Array(scalars[cut...]) + input("q"))
      #expect(typed == [.pointer(event), key("q")], "cut after \(cut)")
    }
  }

  /// Terminals that do not know the form above: `ESC [ M` and three characters, each 32 more than it says.
  @Test func theReportsOfOldMiceAreNoKeys() {
    var decoder = KeyDecoder()
    decoder.isMouseOn = true
    #expect(
      decoder.decode(input("\u{1B}[M !%q\u{1B}[M#!%\u{1B}[M`q")) == [
        .pointer(PointerEvent(.click, column: 0, row: 4)), key("q"),
      ])
    #expect(decoder.decode(input("qw")) == [.pointer(PointerEvent(.wheelUp, column: 80, row: 80)), key("w")])
    decoder.isMouseOn = false
    #expect(decoder.decode(input("\u{1B}[Mq")) == [key("q")])
  }
}
