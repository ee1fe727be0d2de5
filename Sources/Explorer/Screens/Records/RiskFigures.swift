import Experiments
import PlainText
import Records
import TerminalCanvas

/// What makes a member one at risk, in numbers; none of another record.
struct RiskFigures {
  let asked: AskedRecord

  private var mark: String { asked.glyphs.diagnosticMark }

  var figures: [Figure] {
    guard let exposed = asked.exposed, let exposure = asked.exposure else { return deletion }
    var figures = [Figure]()
    figures.append(
      Figure(
        name: "\(mark)odds of a member", value: "\(significant(exposed.odds)) : 1", term: .recordOdds,
        ink: .member))
    figures.append(
      Figure(
        name: "\(mark)found by", value: "\(exposed.foundBy.count) of \(exposure.attackCount)",
        term: .attacksThatFind, amount: Double(exposed.foundBy.count), ink: .member))
    figures += reasons(exposed)
    for (name, summary) in [("with it", exposed.with), ("without it", exposed.without)] {
      guard let summary else { continue }
      figures.append(
        Figure(
          name: "\(mark)\(name)",
          value: fixed(summary.mean, 1) + (summary.deviation.map { ", sd \(fixed($0, 1))" } ?? ""),
          term: .marginsWithAndWithout))
    }
    return figures + deletion
  }

  private func reasons(_ exposed: ExposedRecord) -> [Figure] {
    let reasons = (exposed.reasons ?? []).map { reason -> (String, String) in
      switch reason {
      case .wrongLabel(let file): ("wrong label, file has", file)
      case .neighborsDisagree(let count, let all): ("near, with other labels", "\(count) of \(all)")
      case .isolated(let distance, _): ("alone, nearest at", fixed(distance, 2))
      case .rareCategory(let column, let value, let share): ("\(column) \(value)", percent(share))
      case .extremeNumber(let column, let value, let share):
        ("\(column) \(RecordField.text(of: value)), so far", percent(share))
      }
    }
    return (reasons.isEmpty ? [("why", "nothing stands out")] : reasons).map { name, value in
      Figure(name: "\(mark)\(name.harmless)", value: value.harmless, term: .exposureReason)
    }
  }

  /// What changed when it was deleted, or how far that is.
  private var deletion: [Figure] {
    if let progress = asked.exposure?.progress, let data = asked.subject.snapshot?.data,
      progress.candidate == asked.screen.chosenCandidate(in: data)
    {
      return [
        Figure(
          name: "deleting, Esc stops", value: "\(Int(100 * progress.fraction)) %", term: .deletedRecord,
          ink: .warning)
      ]
    }
    guard let deletion = asked.deletion else { return [] }
    var figures = [
      Figure(
        name: "\(mark)deleted, its margin", value: fixed(deletion.deleted.after, 2), term: .deletedRecord,
        amount: deletion.deleted.after, ink: .nonMember)
    ]
    if let deviations = deletion.deviations {
      figures.append(
        Figure(
          name: "\(mark)from those without", value: "\(fixed(deviations, 1)) sd",
          term: .deletedRecord))
    }
    for (name, changes) in [("near moved", deletion.neighbors), ("others moved", deletion.exposed)] {
      guard let change = changes.meanAbsoluteChange, let control = changes.meanControl else { continue }
      figures.append(
        Figure(
          name: "\(mark)\(name)", value: "\(fixed(change, 2)), chance \(fixed(control, 2))",
          term: .deletionMovesOthers, ink: change > control ? .member : .dim))
    }
    return figures
  }

  private func percent(_ share: Double) -> String { "\(significant(100 * share)) %" }
}
