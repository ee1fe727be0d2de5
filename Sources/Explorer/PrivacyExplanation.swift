import Experiments
import PrivacyAccounting
import TerminalCanvas

/// What ε is made of just now, what it promises, and what it does not.
struct PrivacyExplanation {
  let state: ExplorerState

  /// Short enough that all of them fit 80 x 24.
  var sentences: [String] {
    guard let snapshot = state.snapshot else { return ["No run has begun yet."] }
    let settings = snapshot.settings
    guard settings.noiseMultiplier > 0, let norm = settings.effectiveClippingNorm else {
      return [
        "No noise: each example moves the model as far as its gradient reaches, and nothing bounds what that tells.",
        "Turn the noise multiplier up, and restart with R: one step without noise makes ε infinite for good.",
      ]
    }
    let deviation = settings.noiseMultiplier * norm
    var sentences = [
      "σ \(significant(settings.noiseMultiplier)), times C \(significant(norm)), is σC \(significant(deviation)): the noise on the sum of clipped gradients. Over B \(significant(settings.expectedBatchSize)) it is σC/B \(significant(deviation / settings.expectedBatchSize)) on each weight's mean gradient.",
      "Each member joins a step with q = B / n = \(significant(settings.samplingRate)); \(grouped(snapshot.step)) steps so far, in \(snapshot.ledger.entries.count) phase(s).",
    ]
    guard snapshot.epsilon.isFinite else {
      return sentences + [
        "ε is infinite since step \(grouped(snapshot.ledger.firstNonPrivateStep ?? 0)), which had no noise. R starts anew."
      ]
    }
    let budget =
      settings.epsilonBudget.map { "a budget of \(significant($0))" }
      ?? "no budget, so take it as a diagnostic"
    sentences.append(
      "By the filter ε is \(decimal(snapshot.epsilon)) at δ \(significant(settings.delta)), by Rényi at order \(significant(snapshot.renyiOrder)). It holds whatever made you turn the knobs, within a budget set beforehand: this run has \(budget)."
    )
    if let account = state.account {
      let meaning = PrivacyMeaning(epsilon: account.epsilon, delta: settings.delta)
      sentences += [
        "Tight, by privacy loss distributions, it was \(decimal(account.epsilon)) at step \(grouped(account.step)): for these very steps, had they been set beforehand.",
        "Then no membership attack finds more than \(significant(100 * meaning.largestTruePositiveRate(atFalsePositiveRate: 0.01))) % of members with 1 % false alarms, or is right in more than \(significant(100 * meaning.largestBalancedAccuracy)) % of even cases.",
      ]
    }
    if let forecast = snapshot.forecast {
      sentences.append(
        "If nothing changes, the filter will stand at \(decimal(forecast.epsilon)) at step \(grouped(forecast.step))."
      )
    }
    sentences.append(
      "Not covered: what † marks, the choice of settings, statistics declared public, and anyone who knows the seed. Neighbours differ by one record; a person with k records has k times ε."
    )
    return sentences
  }
}
