import Experiments
import Foundation
import PrivacyAccounting
import Statistics

extension AccountReport {
  package var text: String {
    guard remarks.isPrivate else {
      return "ε ∞: a noise multiplier of 0 adds no noise, so the steps are not private. Give one above 0."
    }
    var lines = remarks.phases.map {
      "σ \($0.noiseMultiplier.significant(6)), q \($0.samplingRate.significant(6)), \($0.stepCount) step\($0.stepCount == 1 ? "" : "s")"
    }
    lines += [headline, "", "what others would say"] + others + [""]
    lines += PrivacyMeaning(largestRates: figures.largestRates)?.sentences() ?? []
    if let group = figures.group {
      lines.append(
        "\(group.size) record\(group.size == 1 ? "" : "s together, all") one person's: ε \(written(group.epsilon)) at δ \(group.delta.brief)"
      )
    }
    if let shuffled = figures.shuffled { lines += ["", sentence(on: shuffled)] }
    lines += [
      "",
      "ε leaves out \(UncoveredByEpsilon.always.joined(separator: "; ")); and statistics that inputs were scaled by.",
    ]
    return lines.joined(separator: "\n")
  }

  private var others: [String] {
    let accountants = figures.accountants
    return [
      row(
        "Rényi", accountants.renyi.epsilon,
        "an upper bound too, converted at the best order, \((accountants.renyi.order ?? .nan).brief), which loses a little"
      ),
      row("Gaussian", accountants.gaussian, "exact, but needs batches of the whole training set"),
      row(
        "GDP limit", accountants.centralLimit,
        "an approximation by the central limit theorem; it may understate"),
      row(
        "zCDP", accountants.zeroConcentrated,
        "an upper bound, but needs batches of the whole training set"),
      row("advanced", accountants.advanced, "each step at δ / 2T, half of δ for the slack"),
      row(
        "basic", accountants.basic,
        "ε \(remarks.epsilonPerStep?.written(4) ?? "unknown") a step at δ / T, added up"),
    ]
  }

  private func sentence(on shuffled: Shuffled) -> String {
    let hole =
      figures.neighboring == .addOrRemove
      ? ", where a record that is removed leaves its place in its batch empty" : ""
    let contrast =
      remarks.phases.allSatisfy { $0.samplingRate == 1 }
      ? "" : "; the \(written(figures.epsilon)) above would be wrong, for it assumes sampling"
    return
      "batches shuffled: ε \(written(shuffled.oncePerEpoch)), each example once an epoch\(hole)\(contrast)"
  }

  private var headline: String {
    let at = "at δ \(figures.delta.brief), \(figures.neighboring.rawValue)"
    let (upper, lower) = (written(figures.epsilon), written(figures.lower))
    if figures.epsilon == 0 { return "ε 0 \(at): δ alone covers these steps" }
    switch figures.boundKind {
    case .infinite:
      return "ε ∞ \(at): no bound that is known is finite for so little noise over so many steps"
    case .exact: return "ε \(upper) \(at): exact, in closed form"
    case .tight:
      return "ε \(upper) \(at): the tight upper bound, by \(figures.bound.title); no less than \(lower)"
    case .bracket:
      return
        "ε lies between \(lower) and \(upper) \(at): a bracket, whose upper end, by \(figures.bound.title), holds but may be far from tight"
    }
  }

  /// null is infinite.
  private func written(_ epsilon: Double?) -> String { (epsilon ?? .infinity).written(4) }

  private func row(_ name: String, _ value: Double?, _ note: String) -> String {
    let figure = value?.written(4) ?? "–"
    return
      "  \(name.padding(toLength: 10, withPad: " ", startingAt: 0)) \(figure.padding(toLength: max(10, figure.count), withPad: " ", startingAt: 0)) \(note)"
  }
}

extension AccountReport.Remarks {
  fileprivate var isPrivate: Bool { phases.allSatisfy { $0.noiseMultiplier > 0 || $0.stepCount == 0 } }
}
