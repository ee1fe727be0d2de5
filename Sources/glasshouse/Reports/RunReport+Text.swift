import DifferentialPrivacy
import Experiments
import Foundation
import PlainText
import PrivacyAccounting
import Records
import Statistics

extension RunReport: CommandReport {
  package var text: String {
    let (settings, outcome) = (figures.settings, figures.outcome)
    var lines = [String]()
    if outcome.isVerified == true {
      lines.append("verified: the weights after \(outcome.steps) steps are the same to the bit")
      if let place = outcome.computedOn { lines.append("computed on \(place)") }
    }
    lines += [
      "\(settings.dataset.harmless), \(settings.network), \(count(outcome.members, "member")) of an expected \(settings.trainSize), \(count(outcome.steps, settings.isFederated ? "round" : "step")), seed \(settings.seed)",
      "accuracy   train \(percent(outcome.trainAccuracy))   test \(percent(outcome.testAccuracy))"
        + (remarks.isLopsided
          ? "   balanced \(percent(outcome.testBalancedAccuracy)), for one class is most of the test records"
          : ""),
      "privacy    \(privacy)",
    ]
    if settings.plantedCount > 0 {
      lines.append(
        "planted    \(count(settings.plantedCount, "record")) beside the pool, certainly trained on, in no count of members and no curve of an attack"
      )
    }
    if settings.unit == .person, settings.isFederated {
      lines.append("unit       a member is half of a person's photographs")
    } else if settings.unit == .person {
      lines.append(
        "unit       half of a person's photographs, clipped as one: ε is for one half more or fewer"
          + (figures.privacy.epsilonPerRecord.map {
            "; for one photograph replaced by another it is \($0.written(3)), at twice the clipping norm"
          } ?? ""))
    }
    if let federation = figures.federation { lines += text(of: federation) }
    if let quantile = settings.adaptiveClipping, let last = outcome.lastClippingNorm {
      lines.append(
        "clipping   the clipping norm followed the \(quantile.brief) quantile of \(settings.isFederated ? "the updates'" : "gradient") norms, to \(last.significant(3)) at the last step"
      )
    }
    if let budget { lines.append(budget) }
    if let obstacle = oneSidedPool?.description ?? outcome.membershipHidden {
      lines.append("membership: \(obstacle)")
    }
    if let membership = outcome.membership {
      lines += [
        line("loss threshold  ", membership.lossThreshold),
        line("modified entropy", membership.modifiedEntropy),
      ]
    }
    if let canaries = outcome.canaries {
      let found =
        canaries.area.flatMap { area in
          canaries.areaLow.flatMap { low in
            canaries.areaHigh.map { "AUC \(decimal(area)) [\(decimal(low)), \(decimal($0))] by their losses" }
          }
        } ?? "nobody to tell from anybody"
      lines.append(
        "canaries   \(canaries.members) of \(canaries.count) in (\(settings.canaries.rawValue)), in no other figure: \(found)"
      )
    }
    if let door = remarks.door, outcome.membership != nil {
      lines.append("the two attacks are on what is answered: \(door)")
    }
    if let inversion { lines.append(inversion) }
    lines.append(
      settings.secureNoise
        ? "noise and batches came from the system's generator, and the run cannot be repeated"
        : "seeded noise and batches are reproducible, not private")
    if figures.privacy.epsilon != nil {
      lines.append("ε leaves out \(figures.privacy.notCovered.joined(separator: "; "))")
    } else if !remarks.learnedFromRecords.isEmpty {
      lines.append("released besides: \(remarks.learnedFromRecords.joined(separator: "; "))")
    }
    if outcome.isDiverged {
      lines.append("training diverged: losses are no longer finite, and attacks say nothing")
    }
    lines.append("\(decimal(outcome.seconds)) s")
    return lines.joined(separator: "\n")
  }

  private func line(_ name: String, _ attack: Membership.Attack) -> String {
    "membership \(name)  AUC \(decimal(attack.area)) [\(decimal(attack.areaLow)), \(decimal(attack.areaHigh))]"
      + "  balanced accuracy \(attack.balancedAccuracy.map(decimal) ?? "–")"
      + "  TPR at 1 % FPR \(rate(of: attack))"
  }

  private func rate(of attack: Membership.Attack) -> String {
    guard let rate = attack.rate, let low = attack.rateLow, let high = attack.rateHigh else { return "–" }
    return "\(decimal(rate)) [\(decimal(low)), \(decimal(high))]"
  }

  private var inversion: String? {
    let (attack, control) = (figures.outcome.inversion, figures.outcome.inversion.control)
    guard let found = attack.identification, let guessed = control.identification else { return nil }
    let classCount = remarks.judgedClassCount
    let counted = { (share: Double) in Int((share * Double(classCount)).rounded()) }
    let similarity =
      if let own = attack.similarity, let mean = control.similarity {
        ", SSIM to class mean \(decimal(own)) (public mean \(decimal(mean)))"
      } else { "" }
    return
      "inversion  \(counted(found)) of \(classCount) \(remarks.classNoun) recognised; guessing finds \(counted(guessed))\(similarity)"
  }

  private var privacy: String {
    let (cost, phases) = (figures.privacy, remarks.phaseCount)
    let delta = figures.settings.delta.brief
    let figure = "ε \(written(cost.epsilon)) at δ \(delta)"
    let steps = "\(phases) phase\(phases == 1 ? "" : "s")"
    switch cost.basis {
    case .unprotected(let step): return "ε ∞ at δ \(delta): step \(step) had no noise"
    case .scaledByMembers:
      return "\(figure) for the steps alone, and no bound for the whole: inputs were scaled by the members"
    case .initialWeights:
      return
        "\(figure) for the steps from the initial weights on, and no bound for the whole: nothing hides what these were trained on"
    case .broken:
      return
        "\(figure) is claimed, and false: the trainer is broken on purpose, and nothing is proven of what it does"
    case .fixedBeforehand:
      return
        "\(figure), \(boundKind)\(phases > 1 ? ", for \(steps) if they were fixed beforehand" : "")"
    case .filter(let budget):
      return "\(figure) as run, in \(steps); what may be quoted is the budget, ε \(budget.written(3))"
    case .asRun:
      return
        "\(figure) as run, in \(steps): knobs moved on the way without a budget, so no ε is proven for whoever looked before turning them"
    }
  }

  private var boundKind: String {
    switch figures.privacy.kind {
    case .exact: "exact"
    case .tight: "tight, no less than \(written(figures.privacy.lower))"
    case .bracket: "the upper end of a bracket from \(written(figures.privacy.lower))"
    case .infinite, .asRun, .stepsAlone, .stepsFromThere, .claimed: "no bound being known"
    }
  }

  private var budget: String? {
    guard let budget = figures.settings.epsilonBudget else { return nil }
    let cost = figures.privacy
    var line = "budget     \(written(cost.filterEpsilon)) of \(budget.written(3)) spent"
    if let order = cost.filterOrder {
      line += ", by Rényi at order \(order.brief), fixed before the first step"
    }
    if cost.isBudgetExhausted {
      line += "; stopped after \(count(figures.outcome.steps, "step")), for one more would exceed it"
    }
    return line
  }

  /// null is infinite.
  private func written(_ epsilon: Double?) -> String { (epsilon ?? .infinity).written(3) }

  private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  private func percent(_ value: Double?) -> String {
    value.map { String(format: "%.1f %%", 100 * $0) } ?? "–"
  }

  private func decimal(_ value: Double) -> String { String(format: "%.3f", value) }
}
