import DifferentialPrivacy
import Experiments
import FederatedLearning
import Foundation
import PlainText
import PrivacyAccounting
import Records

// What ε is made of just now, what it promises, and what it does not.
extension Today {
  var ofEpsilon: Reading? {
    guard let snapshot = subject.snapshot else { return nil }
    guard let account = subject.account else {
      return Reading(
        plain: "\(Term.epsilon.definition) No \(subject.stepNoun) has been priced yet.",
        details: ingredients(snapshot))
    }
    return Reading(
      plain: promise(of: account),
      formula: "\(Term.epsilon.formula); \(figure(account))",
      details: ingredients(snapshot) + consequences(account, snapshot),
      caveat: "\(quotable(account)) \(caveat(account))\(seeded(snapshot))")
  }

  private func caveat(_ account: RunAccount) -> String {
    account.unit == .client
      ? Term.epsilon.caveat.replacing("of one record.", with: "of one client, who may have many records.")
      : Term.epsilon.caveat
  }

  /// In how many times as likely a yes of an attacker is: what holds of every question, δ included.
  func promise(of account: RunAccount) -> String {
    let record = account.protectedUnit
    func multiplied(_ exponent: String, _ epsilon: Double) -> String {
      "whatever an attacker asks of the model, a yes is at most e^\(exponent) = \(Self.oddsRatio(epsilon)) times as likely with \(record) in it as without, and δ more"
    }
    let asFigure = multiplied("ε", account.epsilon)
    switch account.basis {
    case .unprotected(let step):
      return
        "ε is infinite: \(account.stepNoun) \(grouped(step)) had no noise, and nothing bounds what the model gives away of anybody."
    case .fixedBeforehand: return "\(asFigure.capitalizedFirst)."
    case .filter(let budget):
      return
        "\(multiplied(significant(budget), budget).capitalizedFirst), \(significant(budget)) being the budget, if no knob was turned by a figure with †; as run, ε is \(roundedUp(account.epsilon, 3))."
    case .asRun:
      return
        "As run, ε is \(roundedUp(account.epsilon, 3)): had every turn of a knob been settled before looking, a yes of any attacker would be at most e^ε = \(Self.oddsRatio(account.epsilon)) times as likely with \(record) in as without, and δ more; as it is, nothing is promised."
    case .broken:
      return
        "ε \(roundedUp(account.epsilon, 3)) is what the settings claim, and the trainer is broken on purpose: nothing is promised, and an audit may refute it."
    case .scaledByMembers:
      return
        "Of the steps alone: \(asFigure); but inputs were scaled by statistics of the members, which nothing bounds."
    case .initialWeights:
      return
        "Of the steps from the initial weights on: \(asFigure); nothing bounds what the initial weights gave away."
    }
  }

  /// e^ε, rounded up, for it is a bound.
  static func oddsRatio(_ epsilon: Double) -> String {
    let ratio = exp(epsilon)
    guard ratio.isFinite else { return "more than any number here" }
    let unit = pow(10, (log10(ratio)).rounded(.down) - 2)
    return significant((ratio / unit - 1e-9).rounded(.up) * unit)
  }

  /// σ, σC and σC/B, and how often a record takes part.
  private func ingredients(_ snapshot: Snapshot) -> [String] {
    let settings = subject.moment?.settings ?? snapshot.settings
    if settings.isFederated { return ingredientsOfRounds(settings, snapshot) }
    guard settings.noiseMultiplier > 0, let norm = settings.effectiveClippingNorm else {
      return [
        "No noise: each example moves the model as far as its gradient reaches, and nothing bounds what that tells.",
        "Turn the noise multiplier up, and restart with R: one step without noise makes ε infinite for good.",
      ]
    }
    let deviation = settings.noiseMultiplier * norm
    let units = settings.unit == .record ? "Records" : "Halves of a person's photographs"
    let now = subject.isLookingBack ? "" : snapshot.lastClippingNorm.map { ", now \(significant($0))" } ?? ""
    return [
      settings.adaptiveClipping.map {
        "σ \(significant(settings.noiseMultiplier)) is shared between the sum of gradients, clipped to C, and the count that C follows: the \(significant($0)) quantile of their norms, from \(significant(norm)) on\(now)."
      }
        ?? "σ \(significant(settings.noiseMultiplier)), times C \(significant(norm)), is σC \(significant(deviation)): the noise on the sum of clipped gradients. Over B \(significant(settings.expectedBatchSize)) it is σC/B \(significant(deviation / settings.expectedBatchSize)) on each weight's mean gradient.",
      "\(units) join a step with q = B / n = \(significant(settings.samplingRate)), n the members expected.",
    ]
  }

  /// What may be quoted, what it means for people, where it goes, and what it leaves out.
  private func consequences(_ account: RunAccount, _ snapshot: Snapshot) -> [String] {
    let settings = subject.moment?.settings ?? snapshot.settings
    if case .unprotected(let step) = account.basis {
      return ["ε is infinite since \(account.stepNoun) \(grouped(step)), which had no noise. R starts anew."]
    }
    var sentences = account.meaning
    if account.isBudgetExhausted, let budget = settings.epsilonBudget {
      sentences.append(
        "One more \(account.stepNoun) would take the filter, now \(roundedUp(account.filterEpsilon, 3)), over the budget of \(significant(budget)): it stops the run, whatever ε is."
      )
    } else if !subject.isLookingBack, let forecast = account.forecast, forecast.step > account.step {
      sentences.append(
        "If nothing changes, \(account.basis == .broken ? "the claim" : "ε") will be \(roundedUp(forecast.epsilon, 3)) at \(account.stepNoun) \(grouped(forecast.step))."
      )
    }
    sentences.append(
      "ε leaves out \(UncoveredByEpsilon(settings: settings, data: snapshot.data).brief). \(neighbors(settings))"
    )
    if let record = account.recordBounds {
      sentences.append(
        settings.isFederated
          ? "ε is of a client; against who sees the model, that of one record of a client's, replaced by another, is \(roundedUp(record.upper, 3)), with noise over twice the clipping norm."
          : "ε is for half of a person's photographs, more or fewer; for one photograph replaced by another it is \(roundedUp(record.upper, 3)), at twice the clipping norm."
      )
    }
    if let warning = DeltaAdvice.warning(
      delta: account.delta, recordCount: settings.protectedUnitCount, units: settings.protectedUnit.many)
    {
      sentences.append(warning)
    }
    return sentences
  }

  private func seeded(_ snapshot: Snapshot) -> String {
    snapshot.settings.secureNoise || !(subject.account?.epsilon.isFinite ?? false)
      ? "" : " Noise from a seed is private to nobody who knows it."
  }

  private func neighbors(_ settings: ExperimentConfiguration) -> String {
    if settings.isFederated {
      return
        "Neighbours differ by \(settings.federation.neighbours()). It holds against \(settings.federation.privacy.adversary)."
    }
    return settings.unit == .record
      ? "Neighbours differ by one record: several of one person have more ε, at the same δ, than their number times it."
      : "Neighbours differ by one half of a person's photographs: both halves have more ε, at the same δ, than twice it."
  }

  private func figure(_ account: RunAccount) -> String {
    let figure =
      "ε is \(roundedUp(account.epsilon, 3)) at δ \(significant(account.delta)) at \(account.stepNoun) \(grouped(account.step))"
    guard account.epsilon.isFinite else { return figure }
    let origin =
      switch account.bounds.kind {
      case .exact: "exact, in closed form"
      case .tight: "by \(account.bounds.method.title), and no less than \(decimal(account.bounds.lower))"
      case .bracket:
        "the upper end of a bracket from \(decimal(account.bounds.lower)), by \(account.bounds.method.title)"
      case .infinite: "no bound being known"
      }
    return "\(figure): \(origin), had these \(account.stepNoun)s been fixed beforehand"
  }

  /// What a person may say of the run, in one sentence.
  private func quotable(_ account: RunAccount) -> String {
    switch account.basis {
    case .fixedBeforehand:
      subject.isAlone
        ? "No knob was turned: quote ε if when to stop was settled before looking."
        : "No knob was turned in this run, but its settings may have been chosen after looking at others on these data: then nothing of it alone may be quoted (H adds up what all of them have spent)."
    case .unprotected: "A \(account.stepNoun) had no noise: no ε may be quoted."
    case .broken:
      "The trainer is broken on purpose: what its settings claim may not be quoted of what it does."
    case .scaledByMembers:
      "Inputs were scaled by statistics of the members, which no noise hides: no ε may be quoted."
    case .initialWeights:
      "Weights were read from a file: ε covers the steps from there on, and nothing bounds what the file gave away."
    case .filter(let budget):
      "A knob was turned: who looked before, but at no figure with †, may quote the budget, ε \(significant(budget)), and not what was spent of it (\(roundedUp(account.filterEpsilon, 3)), by Rényi at order \(significant(account.filterOrder ?? 0)), fixed before the first step)."
    case .asRun:
      "A knob was turned without a budget: ε is as run, and who looked before turning may quote none (--epsilon-budget fixes one beforehand)."
    }
  }
}
