import Attacks
import Experiments
import Foundation
import PlainText
import PrivacyAccounting
import Statistics

/// Prints what a membership study found, for people or for programs.
struct MembershipPrinter {
  let format: OutputFormat
  let title: String

  func print(_ report: MembershipReport) throws {
    switch format {
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try StandardOutput.write(json: try encoder.encode(report))
    case .text: try StandardOutput.write(lines: text(of: report))
    }
  }

  private func text(of report: MembershipReport) -> String {
    var lines = [title, candidates(of: report)]
    if let account = report.target.account { lines += bound(account, report: report) }
    lines += ["", table(of: report), ""]
    lines += notes(on: report)
    return lines.joined(separator: "\n")
  }

  private func candidates(of report: MembershipReport) -> String {
    let memberCount = report.study.isMember.count(where: \.self)
    var line = "\(memberCount) members, \(report.study.isMember.count - memberCount) non-members"
    line += ", \(report.referenceCount) reference models"
    if report.divergedCount > 0 { line += " (\(report.divergedCount) more diverged and were left out)" }
    for (name, accuracy) in [
      ("members", report.target.trainAccuracy), ("non-members", report.target.nonMemberAccuracy),
      ("test", report.target.testAccuracy),
    ] {
      if name == "test", accuracy == report.target.nonMemberAccuracy { continue }
      if let accuracy { line += "; accuracy on \(name) \(percent(accuracy))" }
    }
    return line
  }

  private func bound(_ account: RunAccount, report: MembershipReport) -> [String] {
    guard account.isLimited else {
      return [
        account.epsilon.isFinite
          ? "ε \(account.epsilon.written(3)) at δ \(account.delta.brief) for the steps alone: inputs were scaled by the members, and nothing limits what an attack may find"
          : "ε ∞: nothing limits what an attack may find"
      ]
    }
    return ["ε \(account.epsilon.written(3)) at δ \(account.delta.brief), \(account.kind)"]
      + account.meaning
      + ["ε leaves out \(report.target.uncovered)"]
  }

  private func table(of report: MembershipReport) -> String {
    let limits = MembershipReport.limits.reversed().map { ($0, Double($0) ?? 0) }
    var rows = [["attack", "sees", "models", "AUC", "balanced"] + limits.map { "found at \(percent($0.1))" }]
    for outcome in report.study.outcomes {
      let result = report.result(of: outcome)
      let curve = result?.curve
      let model = outcome.threatModel
      rows.append(
        [
          outcome.method.title, model.observes == .weightsAndGradients ? "weights" : model.observes.rawValue,
          models(model), curve.map { interval($0.areaUnderCurve, $0.areaInterval) } ?? "–",
          result?.balancedAccuracy.map(decimal) ?? "–",
        ]
          + limits.map { limit in
            (try? curve?.detection(atFalsePositiveRate: limit.1)).map { share($0.value, $0.interval) }
              ?? "–"
          })
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).map { $0.padded(to: $1) }.joined(separator: "  ")
        .replacing(#/ +$/#, with: "")
    }.joined(separator: "\n")
  }

  private func models(_ model: ThreatModel) -> String {
    switch model.references {
    case .none: model.hasPublicRecords ? "records" : "none"
    case .withoutCandidate: "without"
    case .withAndWithoutCandidate: "both"
    }
  }

  private func notes(on report: MembershipReport) -> [String] {
    let study = report.study
    var notes = [
      "found: % of members, where so many non-members are accused too; intervals of 95 %",
      "models: the adversary's own, without the candidate or both with and without; records: none of the pool",
    ]
    notes += references(report)
    if report.isDiverged {
      notes.append("training diverged: answers are no longer finite, and attacks on them say nothing")
    }
    if !report.belowChance.isEmpty {
      notes.append(
        "well below one half: \(report.belowChance.map(\.title).joined(separator: ", ")); chance seldom does that, so perhaps the margins have the wrong sign, or 1 and 0 of member are exchanged"
      )
    }
    notes += unattainable(report)
    notes += precision(report)
    if let blind = study.blind?.curve {
      notes.append(
        "control: a model that sees only the inputs has AUC \(interval(blind.areaUnderCurve, blind.areaInterval)), one half where members and non-members come from one pool"
      )
    }
    if let null = report.null {
      notes.append(
        "control: with membership shuffled the strongest of \(null.attackCount == 1 ? "1 attack" : "\(null.attackCount) attacks") has AUC \(interval(null.area, null.interval))"
      )
    }
    notes += omissions(study)
    notes.append("\(decimal(report.seconds)) s")
    return notes
  }

  /// Where the adversary's models come from, and what of them was left out.
  private func references(_ report: MembershipReport) -> [String] {
    var notes = [String]()
    if let source = report.study.outcomes.lazy.compactMap(\.threatModel.referencesFrom).first {
      notes.append("models come from: \(source.rawValue)")
    }
    if let levelling = report.levelling {
      let (with, without) = (levelling.with.lowerBound, levelling.without.lowerBound)
      let used =
        with + without == 0
        ? "none can be used" : "of each \(with) and \(without) are used, drawn at random"
      notes.append(
        "candidates have \(levelling.with.lowerBound) to \(levelling.with.upperBound) models with them and \(levelling.without.lowerBound) to \(levelling.without.upperBound) without, which may betray who was a member; \(used)"
      )
    }
    return notes
  }

  /// What was not run and why, a line a reason, in the order of the attacks.
  private func omissions(_ study: MembershipStudy) -> [String] {
    var reasons = [MissingEvidence]()
    for omission in study.omissions where !reasons.contains(omission.reason) {
      reasons.append(omission.reason)
    }
    return reasons.map { reason in
      let titles = study.omissions.filter { $0.reason == reason }.map(\.method.title)
      return "not run: \(titles.joined(separator: ", ")) \(titles.count == 1 ? "needs" : "need") \(reason)"
    }
  }

  /// Why a rate is not stated.
  private func unattainable(_ report: MembershipReport) -> [String] {
    guard let outcome = report.study.outcomes.first, let curve = report.result(of: outcome)?.curve else {
      return []
    }
    return MembershipReport.limits.reversed().compactMap { limit in
      do throws(ROCCurve.TooFewNonMembers) {
        _ = try curve.detection(atFalsePositiveRate: Double(limit) ?? 0)
        return nil
      } catch {
        return
          "–: a false positive rate of \(percent(error.limit)) needs at least \(error.needed) non-members, and there \(error.nonMemberCount == 1 ? "is" : "are") \(error.nonMemberCount)"
      }
    }
  }

  /// How sure one can be of those whom the strongest attack accuses.
  private func precision(_ report: MembershipReport) -> [String] {
    guard !report.isDiverged else { return [] }
    let strongest = report.study.outcomes.max {
      $0.result.curve.areaUnderCurve < $1.result.curve.areaUnderCurve
    }
    guard let strongest,
      let detection = try? strongest.result.curve.detection(atFalsePositiveRate: 0.01)
    else { return [] }
    guard detection.found > 0, let precision = detection.precision(prior: report.prior) else {
      return [
        "strongest by AUC, a maximum over attacks: \(strongest.method.title), which finds nobody at 1 % false alarms"
      ]
    }
    return [
      "strongest by AUC, a maximum over attacks: \(strongest.method.title); at 1 % false alarms, where \(percent(report.prior)) of all are members, so are \(share(precision.value, precision.interval)) % of those it accuses"
    ]
  }

  private func interval(_ value: Double, _ bounds: ClosedRange<Double>) -> String {
    "\(decimal(value)) [\(decimal(bounds.lowerBound)), \(decimal(bounds.upperBound))]"
  }

  private func share(_ value: Double, _ bounds: ClosedRange<Double>) -> String {
    String(format: "%.1f [%.1f, %.1f]", 100 * value, 100 * bounds.lowerBound, 100 * bounds.upperBound)
  }

  private func percent(_ value: Double) -> String { String(format: "%.4g %%", 100 * value) }
  private func decimal(_ value: Double) -> String { String(format: "%.3f", value) }
}
