import Experiments
import PlainText
import Statistics

// What protection costs, of the variant that is looked at.
extension Today {
  private var compared: (findings: ComparisonFindings, variant: ComparisonReport.Variant)? {
    guard case .comparing(let findings?, let place) = adversary, findings.variants.indices.contains(place),
      findings.summary?.variants[place].trials.isEmpty == false
    else { return nil }
    return (findings, findings.variants[place])
  }

  var reasonForNoComparison: String {
    guard case .comparing(let findings?, _) = adversary else {
      return "Nothing is compared here: on the Compare screen s trains and attacks variants."
    }
    if let obstacle = findings.obstacle, findings.progress.finished == 0 { return obstacle }
    return "Of the variant that is looked at there is no such figure."
  }

  func ofComparison(_ term: Term) -> Reading? {
    guard let (findings, variant) = compared else { return ofRunItself(term) }
    let name = "`\(variant.name.harmless)`"
    switch term {
    case .variants, .frontier: return ofFrontier(term, findings)
    case .variantAccuracy:
      return variant.testAccuracy.map {
        Reading(
          plain: "Of 100 test records \(name) labels \(perHundred($0)) rightly.",
          formula: formula(term, $0, variant.testAccuracySpread))
      }
    case .balancedTestAccuracy:
      return variant.balancedAccuracy.map {
        Reading(
          plain: "Were all classes equally frequent, \(name) would label \(perHundred($0)) of 100 rightly.",
          formula: formula(term, $0, variant.balancedAccuracySpread))
      }
    case .variantLeakage:
      return variant.area.map { area in
        let interval = variant.areaLow.flatMap { low in
          variant.areaHigh.map { ", 95 % interval [\(fixed(low, 2)), \(fixed($0, 2))]" }
        }
        return Reading(
          plain:
            "Given one member and one outsider of \(name), online LiRA is right \(Int((100 * area).rounded())) times in 100.",
          formula: formula(term, area, variant.areaSpread) + (interval ?? ""))
      }
    case .variantFound:
      return variant.rate.map {
        Reading(
          plain:
            "Accusing at most 1 of 100 outsiders, online LiRA finds \(perHundred($0)) of 100 members of \(name).",
          formula: formula(term, $0, variant.rateSpread))
      }
    case .canaryAUC:
      return variant.canaryArea.map {
        Reading(
          plain:
            "Of a canary that \(name) was trained on and one that it was not, online LiRA takes the right one \(Int((100 * $0).rounded())) times in 100.",
          formula: formula(term, $0, variant.canaryAreaSpread))
      }
    default: return ofCosts(term, findings, variant, name)
    }
  }

  /// Of the run at hand, where no variant is looked at.
  private func ofRunItself(_ term: Term) -> Reading? {
    guard let moment = subject.moment else { return nil }
    switch term {
    case .balancedTestAccuracy:
      return moment.test.map {
        Reading(
          plain:
            "Were all classes equally frequent, \(perHundred($0.balancedAccuracy)) of 100 test records would be labelled rightly; as they are it is \(perHundred($0.accuracy)).",
          formula: "\(term.formula) = \(decimal($0.balancedAccuracy))")
      }
    case .canaryAUC:
      return moment.canaries.map {
        Reading(
          plain:
            "Of a canary that was trained on and one that was not, the loss attack takes the right one \(Int((100 * $0.areaUnderCurve).rounded())) times in 100.",
          formula: "\(term.formula) = \(decimal($0.areaUnderCurve))")
      }
    default: return nil
    }
  }

  private func ofCosts(
    _ term: Term, _ findings: ComparisonFindings, _ variant: ComparisonReport.Variant, _ name: String
  ) -> Reading? {
    let first = "`\(findings.variants[0].name.harmless)`"
    switch term {
    case .variantEpsilon:
      return Reading(
        plain: variant.epsilon.map {
          "The steps of \(name) \(findings.focus.base.bug == nil ? "cost" : "are claimed to cost") an ε of \(roundedUp($0))."
        }
          ?? "\(name) has steps without noise: ε is infinite, and nothing is promised of it.")
    case .accuracyChange:
      return variant.accuracyChange.map { change in
        Reading(
          plain:
            "\(name) labels \(perHundred(abs(change))) of 100 test records \(change < 0 ? "less" : "more") rightly than \(first).",
          formula: "\(term.formula) = \(signed(change))")
      }
    case .leakageChange:
      return variant.areaChange.map { change in
        Reading(
          plain:
            "The AUC of \(name) is \(fixed(abs(change), 3)) \(change < 0 ? "lower" : "higher") than that of \(first).",
          formula: "\(term.formula) = \(signed(change))")
      }
    case .variantSeeds:
      guard case .comparing(_, let place) = adversary, let summary = findings.summary else { return nil }
      let (done, all) = (summary.variants[place].trials.count, summary.plan.seeds.count)
      return Reading(
        plain:
          "\(name) was trained and attacked with \(done) of \(all) seed\(all == 1 ? "" : "s"), each time with \(summary.plan.shadowCount) reference models."
      )
    case .variantSeconds:
      return variant.seconds.map {
        Reading(plain: "\(name) took \(decimal($0, 1)) seconds of one core for each seed.")
      }
    default:
      guard let ranking = findings.importance?.ranking, let best = ranking.first else { return nil }
      return Reading(
        plain:
          "Of \(ranking.count) columns a model misses `\(best.column.harmless)` most: without it the AUC of telling the classes apart falls by \(fixed(best.drop, 3))."
      )
    }
  }

  private func ofFrontier(_ term: Term, _ findings: ComparisonFindings) -> Reading? {
    let places = findings.variants.indices.filter { findings.variants[$0].isFrontier }
    let names = places.map { "`\(findings.variants[$0].name.harmless)`" }
    let (done, all) = (findings.progress.finished, findings.progress.count)
    guard term == .frontier else {
      return Reading(
        plain:
          "\(findings.variants.count) variants are compared, each with \(findings.focus.seedCount) seed\(findings.focus.seedCount == 1 ? "" : "s"); \(done) of \(all) runs are done."
      )
    }
    let listed =
      names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " and \(names.count - 3) more" : "")
    return names.isEmpty
      ? nil : Reading(plain: "Of \(findings.variants.count) variants no other beats \(listed).")
  }

  private func formula(_ term: Term, _ mean: Double, _ deviation: Double?) -> String {
    "\(term.formula) = \(decimal(mean))\(deviation.map { ", standard deviation over seeds \(fixed($0, 3))" } ?? "")"
  }

  private func signed(_ value: Double) -> String { value < 0 ? "–\(fixed(-value, 3))" : fixed(value, 3) }
}
