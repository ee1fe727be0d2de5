import Attacks
import Experiments
import Statistics
import TerminalCanvas

// What is guessed of people.
extension Today {
  /// The way to guess that is looked at, or the first.
  var chosenGuess: ChosenGuess {
    let method: AttributeMethod =
      if case .guessing(let method) = adversary { method } else { .modelTimesImputer }
    return ChosenGuess(subject: subject, glyphs: .braille, method: method)
  }

  func ofGuesses(_ term: Term) -> Reading? {
    let chosen = chosenGuess
    guard chosen.obstacle == nil, let findings = chosen.findings, let entry = chosen.entry else { return nil }
    let (title, column) = (chosen.method.title, chosen.column)
    switch term {
    case .guessedMembers: return chosen.members.map { ofShare($0, "members", title, column, chosen.method) }
    case .guessedOthers: return chosen.others.map { ofShare($0, "others", title, column, chosen.method) }
    case .guessedWithoutModel:
      return findings.imputation.map {
        Reading(
          plain:
            "From public records alone \(column) is guessed rightly of \(perHundred($0.accuracy.rate)) of 100 people of the pool.",
          formula: "\(term.formula): \(counts($0))")
      }
    case .guessAUC:
      return chosen.members?.area.map { area in
        Reading(
          plain:
            "Of two members with different values \(title) tells in \(Int((100 * area.value).rounded())) of 100 cases which has which.",
          formula:
            "AUC = \(decimal(area.value)), 95 % interval [\(decimal(area.interval.lowerBound, 2)), \(decimal(area.interval.upperBound, 2))]"
        )
      }
    case .guessGap, .guessesOverSteps:
      guard let gap = chosen.gap, let members = chosen.members, let others = chosen.others else { return nil }
      return Reading(
        plain:
          "At step \(grouped(entry.step)) members are guessed \(perHundred(abs(gap.value))) of 100 \(gap.value < 0 ? "less" : "more") often than others\(gap.interval.contains(0) ? ", which may be chance" : ", which is more than chance does").",
        formula:
          "\(decimal(members.accuracy.rate)) of members – \(decimal(others.accuracy.rate)) of others = \(signed(gap.value)), 95 % interval [\(fixed(gap.interval.lowerBound, 2)), \(fixed(gap.interval.upperBound, 2))]"
      )
    case .guessGain:
      return entry.outcome.memberGain.map { gain in
        Reading(
          plain:
            "With the model \(title) guesses \(perHundred(abs(gain.value))) of 100 members \(gain.value < 0 ? "fewer" : "more") than public records alone.",
          formula:
            "gain = \(signed(gain.value)), 95 % interval [\(fixed(gain.interval.lowerBound, 2)), \(fixed(gain.interval.upperBound, 2))]"
        )
      }
    case .plantedCoin: return findings.coin?.members.map { ofCoin($0, "members") }
    case .othersCoin: return findings.coin?.nonMembers.map { ofCoin($0, "others") }
    case .missingLabel:
      guard let label = findings.missingLabel, let members = label.byModel.members,
        let others = label.byModel.nonMembers
      else { return nil }
      return Reading(
        plain:
          "Were the label hidden, the model would tell it rightly of \(perHundred(members.accuracy.rate)) of 100 members and of \(perHundred(others.accuracy.rate)) of 100 others.",
        formula: "right / members = \(counts(members))")
    default:
      let found = AttributeMethod.allCases.compactMap { method in
        findings.entries[method]?.outcome.sides.members.map { (key: method, members: $0) }
      }
      // Of equals the first.
      let best = found.reversed().max { $0.members.accuracy.rate < $1.members.accuracy.rate }
      guard let best else { return nil }
      let members = best.members
      return Reading(
        plain:
          "Of \(findings.entries.count) ways \(best.key.title) guesses most members rightly, \(perHundred(members.accuracy.rate)) of 100.",
        formula: "max over \(findings.entries.count) ways of guessed / members = \(counts(members))",
        paper: best.key.paper)
    }
  }

  private func ofShare(
    _ result: AttributeResult, _ whom: String, _ title: String, _ column: String, _ method: AttributeMethod
  ) -> Reading {
    Reading(
      plain:
        "\(title) guesses \(column) rightly of \(perHundred(result.accuracy.rate)) of 100 \(whom).",
      formula: "guessed rightly / \(whom) = \(counts(result))", paper: method.paper)
  }

  private func ofCoin(_ result: AttributeResult, _ whom: String) -> Reading {
    let bounds = result.accuracy.bounds
    return Reading(
      plain:
        "Of 100 coins planted in the records of \(whom), \(perHundred(result.accuracy.rate)) are guessed rightly\(bounds.contains(0.5) ? "; one half is in the interval, so it may be guessing" : ", where guessing is 50").",
      formula: "guessed rightly / flips of \(whom) = \(counts(result))")
  }

  private func counts(_ result: AttributeResult) -> String {
    let accuracy = result.accuracy
    return
      "\(grouped(accuracy.successes)) / \(grouped(accuracy.trials)) = \(decimal(accuracy.rate)), 95 % interval [\(decimal(accuracy.bounds.lowerBound, 2)), \(decimal(accuracy.bounds.upperBound, 2))]"
  }

  private func signed(_ value: Double) -> String { value < 0 ? "–\(fixed(-value, 3))" : fixed(value, 3) }
}
