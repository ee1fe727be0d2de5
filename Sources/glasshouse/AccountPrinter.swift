import Foundation
import PrivacyAccounting

/// Prints what a schedule costs, for people or for programs.
struct AccountPrinter {
  let schedule: Schedule
  let account: PrivacyAccount
  /// The setting that was found for a target, by its name in JSON.
  let found: String?
  let groupSize: Int?
  let isShuffled: Bool

  func json() throws -> String {
    let meaning = account.meaning
    var object: [String: Any] = [
      "epsilon": number(account.epsilon), "epsilon_lower": number(account.epsilonLowerBound),
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
          ($0, meaning.largestTruePositiveRate(atFalsePositiveRate: Double($0) ?? 0))
        }),
      "max_balanced_accuracy": meaning.largestBalancedAccuracy,
      "max_posterior_from_even_odds": meaning.posteriorFromEvenOdds,
    ]
    if schedule.phases.count == 1, found != nil {
      object["noise_multiplier"] = schedule.phases[0].noiseMultiplier
      object["sampling_rate"] = schedule.phases[0].samplingRate
      object["steps"] = schedule.phases[0].stepCount
    }
    if let groupSize {
      let group = meaning.forGroup(of: groupSize)
      object["group"] =
        ["size": groupSize, "epsilon": number(group.epsilon), "delta": group.delta] as [String: Any]
    }
    if isShuffled {
      object["shuffled"] = [
        "epsilon_once_per_epoch": number(try schedule.shuffledEpsilon()),
        "epsilon_if_sampling_is_assumed": number(account.epsilon),
      ]
    }
    let data = try JSONSerialization.data(
      withJSONObject: object, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self)
  }

  func text() throws -> String {
    guard schedule.isPrivate else {
      return "ε ∞: a noise multiplier of 0 adds no noise, so the steps are not private. Give one above 0."
    }
    let meaning = account.meaning
    let others = account.others
    var lines = [String]()
    for phase in schedule.phases {
      lines.append("σ \(phase.noiseMultiplier), q \(phase.samplingRate), \(phase.stepCount) steps")
    }
    lines.append(
      "ε \(decimal(account.epsilon)) at δ \(account.delta), \(schedule.relation.rawValue): the tight upper bound; no less than \(decimal(account.epsilonLowerBound))"
    )
    lines.append("")
    lines.append("what others would say")
    lines += [
      row(
        "Rényi", account.renyi.epsilon,
        "an upper bound too; loses in the conversion at one order, here \(short(account.renyi.order))"),
      row("Gaussian", account.gaussian, "exact, where every batch is the whole training set"),
      row(
        "GDP limit", others.centralLimit, "an approximation by the central limit theorem; it may understate"),
      row("zCDP", others.zeroConcentrated, "an upper bound that cannot use sampling"),
      row("advanced", others.advanced, "each step at δ / 2T, half of δ for the slack"),
      row(
        "basic", others.basic,
        "ε \(others.epsilonPerStep.map(decimal) ?? "unknown") a step at δ / T, added up"),
    ]
    lines.append("")
    lines.append("what it means: of any membership attack, whatever it knows")
    for rate in [0.001, 0.01, 0.1] {
      lines.append(
        "  at most \(decimal(100 * meaning.largestTruePositiveRate(atFalsePositiveRate: rate))) % of members found with \(short(100 * rate)) % false alarms"
      )
    }
    lines.append(
      "  balanced accuracy at most \(decimal(meaning.largestBalancedAccuracy)); even odds become at most \(decimal(100 * meaning.posteriorFromEvenOdds)) %"
    )
    if let groupSize {
      let group = meaning.forGroup(of: groupSize)
      lines.append("  \(groupSize) people together: ε \(decimal(group.epsilon)) at δ \(short(group.delta))")
    }
    if isShuffled {
      lines.append("")
      lines.append(
        "batches shuffled: ε \(decimal(try schedule.shuffledEpsilon())), each example once an epoch; the \(decimal(account.epsilon)) above would be wrong, for it assumes sampling"
      )
    }
    return lines.joined(separator: "\n")
  }

  private func row(_ name: String, _ value: Double?, _ note: String) -> String {
    let figure = value.map(decimal) ?? "none"
    return
      "  \(name.padding(toLength: 10, withPad: " ", startingAt: 0)) \(figure.padding(toLength: 10, withPad: " ", startingAt: 0)) \(note)"
  }

  private func decimal(_ value: Double) -> String { value.isFinite ? String(format: "%.4f", value) : "∞" }
  private func short(_ value: Double) -> String { String(format: "%.4g", value) }

  /// The number, or null where there is none or it is not finite.
  private func number(_ value: Double?) -> Any {
    guard let value, value.isFinite else { return NSNull() }
    return value
  }
}
