/// Ways to show a table in a report that is not the one that is verified.
enum Forgery: CaseIterable {
  case comment, details, tag, otherFence, indentedFence, nestedFence, emptyFence, looseFence, accentedFence,
    code, tabbed
  case otherHead, bare, oneColumn, formFeed, accentedBar, nonBreakingHead, quoted, list
  case rowBelow, touchingAbove, otherRule, secondTable
  case wordsAfterNumber, markupInCell, otherDigits, invisible, nonBreakingCell, moreDecimals, emphasised,
    padded
  case carriageReturn, twoPlatforms, frontMatter, division, hiddenByMark, knobs, belowKnobs

  /// The report so altered, and how its refusal begins.
  ///
  /// - Parameters:
  ///   - text: the lines of `LabReportTests.text`: the table of knobs at 3, that of figures at 11, the platform at 22.
  ///   - table: that of figures.
  func applied(to text: String, table: String) -> (text: String, sentence: String) {
    let false1 = table.replacing("| 0.", with: "| 0.9")
    let headless = false1.replacing("| figure |", with: "| Figure |")
    func around(_ before: String, _ after: String) -> String {
      text.replacing(table, with: before + table + after)
    }
    func end(_ lines: String) -> String { text.replacing("The end.", with: lines) }
    func row(_ change: (String) -> String) -> String {
      let line = String(text.split(separator: "\n").first { $0.hasPrefix("| test accuracy") } ?? "")
      return text.replacing(line, with: change(line))
    }
    return switch self {
    case .comment: (around("<!--\n\n", "\n-->\n\n" + headless), "Line 11 of r.md holds HTML")
    case .details: (around("<details>\n\n", "\n</details>\n\n"), "Line 11 of r.md holds HTML")
    case .tag: (end("<table><tr><td>test accuracy<td>0.954</table>"), "Line 30 of r.md holds HTML")
    case .otherFence: (around("~~~\n\n", "\n~~~\n"), "Line 11 of r.md begins a block")
    case .indentedFence: (end("* a\n\n  ```text\n  ```"), "Line 32 of r.md begins a block")
    case .nestedFence:
      (around("* ```text\n  ```text\nx\n```\n\n", ""), "Line 12 of r.md begins a block")
    case .emptyFence: (end("```\n| a |\n```"), "Line 30 of r.md begins a block")
    case .looseFence: (end("```text of mine\n```"), "Line 30 of r.md begins a block")
    // The Greek grave accent is the same character as the fence's to Unicode, and to no program of Markdown.
    case .accentedFence:
      (end("\u{1FEF}\u{1FEF}\u{1FEF}text\n\n" + headless), "Line 32 of r.md may be shown as a row")
    case .code:
      (
        text.replacing(
          table,
          with: table.split(separator: "\n").map { "    " + $0 + "\n" }.joined() + "\n" + headless),
        "The report r.md has no table of figures"
      )
    case .tabbed: (end("\tcode"), "Line 30 of r.md is indented")
    case .otherHead: (end(headless), "Line 30 of r.md may be shown as a row")
    case .bare: (end("figure | value\n---|---\ntest accuracy | 0.954"), "Line 30 of r.md may be shown")
    case .oneColumn: (end("test accuracy 0.954\n:---:\nε 0.8, tight"), "Line 31 of r.md may be shown")
    case .formFeed: (end("test accuracy 0.954\n:---:\u{0C}\nε 0.8"), "Line 31 of r.md may be shown")
    case .accentedBar: (end("|\u{FE0F} a |\u{FE0F} b |"), "Line 30 of r.md may be shown as a row")
    case .nonBreakingHead:
      (end(false1.replacing("95 %", with: "95\u{A0}%")), "Line 30 of r.md may be shown as a row")
    case .quoted: (end("> a | b"), "Line 30 of r.md may be shown as a row")
    case .list: (end("* a\n  :-:"), "Line 31 of r.md may be shown as a row")
    case .rowBelow: (around("", "test accuracy | 0.954 |\n"), "Line 21 of r.md is no figure")
    case .touchingAbove: (around("[a]: b '\n", ""), "Line 12 of r.md touches a table")
    case .otherRule:
      (
        text.replacing("|---|---:|---|", with: "|:---|---:|---|"),
        "Line 12 of r.md is not the line below the head"
      )
    case .secondTable: (end(table), "The report r.md has a second table of figures, at line 30")
    case .wordsAfterNumber:
      (
        row { $0.replacing(" |  |", with: " (after correction: 0.954) |  |") },
        "Line 13 of r.md is no figure"
      )
    case .markupInCell: (row { $0.replacing("| 0", with: "| <!--0.1-->0") }, "Line 13 of r.md is no figure")
    case .otherDigits: (row { $0.replacing("| 0.", with: "| ０.") }, "Line 13 of r.md is no figure")
    case .invisible: (row { $0.replacing("| 0.", with: "| 0\u{200B}.") }, "Line 13 of r.md is no figure")
    case .nonBreakingCell:
      (row { $0.replacing("test ", with: "test\u{A0}") }, "Line 13 of r.md is no figure")
    case .moreDecimals: (row { $0.replacing("| 0.", with: "| 00.") }, "Line 13 of r.md is no figure")
    case .emphasised: (row { $0.replacing("| 0.", with: "| ~~0.1~~0.") }, "Line 13 of r.md is no figure")
    case .padded: (row { $0.replacing(" |  |", with: " | |") }, "Line 13 of r.md is no figure")
    case .carriageReturn:
      (end("The end.\r\r| test accuracy | 0.954 |"), "Line 30 of r.md holds a carriage return")
    case .twoPlatforms: (end(" Computed on: an abacus"), "Line 30 of r.md says once more what")
    case .frontMatter:
      (
        "---\ntest accuracy: 0.954\n---\n" + text,
        "Line 1 of r.md begins with a mark"
      )
    case .division: (around("::: {style=\"display:none\"}\n\n", "\n:::\n"), "Line 11 of r.md begins with a")
    case .hiddenByMark: (around("%%\n\n", "\n%%\n"), "Line 11 of r.md begins with a mark")
    case .knobs:
      (
        text.replacing("| noise multiplier | 2 |", with: "| noise multiplier | 2 |\n| ε | 0.8, tight |"),
        "Line 6 of r.md is in the table of knobs"
      )
    case .belowKnobs:
      (
        text.replacing("| noise multiplier | 2 |", with: "| noise multiplier | 2 |\ntest accuracy 0.954"),
        "Line 6 of r.md is in the table of knobs"
      )
    }
  }
}
