import Foundation
import LinearAlgebra
import PlainText

/// A report about a run in Markdown, as far as it can be verified: the run's log, its figures, and what they were computed on. What
/// else is written there is its author's, and not verified; but nothing there may hide the figures, or show other ones in a table.
///
///     | figure | value | 95 % interval |
///     |---|---:|---|
///     | test accuracy | 0.912 |  |
///     …
///     Computed on: OpenBLAS 0.3.21, Haswell; processor x86-64-v3
///
///     ```glasshouse-log
///     {"configuration":{…},"format":"glasshouse-log",…}
///     {"end":400,"weights_sha256":"…"}
///     ```
public struct LabReport: Hashable, Sendable {
  /// With its end.
  public let log: CommandLog
  public let figures: PrintedFigures
  /// Where the lines of the log stand in the file.
  public let logLines: ClosedRange<Int>
  /// The line that says what the figures were computed on; nil where the report has none.
  public let platform: String?

  /// Whether the same log gives the same weights to the bit, as far as the report says what it was computed on.
  public var isOfThisPlatform: Bool { platform == nil || platform == Self.platformHere }

  /// What decides the last bits of figures beside the log, here: a line of the report, without a line feed.
  public static var platformHere: String { "\(platformMark)\(ComputingPlatform.description)" }

  static let platformMark = "Computed on: "

  /// The log as a block of the report: its lines, exactly as in a file of their own, but for what persons typed in.
  public static func block(for log: CommandLog) -> String {
    "\(MarkdownText.fence)\(CommandLog.format)\n\(log.text(withholdingPlanted: true))\(MarkdownText.fence)\n"
  }

  /// The table of the knobs a run began with.
  public static func knobTable(of configuration: ExperimentConfiguration) -> String {
    ([knobHeader, knobRule]
      + Knob.onScreen.filter { $0.applies(configuration) }.map {
        "| \($0.sentenceTitle) | \(prose(configuration[$0].description)) |"
      })
      .map { $0 + "\n" }.joined()
  }

  static let knobHeader = "| knob | at the start |"
  static let knobRule = "|---|---:|"

  /// A line of text as a report may hold it: shown as it stands, and passing for nothing else.
  public static func prose(_ text: String) -> String { MarkdownText.escaped(text.harmless) }

  /// - Parameter path: what errors call the report.
  /// - Throws: `LabReportError`, or `CommandLogError` for what is wrong within the log; lines are numbered as in the report.
  public init(text: [UInt8], path: String) throws {
    try self.init(MarkdownText(text), path: path)
  }

  init(_ text: MarkdownText, path: String) throws {
    let block = try Self.block(in: text, path: path)
    log = try Self.log(of: block, path: path)
    logLines = block.line + 1...block.line + block.lines.count
    figures = try PrintedFigures(in: text, path: path)
    let knobs = try text.knobTable(path: path)
    try text.checkPlainness(tables: [figures.lines] + (knobs.map { [$0] } ?? []), path: path)
    let platforms = text.outside.map { (line: $0.number, text: $0.text.trimmingCharacters(in: .whitespaces)) }
      .filter { $0.text.hasPrefix(Self.platformMark) }
    if platforms.count > 1 { throw LabReportError.twoPlatforms(path: path, line: platforms[1].line) }
    platform = platforms.first?.text
  }

  /// The log that a report holds.
  ///
  /// - Throws: as above.
  static func log(in text: MarkdownText, path: String) throws -> CommandLog {
    try log(of: block(in: text, path: path), path: path)
  }

  private static func block(in text: MarkdownText, path: String) throws(LabReportError) -> MarkdownText.Block
  {
    let blocks = text.blocks.filter { $0.language == CommandLog.format }
    guard let block = blocks.first else { throw .noLog(path: path) }
    if blocks.count > 1 { throw .twoLogs(path: path, line: blocks[1].line) }
    guard block.isClosed else { throw .logCut(path: path, line: block.line) }
    return block
  }

  private static func log(of block: MarkdownText.Block, path: String) throws -> CommandLog {
    // Lines before it keep their numbers.
    let above = String(repeating: "\n", count: block.line)
    let log: CommandLog
    do {
      log = try CommandLog(text: above + block.lines.map { $0.text + "\n" }.joined(), path: path)
    } catch {
      switch error {
      case .malformedLine(_, let line): throw LabReportError.logDamaged(path: path, line: line)
      case .notALog: throw LabReportError.logDamaged(path: path, line: block.line + 1)
      default: throw error
      }
    }
    guard log.end != nil else { throw LabReportError.logCut(path: path, line: block.line) }
    return log
  }
}
