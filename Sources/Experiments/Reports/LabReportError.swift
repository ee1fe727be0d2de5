public import PlainText

/// Why a report cannot be verified as it is. Lines are numbered from 1.
public enum LabReportError: Error, Hashable {
  case noLog(path: String)
  case twoLogs(path: String, line: Int)
  case logCut(path: String, line: Int)
  case logDamaged(path: String, line: Int)
  case noFigures(path: String)
  case twoTables(path: String, line: Int)
  case noFigure(path: String, line: Int)
  case figureMissing(path: String, line: Int, title: String)
  case tableNotAlone(path: String, line: Int)
  case otherRule(path: String, line: Int, rule: String)
  case noKnob(path: String, line: Int)
  case otherTable(path: String, line: Int)
  case twoPlatforms(path: String, line: Int)
  case brokenLine(path: String, line: Int)
  case markup(path: String, line: Int)
  case otherFence(path: String, line: Int)
  case indented(path: String, line: Int)
  case otherDialect(path: String, line: Int)
}

extension LabReportError: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .noLog(let path):
      "The report \(path) holds no log: no block that begins with \(MarkdownText.fence)\(CommandLog.format). Export it again, with its log."
    case .twoLogs(let path, let line):
      "The report \(path) holds a second log, at line \(line), and it is of one run. Remove the one that its figures are not of."
    case .logCut(let path, let line):
      "The log at line \(line) of \(path) was cut: its end is not there. Export the report again, and keep its log whole."
    case .logDamaged(let path, let line):
      "Line \(line) of \(path) is in the report's log, and is not what the program writes there. Export the report again, and keep its log as it is."
    case .noFigures(let path):
      "The report \(path) has no table of figures: none that begins with `\(PrintedFigures.header)`. Export it again, and keep the table."
    case .twoTables(let path, let line):
      "The report \(path) has a second table of figures, at line \(line). Remove the one that is not of its log."
    case .noFigure(let path, let line):
      "Line \(line) of \(path) is no figure as the program writes it, or one that the table has already. Export the report again, and keep its table as it is, with a blank line below."
    case .figureMissing(let path, let line, let title):
      "The table at line \(line) of \(path) has no row `\(title)`. Export the report again, and keep its table whole."
    case .tableNotAlone(let path, let line):
      "Line \(line) of \(path) touches a table, and may be shown as a part of it. Put a blank line above the table and one below."
    case .otherRule(let path, let line, let rule):
      "Line \(line) of \(path) is not the line below the head of a table, `\(rule)`. Export the report again, and keep its table as it is."
    case .noKnob(let path, let line):
      "Line \(line) of \(path) is in the table of knobs, and is no row of a knob. Remove it, or put a blank line above it."
    case .otherTable(let path, let line):
      "Line \(line) of \(path) may be shown as a row of another table than the report's two, which nothing verifies. Remove it, or write `&#124;` for its bars."
    case .twoPlatforms(let path, let line):
      "Line \(line) of \(path) says once more what the figures were computed on. Remove the line that is not theirs."
    case .brokenLine(let path, let line):
      "Line \(line) of \(path) holds a carriage return, where some programs begin another line. Save the file with line feeds."
    case .markup(let path, let line):
      "Line \(line) of \(path) holds HTML or an address in angle brackets, which may hide a part of the report or show what it does not say. Remove it, or write `&lt;` for `<`."
    case .otherFence(let path, let line):
      "Line \(line) of \(path) begins a block that may hide a part of the report. Begin blocks with \(MarkdownText.fence)text at the start of the line, or remove it."
    case .indented(let path, let line):
      "Line \(line) of \(path) is indented by a tab or four blanks, so that it is shown as code. Move it to the left."
    case .otherDialect(let path, let line):
      "Line \(line) of \(path) begins with a mark by which some programs hide a part of the text or show it in another way. Remove the mark."
    }
  }
}
