import Attacks
import Experiments
import PlainText
import Statistics

// Whom the model betrays most, who pays, and what a deletion changed.
extension Today {
  func ofExposure(_ term: Term) -> Reading? {
    guard let findings = subject.findings(ExposureFindings.self), let first = findings.records.first,
      let ranking = findings.ranking
    else { return nil }
    switch term {
    case .recordsAtRisk:
      return Reading(
        plain:
          "At step \(grouped(findings.step)) \(ranking.title) finds row \(first.index) most of all members, with a score of \(fixed(first.score, 2)), above all\(first.outsidersAbove == 0 ? "" : " but \(grouped(first.outsidersAbove))") outsiders.",
        paper: ranking.paper)
    case .recordOdds:
      return Reading(
        plain:
          "The record most at risk is \(significant(first.odds)) times likelier to be a member than an outsider.",
        formula: "\(term.formula) = \(significant(first.odds))")
    case .attacksThatFind:
      return Reading(
        plain:
          "Of \(findings.attackCount) attacks \(first.foundBy.count) find the record most at risk at 1 % false alarms."
      )
    case .exposureReason:
      let reasons = first.reasons ?? []
      return Reading(
        plain: reasons.isEmpty
          ? "Of the record most at risk nothing stands out."
          : "Of the record most at risk: \(reasons.map(\.description).joined(separator: "; ").harmless).")
    case .marginsWithAndWithout:
      return RecordDistributions.sentence(first).map { Reading(plain: $0) }
    case .slices:
      let slices = findings.slicings.first ?? []
      let areas = slices.compactMap { slice in slice.area.map { (slice.value, $0) } }
      guard let most = areas.max(by: { $0.1.value < $1.1.value }) else { return nil }
      return Reading(
        plain:
          "Of \(areas.count) classes members of \(most.0.harmless) are told from others best, with an AUC of \(decimal(most.1.value)).",
        formula:
          "AUC = \(decimal(most.1.value)) [\(decimal(most.1.interval.lowerBound)), \(decimal(most.1.interval.upperBound))]"
      )
    default: return ofDeletion(term, in: findings)
    }
  }

  /// Of the deletions of this run the one of the member most at risk.
  private func ofDeletion(_ term: Term, in findings: ExposureFindings) -> Reading? {
    guard let deletion = findings.records.lazy.compactMap({ findings.deletions[$0.candidate] }).first else {
      return nil
    }
    guard term == .deletionMovesOthers else {
      let without = deletion.without.map { " Models without it have \(fixed($0.mean, 2)) on average." } ?? ""
      return Reading(
        plain:
          "With row \(deletion.deleted.index) deleted, its margin goes from \(fixed(deletion.deleted.before, 2)) to \(fixed(deletion.deleted.after, 2)) at step \(grouped(deletion.step)).\(without)",
        formula: deletion.deviations.map { "z = \(fixed($0, 2))" })
    }
    guard let change = deletion.neighbors.meanAbsoluteChange, let control = deletion.neighbors.meanControl
    else { return nil }
    let beyond = deletion.neighbors.count(where: \.isBeyondControl)
    return Reading(
      plain:
        "With row \(deletion.deleted.index) deleted, the \(deletion.neighbors.count) members nearest to it move by \(fixed(change, 2)) on average, and by \(fixed(control, 2)) between two trainings of the same members; \(beyond) of them by more than any two such trainings differ."
    )
  }
}
