import Attacks
import Experiments
import Foundation
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
      Swift.print(String(decoding: try encoder.encode(report), as: UTF8.self))
    case .text:
      Swift.print(text(of: report))
    }
  }

  private func text(of report: RunReport) -> String {
    let settings = report.run.settings
    let finding = report.finding
    var lines = [
      "\(settings.dataset), \(settings.network), \(settings.trainSize) members, \(report.run.step) steps, seed \(settings.seed)",
      "accuracy   train \(percent(finding.train.accuracy))   test \(percent(finding.test.accuracy))",
      "privacy    \(privacy(of: report.run))",
    ]
    for (name, result) in [
      ("loss threshold  ", finding.lossThreshold), ("modified entropy", finding.modifiedEntropy),
    ] {
      let area = result.curve.areaInterval
      lines.append(
        "membership \(name)  AUC \(decimal(result.curve.areaUnderCurve)) [\(decimal(area.lowerBound)), \(decimal(area.upperBound))]"
          + "  balanced accuracy \(decimal(result.balancedAccuracy))"
          + "  TPR at 1 % FPR \(decimal(result.truePositiveRateAt1Percent))")
    }
    let attack = finding.inversion.attack
    let control = finding.inversion.control
    lines.append(
      "inversion  identified \(percent(attack.identificationTop1)) of classes (public mean \(percent(control.identificationTop1)))"
        + similarity(attack.similarityToClassMean, control.similarityToClassMean))
    lines.append(
      settings.secureNoise
        ? "noise and batches came from the system's generator, and the run cannot be repeated"
        : "seeded noise and batches are reproducible, not private")
    if !finding.train.loss.isFinite {
      lines.append("training diverged: weights are no longer finite, and attacks on them say nothing")
    }
    if settings.statistics == .members {
      lines.append("inputs were scaled by statistics of the members, which ε does not cover")
    }
    lines.append("\(decimal(report.seconds)) s")
    return lines.joined(separator: "\n")
  }

  private func similarity(_ attack: Double?, _ control: Double?) -> String {
    guard let attack, let control else { return "" }
    return ", SSIM to class mean \(decimal(attack)) (public mean \(decimal(control)))"
  }

  private func privacy(of run: TrainingRun) -> String {
    let delta = run.settings.delta
    if let step = run.ledger.firstNonPrivateStep { return "ε ∞ at δ \(delta): step \(step) had no noise" }
    let phases = run.ledger.entries.count
    let budget = run.settings.epsilonBudget.map { " of a budget of \($0)" } ?? ""
    return
      "ε \(decimal(run.tightEpsilon)) at δ \(delta), tight, for \(phases) phase\(phases == 1 ? "" : "s") set beforehand; "
      + "\(decimal(run.epsilon))\(budget) by the filter, whatever made the knobs move"
  }

  private func percent(_ value: Double) -> String { String(format: "%.1f %%", 100 * value) }
  private func decimal(_ value: Double) -> String { String(format: "%.3f", value) }
}
