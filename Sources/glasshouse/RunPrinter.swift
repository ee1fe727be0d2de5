import Attacks
import Experiments
import Foundation
import PlainText
import PrivacyAccounting
import Records
import Statistics

/// Prints the outcome of a run, for people or for programs.
struct RunPrinter {
  let format: OutputFormat

  func print(_ report: RunReport) throws {
    switch format {
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try StandardOutput.write(json: try encoder.encode(report))
    case .text:
      try StandardOutput.write(lines: text(of: report))
    }
  }

  private func text(of report: RunReport) -> String {
    let settings = report.run.settings
    let finding = report.finding
    let data = report.run.data
    var lines = [
      "\(settings.dataset.harmless), \(settings.network), \(count(data.split.memberCount, "member")) of an expected \(settings.trainSize), \(count(report.run.step, "step")), seed \(settings.seed)",
      "accuracy   train \(percent(finding.train?.accuracy))   test \(percent(finding.test?.accuracy))",
      "privacy    \(privacy(of: report.account, phases: report.run.ledger.entries.count))",
    ]
    if let budget = budget(report.account, of: settings.epsilonBudget) { lines.append(budget) }
    if let oneSided = data.oneSidedPool { lines.append("membership: \(oneSided)") }
    for (name, result) in [
      ("loss threshold  ", finding.lossThreshold), ("modified entropy", finding.modifiedEntropy),
    ] {
      guard let result else { continue }
      let area = result.curve.areaInterval
      lines.append(
        "membership \(name)  AUC \(decimal(result.curve.areaUnderCurve)) [\(decimal(area.lowerBound)), \(decimal(area.upperBound))]"
          + "  balanced accuracy \(result.balancedAccuracy.map(decimal) ?? "–")"
          + "  TPR at 1 % FPR \(estimate(result.truePositiveRateAt1Percent))")
    }
    let attack = finding.inversion.attack
    let control = finding.inversion.control
    if let found = attack.identifiedCount, let guessed = control.identifiedCount {
      lines.append(
        "inversion  \(found) of \(attack.candidateCount) \(data.classNoun) recognised; guessing finds \(guessed)"
          + similarity(attack.similarityToClassMean, control.similarityToClassMean))
    }
    lines.append(
      settings.secureNoise
        ? "noise and batches came from the system's generator, and the run cannot be repeated"
        : "seeded noise and batches are reproducible, not private")
    if report.account.epsilon.isFinite {
      lines.append("ε leaves out \(UncoveredByEpsilon(settings: settings, data: data).brief)")
    }
    if finding.isDiverged {
      lines.append("training diverged: losses are no longer finite, and attacks say nothing")
    }
    lines.append("\(decimal(report.seconds)) s")
    return lines.joined(separator: "\n")
  }

  private func similarity(_ attack: Double?, _ control: Double?) -> String {
    guard let attack, let control else { return "" }
    return ", SSIM to class mean \(decimal(attack)) (public mean \(decimal(control)))"
  }

  private func privacy(of account: RunAccount, phases: Int) -> String {
    let figure = "ε \(account.epsilon.written(3)) at δ \(account.delta.brief)"
    let steps = "\(phases) phase\(phases == 1 ? "" : "s")"
    switch account.basis {
    case .unprotected(let step): return "ε ∞ at δ \(account.delta.brief): step \(step) had no noise"
    case .scaledByMembers:
      return "\(figure) for the steps alone, and no bound for the whole: inputs were scaled by the members"
    case .fixedBeforehand:
      return
        "\(figure), \(kind(of: account.bounds))\(phases > 1 ? ", for \(steps) if they were fixed beforehand" : "")"
    case .filter(let budget):
      return "\(figure) as run, in \(steps); what may be quoted is the budget, ε \(budget.written(3))"
    case .asRun:
      return
        "\(figure) as run, in \(steps): knobs moved on the way without a budget, so no ε is proven for whoever looked before turning them"
    }
  }

  private func kind(of bounds: EpsilonBounds) -> String {
    switch bounds.kind {
    case .exact: "exact"
    case .tight: "tight, no less than \(bounds.lower.written(3))"
    case .bracket: "the upper end of a bracket from \(bounds.lower.written(3))"
    case .infinite: "no bound being known"
    }
  }

  private func budget(_ account: RunAccount, of budget: Double?) -> String? {
    guard let budget else { return nil }
    var line = "budget     \(account.filterEpsilon.written(3)) of \(budget.written(3)) spent"
    if let order = account.filterOrder {
      line += ", by Rényi at order \(order.brief), fixed before the first step"
    }
    if account.isBudgetExhausted {
      line += "; stopped after \(count(account.step, "step")), for one more would exceed it"
    }
    return line
  }

  private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  private func percent(_ value: Double?) -> String {
    value.map { String(format: "%.1f %%", 100 * $0) } ?? "–"
  }

  private func estimate(_ figure: Estimate?) -> String {
    guard let figure else { return "–" }
    return
      "\(decimal(figure.value)) [\(decimal(figure.interval.lowerBound)), \(decimal(figure.interval.upperBound))]"
  }

  private func decimal(_ value: Double) -> String { String(format: "%.3f", value) }
}
