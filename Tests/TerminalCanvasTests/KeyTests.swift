import TerminalCanvas
import Testing

struct KeyTests {
  private static let keys: [Key] =
    Key.named + (0x21...0x7E).map { Key.character(Character(Unicode.Scalar($0))) }
    + "abcdefghijklmnopqrstuvwxyz".map(Key.control) + [.character("é"), .character("ε")]

  @Test func everyKeyIsReadFromItsLabel() {
    for key in Self.keys { #expect(Key(label: key.label) == key) }
    #expect(Set(Self.keys.map(\.label)).count == Self.keys.count)
  }

  @Test(arguments: [("space", Key.character(" ")), ("ESC", .escape), ("ctrl-l", .control("l"))])
  func namesMayBeInAnyCase(label: String, key: Key) { #expect(Key(label: label) == key) }

  /// A capital is another key than its letter.
  @Test func aSingleCharacterIsItself() { #expect(Key(label: "P") != Key(label: "p")) }

  @Test(arguments: ["", " ", "pp", "Ctrl-", "Ctrl-1", "Ctrl-ab", "Shift-a", "F1", "Spac"])
  func whatIsNoKeyIsNone(label: String) { #expect(Key(label: label) == nil) }
}
