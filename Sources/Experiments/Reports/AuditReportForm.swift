import PlainText

/// How a report of an audit is written, as the name of its file says.
public enum AuditReportForm: String, CaseIterable, Sendable {
  case markdown = "md"
  case html
  case json

  /// - Throws: `AuditError.reportEnding`.
  public init(path: String) throws(AuditError) {
    let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    guard path.contains("."), let form = AuditReportForm(rawValue: ending) else {
      throw .reportEnding(path: path)
    }
    self = form
  }
}
