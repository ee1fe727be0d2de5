import Foundation
import PlainText
import Testing

struct PlainTextTests {
  @Test(arguments: [
    ("plain text, é and 東京", "plain text, é and 東京"), ("a\u{1B}[31mb", "a\\u{1B}[31mb"),
    ("two\nlines", "two\\u{A}lines"), ("\u{202E}gpj.exe", "\\u{202E}gpj.exe"), ("\u{9B}2J", "\\u{9B}2J"),
    ("a\u{200B}b\u{FEFF}", "a\\u{200B}b\\u{FEFF}"), ("family 👨‍👩‍👧", "family 👨‍👩‍👧"),
  ])
  func whatATerminalObeysIsSpelledOut(text: String, shown: String) {
    #expect(text.harmless == shown)
    #expect(text.harmless.harmless == shown)
  }

  @Test func sentencesTakeNothingRaw() {
    let path = "/tmp/\u{1B}]0;owned\u{7}\n.csv"
    let sentence: Sentence = "The file \(path) is not there.\nCheck \(3) things."
    #expect(sentence.text == "The file /tmp/\\u{1B}]0;owned\\u{7}\\u{A}.csv is not there.\nCheck 3 things.")
  }

  /// Against wcwidth's table of every assigned code point.
  @Test func widthsAreThoseOfWcwidth() throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "widths.txt")
    var wrong = [String]()
    for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
      let numbers = line.split(separator: " ").compactMap { Int($0) }
      for code in numbers[0]...numbers[1] {
        guard let scalar = Unicode.Scalar(UInt32(code)) else { continue }
        // U+1171E was a nonspacing mark before Unicode 17.
        guard code != 0x1171E, scalar.properties.generalCategory != .unassigned,
          scalar.displayWidth != numbers[2]
        else {
          continue
        }
        wrong.append(String(code, radix: 16))
      }
    }
    #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(20))")
  }

  @Test func textIsCutAndPaddedByColumns() {
    #expect("東京x".displayWidth == 5 && "e\u{301}".displayWidth == 1)
    #expect("東京x".prefix(columns: 3) == "東" && "東京x".prefix(columns: 4) == "東京")
    #expect("東京".padded(to: 6) == "東京  ")
  }

  @Test func markupIsText() {
    #expect(#"<a href="x">&'"#.escapedForMarkup == "&lt;a href=&quot;x&quot;&gt;&amp;&#39;")
    #expect("ε\u{0}\u{FFFF}|".escapedForMarkup == "ε??|")
  }
}
