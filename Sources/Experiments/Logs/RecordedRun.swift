public import PlainText

/// What a file says of a run: a log, or a report that holds one.
public enum RecordedRun: Sendable {
  /// With a word where the file goes on after what is whole of it.
  case log(CommandLog, doubt: Sentence?)
  /// The text of a report is kept, for only who verifies it reads its figures.
  case report(CommandLog, text: [UInt8])

  /// Reads the file, once.
  ///
  /// - Throws: `CommandLogError`, or `LabReportError`.
  public init(reading path: String) throws {
    let bytes = try LogText.bytes(at: path)
    // A log begins with an object, and no report does.
    let start = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    if start != UInt8(ascii: "{") {
      let text = MarkdownText(bytes)
      let isReport = ["md", "markdown"].contains { path.lowercased().hasSuffix(".\($0)") }
      if isReport || text.blocks.contains(where: { $0.language == CommandLog.format }) {
        self = .report(try LabReport.log(in: text, path: path), text: bytes)
        return
      }
    }
    let lines = LogText(of: bytes)
    self = .log(try CommandLog(lines, path: path), doubt: lines.doubt(path: path))
  }

  public var log: CommandLog {
    switch self {
    case .log(let log, _), .report(let log, _): log
    }
  }
}
