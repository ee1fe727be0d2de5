import Auditing
package import Experiments
import Foundation
import PlainText
import Statistics

extension AuditReport: CommandReport {
  package var text: String {
    (verdicts.map(\.line)
      + [remarks.title, line("claimed", claim), line("canaries", guessing), line("ceiling", ceiling)] + bounds
      + checks
      + attacks
      + audits + regressions.map { line("worse", $0) } + figures.notTested.map { line("not tested", $0) }
      + ["\(figures.seconds.written(3)) s"]).joined(separator: "\n")
  }

  /// The report as a file of that form, with its last newline.
  package func text(as form: AuditReportForm) throws -> String {
    switch form {
    case .markdown: page.markdown
    case .html: page.html
    case .json: try StandardOutput.json(of: self)
    }
  }

  private func line(_ name: String, _ text: String) -> String { name.padded(to: 11) + text }

  private func aligned(_ table: ReportPage.Table) -> String { ([table.head] + table.rows).aligned }

  private var bounds: [String] {
    let pairs =
      figures.pairs > 0
      ? ["bounds of many runs are of \(figures.pairs) pairs of runs that differ in one canary"] : []
    return ["", aligned(boundsTable)] + kinds + pairs + [""]
  }

  private var checks: [String] { figures.conformance.isEmpty ? [] : [aligned(checksTable), ""] }

  private var attacks: [String] {
    guard !figures.attacks.isEmpty else { return [] }
    return [aligned(attacksTable), Self.attacksNote] + (risk.map { ["at risk: \($0)"] } ?? []) + [""]
  }

  private var audits: [String] {
    let table = auditsTable
    guard !table.rows.isEmpty else { return [] }
    // The last is listed whatever their number.
    let stride = (table.rows.count - 1) / Self.listedAudits + 1
    let rows = table.rows.enumerated().filter { (table.rows.count - 1 - $0.offset).isMultiple(of: stride) }
      .map(\.element)
    let some = stride > 1 ? "; one of \(stride) is listed" : ""
    return [([table.head] + rows).aligned, Self.auditsNote + some, ""]
  }

  private static let listedAudits = 8
}
