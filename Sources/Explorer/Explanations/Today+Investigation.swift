import Attacks
import Experiments
import Statistics
import TerminalCanvas

// What many attacks found together, and the controls that say whether to believe them.
extension Today {
  func ofInvestigation(_ term: Term) -> Reading? {
    guard case .chosen(let method, let prior) = adversary, subject.moment?.isDiverged != true,
      subject.obstacleToMembership == nil,
      let findings = subject.findings(MembershipFindings.self)
    else { return nil }
    switch term {
    case .bestAttack: return ofBest(findings)
    case .othersFindToo: return ofOthers(method)
    case .precision: return ofPrecision(findings.entries[method], prior: prior)
    case .inputsAlone: return findings.blind.map(ofBlind)
    case .shuffled: return findings.null.map(ofShuffled)
    default: return ofReferences(findings, method)
    }
  }

  private func ofBest(_ findings: MembershipFindings) -> Reading? {
    guard
      let best = findings.entries.max(by: {
        $0.value.outcome.result.curve.areaUnderCurve < $1.value.outcome.result.curve.areaUnderCurve
      })
    else { return nil }
    let area = best.value.outcome.result.curve.areaUnderCurve
    let null = findings.null.map {
      "; with membership shuffled the best has \(decimal($0.interval.lowerBound, 2)) to \(decimal($0.interval.upperBound, 2))"
    }
    return Reading(
      plain:
        "Of \(MembershipMethod.allCases.count) attacks \(findings.entries.count) have an answer; given one member and one outsider, \(best.key.title) is right most often, \(Int((100 * area).rounded())) times in 100.",
      formula: "max over \(findings.entries.count) attacks of AUC = \(decimal(area))\(null ?? "")",
      paper: best.key.paper)
  }

  private func ofOthers(_ method: MembershipMethod) -> Reading? {
    let chosen = ChosenAttack(subject: subject, glyphs: .braille, method: method)
    guard let found = chosen.entry?.found, let shared = chosen.foundByOthers else { return nil }
    let rate = perHundred(found.limit)
    guard found.count > 0 else {
      return Reading(
        plain: "At \(rate) % false alarms \(method.title) finds nobody, so there is nobody to find too.")
    }
    return Reading(
      plain:
        "Of the \(found.count == 1 ? "one member" : "\(found.count) members") that \(method.title) finds at \(rate) % false alarms, other attacks find \(shared) too.",
      formula:
        "found by another too / found = \(shared) / \(found.count) = \(decimal(Double(shared) / Double(found.count)))"
    )
  }

  private func ofPrecision(_ entry: MembershipFindings.Entry?, prior: Double) -> Reading? {
    guard let curve = entry?.outcome.result.curve else { return nil }
    guard let detection = try? curve.detection(atFalsePositiveRate: 0.01) else {
      return Reading(
        plain: "\(grouped(curve.nonMemberCount)) outsiders are too few to show a rate of 1 %: it needs 100.")
    }
    let share = "1 in \(Int((1 / prior).rounded()))"
    guard let precision = detection.precision(prior: prior) else {
      return Reading(plain: "At 1 % false alarms nobody is accused, so nobody is accused rightly.")
    }
    let rate = min(0.01, Double(detection.falseAlarms + 1) / Double(curve.nonMemberCount + 1))
    return Reading(
      plain:
        "If \(share) of those asked about were a member, \(perHundred(precision.value)) of 100 whom it accuses at 1 % false alarms would be members.",
      formula:
        "prior TPR / (prior TPR + (1 – prior) FPR) = \(decimal(precision.value)), with prior \(significant(prior)), TPR \(decimal(detection.value)), FPR \(significant(rate))"
    )
  }

  private func ofBlind(_ control: BlindControl) -> Reading {
    let (area, interval) = (control.curve.areaUnderCurve, control.curve.areaInterval)
    let range = "between \(decimal(interval.lowerBound, 2)) and \(decimal(interval.upperBound, 2))"
    return Reading(
      plain: interval.contains(0.5)
        ? "Without the model, by inputs and labels alone, the AUC is \(range): one half is in it, as it should be."
        : "Without the model, by inputs and labels alone, the AUC is \(range): members and outsiders seem to differ by themselves, which puts every attack here in doubt.",
      formula:
        "AUC of a network that sees (inputs, label), on the half it did not learn from = \(decimal(area))")
  }

  private func ofShuffled(_ control: NullControl) -> Reading {
    let interval = control.interval
    return Reading(
      plain:
        "With membership dealt out at random, the best of \(control.attackCount) attacks has an AUC between \(decimal(interval.lowerBound, 2)) and \(decimal(interval.upperBound, 2)).",
      formula:
        "max over \(control.attackCount) attacks of AUC, in 199 shuffles: mean \(decimal(control.area)), 95 % of them in [\(decimal(interval.lowerBound)), \(decimal(interval.upperBound))]"
    )
  }

  private func ofReferences(_ findings: MembershipFindings, _ method: MembershipMethod) -> Reading? {
    let shadows = findings.shadows
    guard shadows.finished > 0 else { return nil }
    let use = findings.entries[method]?.outcome.referenceCount ?? 0
    return Reading(
      plain:
        "\(shadows.finished) of \(shadows.count) models were trained like this one on other members of the pool, to step \(grouped(findings.step)).",
      formula:
        "\(method.title) compares with \(use) of them: score = signal(model, record) compared with signal(reference, record)"
    )
  }
}
