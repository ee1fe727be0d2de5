package import Auditing
import DifferentialPrivacy
import PrivacyAccounting
package import Records
import Statistics

/// A line of what an audit came to, and whether it is bad news.
package struct AuditVerdict: Hashable, Sendable {
  package let line: String
  package let isAlarm: Bool
}

extension AuditReport {
  /// What the audit came to, the weightiest first: of the claim, of the checks, and beside the baseline.
  package var verdicts: [AuditVerdict] {
    [watermark, ofClaim, ofChecks, ofBaseline].compactMap(\.self)
  }

  private var watermark: AuditVerdict? {
    figures.bug.map { name in
      let effect = TrainerBug(rawValue: name)?.effect
      return AuditVerdict(
        line:
          "THE TRAINER IS BROKEN ON PURPOSE: \(effect ?? name) (\(name)). What its settings claim is no promise of what it does, whatever is found below",
        isAlarm: true)
    }
  }

  package var failedChecks: [ConformanceCheck] { figures.conformance.filter { !$0.isPassed } }

  private var ofClaim: AuditVerdict {
    let level = figures.exitAlpha.brief
    if let method = figures.refutedBy {
      let bound = figures.lower.first { $0.method == method }
      let supposition =
        method.kind == .assumption ? ", which supposes a trade-off curve of two normal distributions" : ""
      return AuditVerdict(
        line:
          "REFUTED: ε is at least \((bound?.epsilonAtExit).asLowerBound) at a level of \(level), and \(claimedEpsilon) was claimed: by \(method.title)\(supposition)",
        isAlarm: true)
    }
    guard figures.claim != nil else {
      return AuditVerdict(
        line: "no claim was given, so that nothing can be refuted: give it by --claimed-epsilon",
        isAlarm: false)
    }
    guard figures.claimedEpsilon != nil else {
      return AuditVerdict(line: "nothing is promised: ε ∞, so that nothing can be refuted", isAlarm: true)
    }
    let blame =
      failedChecks.isEmpty && figures.bug == nil
      ? "which is no proof that the claim holds"
      : "which says nothing for a trainer that does otherwise than it claims"
    return AuditVerdict(
      line: "not refuted: no bound at a level of \(level) is above the claimed ε \(claimedEpsilon), \(blame)",
      isAlarm: !failedChecks.isEmpty || figures.bug != nil)
  }

  private var ofChecks: AuditVerdict? {
    let (failed, all) = (failedChecks, figures.conformance.count)
    guard !failed.isEmpty else { return nil }
    return AuditVerdict(
      line:
        "FAILED: \(failed.count) of \(all) checks of the trainer, so that what the accountant computes is not of what was trained: \(failed.map(\.check.title).joined(separator: "; "))",
      isAlarm: true)
  }

  private var ofBaseline: AuditVerdict? {
    figures.regressions.map { regressions in
      regressions.isEmpty
        ? AuditVerdict(line: "no worse than the baseline, beyond noise", isAlarm: false)
        : AuditVerdict(
          line:
            "WORSE than the baseline in \(regressions.count) \(regressions.count == 1 ? "figure" : "figures")",
          isAlarm: true)
    }
  }

  private var claimedEpsilon: String { (figures.claimedEpsilon ?? .infinity).written(3) }

  /// What was claimed, with its kind, δ and unit; a sentence without its end.
  package var claim: String {
    let of = figures.unit.map { ", of \($0.one)" } ?? ""
    let game = "at δ \(figures.delta.brief)\(of)"
    let settings = accountant.map { "; of the settings the accountant says \($0)" } ?? ""
    switch figures.claim {
    case nil: return "no claim was given; bounds are \(game)"
    case "given": return "ε \(claimedEpsilon) \(game), as given\(settings)"
    default:
      guard figures.claimedEpsilon != nil else { return "nothing is promised: ε ∞ \(game)" }
      return
        figures.bug == nil
        ? "ε \(claimedEpsilon) \(game), by the accountant (\(figures.upperKind?.rawValue ?? "–"))"
        : "ε \(claimedEpsilon) \(game), to be refuted: what the accountant says of the settings, which the trainer does not follow"
    }
  }

  private var accountant: String? {
    figures.upperKind.map { "ε \((figures.upper ?? .infinity).roundedUp(3)) (\($0.rawValue))" }
  }
}

extension PrivacyUnit {
  /// One of them, in a sentence.
  package var one: String {
    switch self {
    case .record: "one record"
    case .person: "half of a person's records"
    case .client: "one client"
    }
  }
}

extension Double? {
  /// A lower bound with three decimals, which stays one; nil is infinite.
  package var asLowerBound: String {
    guard let self, self.isFinite else { return Double.infinity.written(3) }
    return ((self * 1000).rounded(.down) / 1000).written(3)
  }
}
