import Experiments
import PlainText
import PrivacyAccounting
import Records

// Figures beside ε.
extension Today {
  func ofPrivacy(_ term: Term) -> Reading? {
    guard let snapshot = subject.snapshot else { return nil }
    guard let account = subject.account else {
      return term == .filterEpsilon ? ofFilter(snapshot.filter.epsilon, order: snapshot.filter.order) : nil
    }
    switch term {
    case .delta: return ofDelta(account)
    case .recordEpsilon:
      guard let record = account.recordBounds, record.upper.isFinite else { return nil }
      return Reading(
        plain:
          "\(caution(account))for one \(account.unit == .client ? "record of a client" : "photograph") replaced by another, the odds of which of the two was in change by at most e^ε = \(Self.oddsRatio(record.upper)) (but for δ)."
          .capitalizedFirst,
        formula:
          "ε of the same \(account.stepNoun)s \(account.unit == .client ? "with noise over 2 C" : "at half the noise multiplier"), for a record that is replaced = \(roundedUp(record.upper, 3)) at δ \(significant(account.delta))"
      )
    case .filterEpsilon: return ofFilter(account.filterEpsilon, order: account.filterOrder)
    case .forecast:
      guard !subject.isLookingBack, let forecast = account.forecast, forecast.step > account.step else {
        return nil
      }
      return Reading(
        plain:
          "\(caution(account))if no knob moves, ε will be \(roundedUp(forecast.epsilon, 3)) at \(account.stepNoun) \(grouped(forecast.step))."
          .capitalizedFirst,
        formula:
          "ε(\(grouped(account.step)) \(account.stepNoun)s taken, then \(grouped(forecast.step - account.step)) like the next one) = \(roundedUp(forecast.epsilon, 3)) at δ \(significant(account.delta))"
      )
    default:
      return Reading(
        plain: account.epsilon.isFinite
          ? "\(caution(account))the \(grouped(account.step)) \(account.stepNoun)s up to here have an ε of \(roundedUp(account.epsilon, 3)) together."
            .capitalizedFirst
          : "ε is infinite: a \(account.stepNoun) had no noise, and none that follows brings it back.",
        formula:
          "ε(t) = ε of the first t \(account.stepNoun)s; ε(\(grouped(account.step))) = \(roundedUp(account.epsilon, 3)) at δ \(significant(account.delta))"
      )
    }
  }

  /// What a figure of ε must not be said without.
  private func caution(_ account: RunAccount) -> String {
    switch account.basis {
    case .fixedBeforehand, .unprotected: ""
    case .asRun, .filter: "As run, "
    case .scaledByMembers, .initialWeights: "Of the steps alone, "
    case .broken: "As claimed by a trainer that is broken on purpose, "
    }
  }

  private func ofDelta(_ account: RunAccount) -> Reading {
    let delta = significant(account.delta)
    let size = (subject.moment?.settings ?? subject.running).protectedUnitCount
    let warning = DeltaAdvice.warning(delta: account.delta, recordCount: size, units: account.unit.many)
    return Reading(
      plain: account.epsilon.isFinite
        ? "To what ε allows, δ = \(delta) is added: by so much more a yes may be likely with \(account.protectedUnit) in than without."
        : "δ is \(delta), and as ε is infinite there is nothing for it to fail.",
      formula:
        "\(Term.delta.formula), with ε = \(roundedUp(account.epsilon, 3)) and δ = \(delta); 1 / \(account.unit == .client ? "K" : "n") = \(significant(1 / Double(max(1, size))))",
      details: warning.map { [$0] } ?? [])
  }

  private func ofFilter(_ spent: Double, order: Double?) -> Reading {
    let budget = subject.running.epsilonBudget
    guard spent.isFinite else {
      return Reading(
        plain: "The filter counts an infinite ε: a step had no noise.", formula: "ε = \(decimal(spent))")
    }
    let plain =
      budget.map {
        "Of the budget of \(significant($0)) the filter has counted \(decimal(spent)); it stops the run before the step that would exceed it."
      }
      ?? "At the one Rényi order that was fixed before the first step, the steps cost an ε of \(decimal(spent)) as run."
    return Reading(
      plain: plain,
      formula:
        "\(Term.filterEpsilon.formula): \(decimal(spent))\(order.map { " at order \(significant($0))" } ?? ""), δ \(significant(subject.running.delta))"
    )
  }
}
