extension MarkdownText {
  /// Whether every program shows the text as it stands: nothing in it can hide a part of it, or be shown as a table that is not
  /// one of its own.
  ///
  /// - Parameter tables: the lines of its tables.
  /// - Throws: `LabReportError`, of the first line of its sort.
  func checkPlainness(tables: [ClosedRange<Int>], path: String) throws(LabReportError) {
    if let brokenLine { throw .brokenLine(path: path, line: brokenLine) }
    for block in blocks where !block.isAtStart || !["text", CommandLog.format].contains(block.language) {
      throw .otherFence(path: path, line: block.line)
    }
    for line in outside {
      let number = line.number
      if line.hasMarkup { throw .markup(path: path, line: number) }
      if line.hasFence { throw .otherFence(path: path, line: number) }
      if line.isCode { throw .indented(path: path, line: number) }
      if line.isTable, !tables.contains(where: { $0.contains(number) }) {
        throw .otherTable(path: path, line: number)
      }
      if line.isObeyedElsewhere { throw .otherDialect(path: path, line: number) }
    }
  }

  /// The text, so that it is shown as it stands and passes for nothing else.
  static func escaped(_ text: String) -> String {
    text.unicodeScalars.map {
      switch $0 {
      case "|": "&#124;"
      case "<": "&lt;"
      default: String($0)
      }
    }.joined()
  }
}

extension MarkdownText.Line {
  /// A tag, a comment or an address in angle brackets.
  fileprivate var hasMarkup: Bool {
    zip(bytes, bytes.dropFirst()).contains { first, second in
      first == UInt8(ascii: "<")
        && (second.isOfWord || "!/?".utf8.contains(second))
    }
  }

  private func contains(_ text: String) -> Bool {
    bytes.indices.contains { bytes[$0...].starts(with: text.utf8) }
  }

  /// A fence of another sort, or one within a list or a quotation, where it is read in other ways.
  fileprivate var hasFence: Bool { contains("```") || contains("~~~") }

  fileprivate var isCode: Bool {
    let indentation = bytes.prefix(while: \.isBlank)
    return !isBlank && (indentation.count > 3 || indentation.contains(UInt8(ascii: "\t")))
  }

  /// With a bar, or with the rule below the head of a table that has one column and no bars.
  fileprivate var isTable: Bool {
    contains("|") || (contains(":-") || contains("-:")) && !bytes.contains(where: \.isOfWord)
  }

  /// What begins a part of the text that some programs hide, or show in a way of their own: data of the page, a division, a
  /// comment, a formula.
  fileprivate var isObeyedElsewhere: Bool {
    let text = bytes.drop(while: \.isBlank)
    return ["{", ":::", "%%", "$$", "+++"].contains { text.starts(with: $0.utf8) }
      || number == 1 && text.starts(with: "---".utf8)
  }
}

extension UInt8 {
  /// Whether it is an ASCII letter, or of a character beyond ASCII.
  fileprivate var isOfWord: Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= self | 0x20 || self >= 0x80 }
}
