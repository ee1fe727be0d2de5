import Auditing
import DifferentialPrivacy
import Experiments
import PlainText
import Statistics

// What was claimed of the run and proven of it, as it is just now.
extension Today {
  private var audited: AuditFindings? { subject.findings(AuditFindings.self) }

  /// Why nothing of it is known.
  var reasonForNoAudit: String {
    if let obstacle = audited?.obstacle { return "\(obstacle)" }
    return audited == nil
      ? "Nothing was audited yet: the Audit screen does, of the step that is looked at."
      : "At the moment there is no figure of it."
  }

  func ofAudit(_ term: Term) -> Reading? {
    guard let findings = audited else { return nil }
    switch term {
    case .claimedEpsilon: return ofClaim(findings)
    case .conformance: return ofConformance(findings)
    default: return findings.audit.flatMap { ofGuesses(term, $0, of: findings) }
    }
  }

  private func ofClaim(_ findings: AuditFindings) -> Reading {
    let account = findings.account
    let at = "at δ \(significant(account.delta)), \(account.stepNoun) \(grouped(account.step))"
    guard account.epsilon.isFinite else {
      return Reading(
        plain: "No ε is claimed \(at): a \(account.stepNoun) had no noise, and there is nothing to refute.")
    }
    let broken =
      subject.running.bug.map {
        " The trainer is broken on purpose: \($0.effect). The accountant knows nothing of that, and the claim is false."
      } ?? ""
    return Reading(
      plain: "The settings claim an ε of \(roundedUp(account.epsilon, 3)) \(at).\(broken)",
      formula:
        "ε of \(grouped(account.step)) \(account.stepNoun)s as they were set = \(roundedUp(account.epsilon, 3))"
    )
  }

  private func ofConformance(_ findings: AuditFindings) -> Reading? {
    guard let found = findings.conformance, !found.checks.isEmpty else { return nil }
    let failed = found.checks.filter { !$0.isPassed }
    let steps = "\(grouped(found.step)) \(subject.stepNoun)s"
    return Reading(
      plain: failed.isEmpty
        ? "In \(steps) the trainer passed all \(found.checks.count) checks."
        : "In \(steps) the trainer failed \(failed.count) of \(found.checks.count) checks.",
      details: failed.map {
        "\($0.check.title.capitalizedFirst): \(significant($0.value)) where \(significant($0.expected)) is due, and \(significant($0.allowed.lowerBound)) to \(significant($0.allowed.upperBound)) is allowed."
      }
        + (found.isOfSister
          ? ["The run drew its noise from the system and cannot be repeated: a sister run was watched."] : [])
    )
  }

  private func ofGuesses(_ term: Term, _ audit: Audit, of findings: AuditFindings) -> Reading? {
    let guesses = audit.guesses
    let (m, r, v) = (audit.canaryCount, guesses.count, guesses.rightCount)
    let level = "\(significant(100 * audit.confidence)) %"
    switch term {
    case .provenEpsilon:
      return audit.bound(.steinke).map {
        Reading(
          plain:
            "With \(grouped(v)) of \(grouped(r)) guesses right ε is at least \(Self.lower($0.epsilon)), whatever the mechanism, at \(level).",
          formula:
            "\(Term.provenEpsilon.formula); m = \(m), r = \(r), v = \(v), δ = \(significant(audit.delta)): ε = \(significant($0.epsilon))",
          details: comparison($0, findings))
      }
    case .fDPBound:
      return audit.bound(.fDP).map {
        Reading(
          plain:
            "With the same guesses ε is at least \(Self.lower($0.epsilon)) at \(level), if the mechanism is told apart no better than two normal distributions.",
          details: comparison($0, findings))
      }
    case .gaussianEstimate:
      return audit.bound(.gaussian).map {
        Reading(
          plain:
            "By how far apart the scores are, ε is estimated to be at least \(Self.lower($0.epsilon)) at \(level).",
          details: comparison($0, findings))
      }
    case .auditCeiling:
      let ceilings = audit.ceilings
      return Reading(
        plain:
          "Had all \(grouped(r)) guesses been right, the bounds would say \(ceilings.map { Self.lower($0.epsilon) }.joined(separator: " and ")): a claim above that cannot be refuted by so many canaries."
      )
    case .auditCanaries:
      let weak =
        audit.kind == .pool
        ? ["They are weak: each looks like many others. a on the Audit screen plants better ones."] : []
      let area =
        audit.scores.curve.map { ", and tells them apart with an AUC of \(decimal($0.areaUnderCurve))" } ?? ""
      return Reading(
        plain:
          "The audit guesses at \(grouped(m)) \(audit.kind.title), of which \(grouped(audit.includedCount)) were in\(area).",
        details: weak)
    case .canaryGuesses:
      return Reading(
        plain:
          "\(grouped(v)) of \(grouped(r)) guesses are right; of who tosses coins \(grouped(r / 2)) would be.",
        formula: "right / guesses = \(grouped(v)) / \(grouped(r)) = \(decimal(Double(v) / Double(max(1, r))))"
      )
    default: return nil
    }
  }

  private func comparison(_ bound: LowerBound, _ findings: AuditFindings) -> [String] {
    guard findings.account.epsilon.isFinite else { return [] }
    let claimed = roundedUp(findings.account.epsilon)
    guard bound.epsilon > findings.account.epsilon else {
      return ["It is below the claim of \(claimed), which says nothing for the claim."]
    }
    return [
      bound.kind == .estimate
        ? "It is above the claim of \(claimed): a suspicion, and no proof."
        : findings.refutation != nil
          ? "It is above the claim of \(claimed), which is refuted at 99.9 % too."
          : "It is above the claim of \(claimed), as of correct runs one in twenty is."
    ]
  }

  private static func lower(_ bound: Double) -> String {
    bound.isFinite ? fixed((100 * bound).rounded(.down) / 100, 2) : "∞"
  }
}
