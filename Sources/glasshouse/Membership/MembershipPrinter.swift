import Attacks
import Experiments
import Foundation
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
      Swift.print(String(decoding: try encoder.encode(report), as: UTF8.self))
    case .text: Swift.print(text(of: report))
    }
  }

  private func text(of report: MembershipReport) -> String {
    var lines = [title, candidates(of: report)]
    if let epsilon = report.target.epsilon, let delta = report.target.delta {
      lines.append(bound(epsilon: epsilon, delta: delta, report: report))
    }
    lines += ["", table(of: report.study), ""]
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

  private func bound(epsilon: Double, delta: Double, report: MembershipReport) -> String {
    guard let rates = report.largestRates else { return "ε ∞: nothing limits what an attack may find" }
    let limits = MembershipReport.limits.reversed().map { limit in
      "\(percent(rates[limit] ?? 1)) of members at \(percent(Double(limit) ?? 0))"
    }
    return
      "ε \(String(format: "%.3f", epsilon)) at δ \(delta): no attack finds more than \(limits.joined(separator: ", ")) false alarms"
  }

  private func table(of study: MembershipStudy) -> String {
    let limits = MembershipReport.limits.reversed().map { ($0, Double($0) ?? 0) }
    var rows = [["attack", "sees", "models", "AUC", "balanced"] + limits.map { "found at \(percent($0.1))" }]
    for outcome in study.outcomes {
      let curve = outcome.result.curve
      let model = outcome.threatModel
      rows.append(
        [
          outcome.method.title, model.observes == .weightsAndGradients ? "weights" : model.observes.rawValue,
          models(model), interval(curve.areaUnderCurve, curve.areaInterval),
          decimal(outcome.result.balancedAccuracy),
        ]
          + limits.map { limit in
            (try? curve.detection(atFalsePositiveRate: limit.1)).map { share($0.value, $0.interval) }
              ?? "–"
          })
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }.joined(separator: "  ")
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
    if report.nonFiniteCount > 0 {
      notes.append("training diverged: answers are no longer finite, and attacks on them say nothing")
    }
    notes += unattainable(study)
    notes += precision(report)
    if let blind = study.blind?.curve {
      notes.append(
        "control: a model that sees only the inputs has AUC \(interval(blind.areaUnderCurve, blind.areaInterval)), one half where members and non-members come from one pool"
      )
    }
    if let null = study.null {
      notes.append(
        "control: with membership shuffled the strongest attack has AUC \(interval(null.area, null.interval))"
      )
    }
    for omission in study.omissions {
      notes.append("not run: \(omission.method.rawValue) needs \(omission.reason)")
    }
    notes.append("\(decimal(report.seconds)) s")
    return notes
  }

  /// Why a rate is not stated.
  private func unattainable(_ study: MembershipStudy) -> [String] {
    guard let curve = study.outcomes.first?.result.curve else { return [] }
    return MembershipReport.limits.reversed().compactMap { limit in
      do throws(ROCCurve.TooFewNonMembers) {
        _ = try curve.detection(atFalsePositiveRate: Double(limit) ?? 0)
        return nil
      } catch {
        return "–: \(error)"
      }
    }
  }

  /// How sure one can be of those whom the strongest attack accuses.
  private func precision(_ report: MembershipReport) -> [String] {
    let strongest = report.study.outcomes.max {
      $0.result.curve.areaUnderCurve < $1.result.curve.areaUnderCurve
    }
    guard let strongest,
      let detection = try? strongest.result.curve.detection(atFalsePositiveRate: 0.01)
    else { return [] }
    guard detection.value > 0 else {
      return [
        "strongest by AUC, a maximum over attacks: \(strongest.method.title), which finds nobody at 1 % false alarms"
      ]
    }
    return [
      "strongest by AUC, a maximum over attacks: \(strongest.method.title); at 1 % false alarms, where \(percent(report.prior)) of all are members, so are \(percent(detection.precision(prior: report.prior))) of those it accuses"
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
