import Foundation
import PlainText
import Statistics
import TerminalCanvas

// Numbers as the screen writes them.

/// `0.787`, a dash where it is NaN.
func decimal(_ value: Double, _ digits: Int = 3) -> String { value.written(digits) }

/// `0.787`, or a dash where the figure cannot be had.
func decimal(_ value: Double?, or glyphs: GlyphSet) -> String {
  value.map { decimal($0) } ?? glyphs.spelled("–")
}

/// An upper bound with so many decimals, which stays one.
func roundedUp(_ bound: Double, _ digits: Int = 2) -> String { bound.roundedUp(digits) }

/// With so many decimals however small it is, as in a column.
func fixed(_ value: Double, _ digits: Int) -> String {
  let text = String(format: "%.\(digits)f", value)
  return value.isFinite && Double(text) == 0 && text.hasPrefix("-") ? String(text.dropFirst()) : text
}

/// The text in lines of at most that width, broken between words where there is a blank to break at.
func wrapped(_ text: String, width: Int) -> [String] {
  var lines = [""]
  for word in text.split(separator: " ", omittingEmptySubsequences: false) {
    var word = word
    // What fits no line, such as a path, is broken where the line ends.
    while width > 0, word.displayWidth > width {
      let part = word.prefix(columns: width)
      if lines[lines.count - 1].isEmpty { lines[lines.count - 1] = part } else { lines.append(part) }
      word = word.dropFirst(max(1, part.count))
    }
    let last = lines[lines.count - 1]
    if last.isEmpty {
      lines[lines.count - 1] = String(word)
    } else if last.displayWidth + 1 + word.displayWidth <= width {
      lines[lines.count - 1] += " " + word
    } else {
      lines.append(String(word))
    }
  }
  return lines
}

/// The first of the notes that fits beside the title of a pane of that width, else the last.
func longest(
  of notes: [[Span]], beside title: String, width: Int, isFocused: Bool
) -> [Span] {
  // Around both are rules and blanks, and before the title the mark of the focus.
  let room = width - title.displayWidth - (isFocused ? 8 : 6)
  return notes.first { $0.reduce(0) { $0 + $1.text.displayWidth } <= room } ?? notes[notes.count - 1]
}

/// The first of them that fits, else the last.
func longest(of texts: [String], fitting width: Int) -> String {
  texts.first { $0.displayWidth <= width } ?? texts[texts.count - 1]
}

/// `1,234`.
func grouped(_ value: Int) -> String {
  var digits = Array(String(abs(value)))
  var index = digits.count - 3
  while index > 0 {
    digits.insert(",", at: index)
    index -= 3
  }
  return (value < 0 ? "-" : "") + String(digits)
}

/// The end of an axis in at most five characters, and a sign: `1234`, `1.2e6`, `-0.123`.
package func axisLabel(_ value: Double) -> String {
  let text = significant(value)
  guard text.count > 5 else { return text }
  // A sign takes a place of its own.
  guard value >= 0 else { return "-" + axisLabel(-value) }
  guard value >= 1e5 || value < 0.001 else {
    return value >= 1 ? String(Int(value.rounded())) : fixed(value, 3)
  }
  let exponent = Int(log10(value).rounded(.down))
  return "\((value / pow(10, Double(exponent)) * 10).rounded() / 10)e\(exponent)"
}

/// Three significant digits, without an exponent where people write none: `0.0469`, `12.3`, `1e-05`.
func significant(_ value: Double) -> String { value.brief }
