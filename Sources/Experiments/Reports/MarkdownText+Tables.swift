extension MarkdownText {
  /// The table that begins with a line: rows up to the next blank line, for any line but that would be one more of them.
  ///
  /// - Throws: `LabReportError` where it does not stand between blank lines, or has another rule below its head.
  func table(
    at head: Line, rule: String, path: String
  ) throws(LabReportError) -> (rows: [Line], lines: ClosedRange<Int>) {
    guard let start = outside.firstIndex(where: { $0.number == head.number }) else {
      preconditionFailure("the head is a line of the text")
    }
    let above = start > 0 ? outside[start - 1] : nil
    guard head.number == 1 || above?.number == head.number - 1 && above?.isBlank == true else {
      throw .tableNotAlone(path: path, line: head.number)
    }
    let below = outside[(start + 1)...]
    guard let first = below.first, first.number == head.number + 1, first.isExactly(rule) else {
      throw .otherRule(path: path, line: head.number + 1, rule: rule)
    }
    let rows = zip(below.dropFirst(), (first.number + 1)...)
      .prefix { line, number in !line.isBlank && line.number == number }.map(\.0)
    let end = rows.last?.number ?? first.number
    if let block = blocks.first(where: { $0.line == end + 1 }) {
      throw .tableNotAlone(path: path, line: block.line)
    }
    return (rows, head.number...end)
  }

  /// Where the table of knobs stands; nil where there is none.
  ///
  /// - Throws: `LabReportError` where there are two, or one with a row that is of no knob.
  func knobTable(path: String) throws(LabReportError) -> ClosedRange<Int>? {
    let heads = outside.filter { $0.isExactly(LabReport.knobHeader) }
    guard let head = heads.first else { return nil }
    if heads.count > 1 { throw .otherTable(path: path, line: heads[1].number) }
    let (rows, lines) = try table(at: head, rule: LabReport.knobRule, path: path)
    for row in rows {
      let knob = Knob.all.first { row.bytes.starts(with: "| \($0.sentenceTitle) | ".utf8) }
      guard knob != nil, row.bytes.count(where: { $0 == UInt8(ascii: "|") }) == 3,
        row.bytes.last == UInt8(ascii: "|")
      else { throw .noKnob(path: path, line: row.number) }
    }
    return lines
  }
}
