import Experiments
import Foundation
import PrivacyAccounting
import Statistics

/// Prints what a schedule costs, for people or for programs.
struct AccountPrinter {
  let schedule: Schedule
  let account: PrivacyAccount
  /// The setting that was found for a target, by its name in JSON.
  let found: String?
  let group: GroupPrivacy?
  let isShuffled: Bool

  func json() throws -> Data {
    var object: [String: Any] = [
      "epsilon": number(account.epsilon), "epsilon_lower": number(account.bounds.lower),
      "bound": account.bounds.method.rawValue, "bound_kind": account.bounds.kind.rawValue,
      "delta": account.delta, "neighboring": schedule.relation.rawValue,
      "accountants": [
        "pld": number(account.epsilon),
        "rdp": ["epsilon": number(account.renyi.epsilon), "order": number(account.renyi.order)],
        "gdp_clt": number(account.others.centralLimit), "advanced": number(account.others.advanced),
        "basic": number(account.others.basic), "gaussian": number(account.gaussian),
        "zcdp": number(account.others.zeroConcentrated),
      ] as [String: Any],
      "max_tpr_at_fpr": Dictionary(
        uniqueKeysWithValues: ["0.001", "0.01", "0.1"].map {
          ($0, account.limit.largestTruePositiveRate(atFalsePositiveRate: Double($0) ?? 0))
        }),
      "max_balanced_accuracy": account.limit.largestBalancedAccuracy,
    ]
    if schedule.phases.count == 1, found != nil {
      object["noise_multiplier"] = schedule.phases[0].noiseMultiplier
      object["sampling_rate"] = schedule.phases[0].samplingRate
      object["steps"] = schedule.phases[0].stepCount
    }
    if let group {
      object["group"] =
        ["size": group.size, "epsilon": number(group.epsilon), "delta": group.delta] as [String: Any]
    }
    if isShuffled {
      object["shuffled"] = [
        "epsilon_once_per_epoch": number(try schedule.shuffledEpsilon()),
        "epsilon_if_sampling_is_assumed": number(account.epsilon),
      ]
    }
    return try JSONSerialization.data(
      withJSONObject: object, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
  }

  func text() throws -> String {
    guard schedule.isPrivate else {
      return "ε ∞: a noise multiplier of 0 adds no noise, so the steps are not private. Give one above 0."
    }
    let others = account.others
    var lines = [String]()
    for phase in schedule.phases {
      lines.append(
        "σ \(phase.noiseMultiplier.significant(6)), q \(phase.samplingRate.significant(6)), \(phase.stepCount) step\(phase.stepCount == 1 ? "" : "s")"
      )
    }
    lines += [headline, "", "what others would say"]
    lines += [
      row(
        "Rényi", account.renyi.epsilon,
        "an upper bound too, converted at the best order, \(account.renyi.order.brief), which loses a little"),
      row("Gaussian", account.gaussian, "exact, but needs batches of the whole training set"),
      row(
        "GDP limit", others.centralLimit, "an approximation by the central limit theorem; it may understate"),
      row("zCDP", others.zeroConcentrated, "an upper bound, but needs batches of the whole training set"),
      row("advanced", others.advanced, "each step at δ / 2T, half of δ for the slack"),
      row(
        "basic", others.basic,
        "ε \(others.epsilonPerStep?.written(4) ?? "unknown") a step at δ / T, added up"),
    ]
    lines += [""] + PrivacyMeaning(limit: account.limit).sentences
    if let group {
      lines.append(
        "\(group.size) record\(group.size == 1 ? "" : "s together, all") one person's: ε \(group.epsilon.written(4)) at δ \(group.delta.brief)"
      )
    }
    if isShuffled {
      lines += [
        "",
        try shuffled(),
      ]
    }
    lines += [
      "",
      "ε leaves out \(UncoveredByEpsilon.always.joined(separator: "; ")); and statistics that inputs were scaled by.",
    ]
    return lines.joined(separator: "\n")
  }

  private func shuffled() throws -> String {
    let epsilon = try schedule.shuffledEpsilon().written(4)
    let hole =
      schedule.relation == .addOrRemove
      ? ", where a record that is removed leaves its place in its batch empty" : ""
    let contrast =
      schedule.phases.allSatisfy { $0.samplingRate == 1 }
      ? "" : "; the \(account.epsilon.written(4)) above would be wrong, for it assumes sampling"
    return "batches shuffled: ε \(epsilon), each example once an epoch\(hole)\(contrast)"
  }

  private var headline: String {
    let (bounds, at) = (account.bounds, "at δ \(account.delta.brief), \(schedule.relation.rawValue)")
    let upper = bounds.upper.written(4)
    if bounds.upper == 0 { return "ε 0 \(at): δ alone covers these steps" }
    switch bounds.kind {
    case .infinite:
      return "ε ∞ \(at): no bound that is known is finite for so little noise over so many steps"
    case .exact: return "ε \(upper) \(at): exact, in closed form"
    case .tight:
      return
        "ε \(upper) \(at): the tight upper bound, by \(bounds.method.title); no less than \(bounds.lower.written(4))"
    case .bracket:
      return
        "ε lies between \(bounds.lower.written(4)) and \(upper) \(at): a bracket, whose upper end, by \(bounds.method.title), holds but may be far from tight"
    }
  }

  private func row(_ name: String, _ value: Double?, _ note: String) -> String {
    let figure = value?.written(4) ?? "–"
    return
      "  \(name.padding(toLength: 10, withPad: " ", startingAt: 0)) \(figure.padding(toLength: max(10, figure.count), withPad: " ", startingAt: 0)) \(note)"
  }

  /// The number, or null where there is none or it is not finite.
  private func number(_ value: Double?) -> Any {
    guard let value, value.isFinite else { return NSNull() }
    return value
  }
}
