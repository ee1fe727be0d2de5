import Foundation
import PlainText
import Preferences
import TerminalCanvas
import Testing

/// A scheme in the common form; what `palette` says of a place takes the place of what is there.
func schemeText(system: String = "base16", palette: String = "") -> String {
  let given = palette.split(separator: "\n")
  let rows = Base16Scheme.places.compactMap { place -> String? in
    let label = Base16Scheme.label(of: place)
    guard !given.contains(where: { $0.contains(label) }) else { return nil }
    return "  \(label): \"#\(place % 2 == 0 ? "1e90ff" : "FFE4B5")\""
  }
  return "system: \(system)\nname: Mine\nauthor: Somebody\nvariant: dark\npalette:\n"
    + (given.map(String.init) + rows).joined(separator: "\n") + "\n"
}

struct SchemeReaderTests {
  private func scheme(_ text: String) throws -> Base16Scheme {
    let files = try ConfigurationFiles(["s.yaml": text])
    return try #require(try ThemeLibrary().scheme(named: files.path("s.yaml")))
  }

  private func refusal(_ text: String) throws -> String {
    let files = try ConfigurationFiles(["s.yaml": text])
    let error = #expect(throws: ThemeError.self) { try ThemeLibrary().scheme(named: files.path("s.yaml")) }
    return error?.description.replacing(files.path("s.yaml"), with: "PATH") ?? ""
  }

  @Test func theCommonForm() throws {
    let scheme = try scheme(schemeText())
    #expect(scheme.name == "Mine" && scheme.author == "Somebody")
    #expect(scheme[0x00] == RGB(0x1E90FF) && scheme[0x0F] == RGB(0xFFE4B5) && scheme[0x17] == RGB(0x1E90FF))
  }

  /// Digits without quotes are a number to YAML, or one with an exponent; they are the same digits.
  @Test func theFormItHadBefore() throws {
    let rows = Base16Scheme.places.map { "\(Base16Scheme.label(of: $0)): 1e1010" }
    let scheme = try scheme("scheme: Old One\nauthor: Somebody\n" + rows.joined(separator: "\n"))
    #expect(scheme.name == "Old One" && scheme.author == "Somebody" && scheme[0x0A] == RGB(0x1E1010))
  }

  @Test func placesMayBeWrittenInLowerCase() throws {
    #expect(try scheme(schemeText().lowercased())[0x0A] == RGB(0x1E90FF))
  }

  @Test func twentyFourColorsAreRead() throws {
    let scheme = try scheme(schemeText(system: "base24", palette: "  base12: '#abcdef'\n  base18: nothing"))
    #expect(scheme[0x12] == RGB(0xABCDEF) && scheme[0x13] == scheme[0x0A])
  }

  @Test(arguments: [
    (
      schemeText(system: "tinted8"),
      "Line 1 of PATH says that its colours are those of `tinted8`. Give a scheme of base16 or base24."
    ),
    (
      "scheme:\n  system: \"tinted8\"\n  name: X\n",
      "Line 2 of PATH says that its colours are those of `tinted8`. Give a scheme of base16 or base24."
    ),
    (
      schemeText().replacing("  base0A: \"#1e90ff\"\n", with: ""),
      "The scheme PATH has no colour `base0A`. Add it, as six hexadecimal digits in quotes."
    ),
    ("", "The scheme PATH has no colour `base00`. Add it, as six hexadecimal digits in quotes."),
    (
      schemeText(palette: "  base08: \"#12\""),
      "Line 6 of PATH gives `base08` as `#12`, which is no colour. Write six hexadecimal digits in quotes, as \"#1e90ff\"."
    ),
    (
      schemeText(palette: "  base08: #1e90ff"),
      "Line 6 of PATH gives `base08` no colour. Write six hexadecimal digits in quotes, as \"#1e90ff\": without them what follows # is a comment."
    ),
    (
      schemeText(palette: "  base08: [1, 2]"),
      "Line 6 of PATH gives `base08` more than a colour. Write six hexadecimal digits in quotes, as \"#1e90ff\"."
    ),
    (
      schemeText(system: "base24", palette: "  base17: blue"),
      "Line 6 of PATH gives `base17` as `blue`, which is no colour. Write six hexadecimal digits in quotes, as \"#1e90ff\"."
    ),
    (
      "system: base16\npalette:\n  base00: 'a'\n base01: b\n",
      "Line 4 of PATH is no YAML (did not find expected key). Correct it; a name or key that is a sign needs quotes."
    ),
    (
      schemeText() + "  base00: \"#000000\"\n", "Line 22 of PATH has `base00` again. Leave one of them."
    ),
    (
      String(repeating: "#\n", count: 40_000),
      "The file PATH is larger than 64.0 KiB, which no file of settings or colours is. Check the path."
    ),
  ])
  func aRefusalIsOneSentence(text: String, sentence: String) throws {
    #expect(try refusal(text) == sentence)
  }
}
