extension StringProtocol {
  /// The text with every character spelled out that a terminal obeys, that breaks a line, or that hides or reorders others: an
  /// escape becomes `\u{1B}`. Text of a file, a path or an option is shown by this alone. Harmless text stays what it is.
  public var harmless: String {
    guard !utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else { return String(self) }
    var text = ""
    for scalar in unicodeScalars {
      if scalar.isHarmless {
        text.unicodeScalars.append(scalar)
      } else {
        text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      }
    }
    return text
  }

  /// The lines of the text, each of them harmless.
  public var harmlessLines: String {
    split(separator: "\n", omittingEmptySubsequences: false).map(\.harmless).joined(separator: "\n")
  }
}

extension Unicode.Scalar {
  /// Whether a terminal shows this, and nothing but this, where it stands in a line.
  public var isHarmless: Bool {
    switch value {
    case 0x00..<0x20, 0x7F..<0xA0: false
    // Marks that turn the direction of what follows.
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: false
    // What has no width and joins nothing, separators of lines, annotations and tags.
    case 0x200B, 0x2060...0x2064, 0x206A...0x206F, 0xFEFF, 0x2028, 0x2029, 0xFFF9...0xFFFB: false
    case 0xE0000...0xE007F: false
    default: true
    }
  }
}
