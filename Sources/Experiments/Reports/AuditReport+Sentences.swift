import Attacks
import Auditing
import Foundation
import PlainText
import Statistics

// What every form of the report says, in lines and cells.
extension AuditReport {
  /// What was guessed at, and how well.
  package var guessing: String {
    let area = Self.interval(figures.area, figures.areaLow, figures.areaHigh).map { "; AUC \($0)" } ?? ""
    return
      "\(figures.canariesIncluded) of \(figures.canaries) \(figures.canaryKind.title) were in; \(figures.right) of \(figures.guesses) guesses are right\(area)"
  }

  /// How strong an audit of this size could have been, and whether strong enough for the claim.
  package var ceiling: String {
    let reach = figures.ceilingAtExit
    let methods: [(LowerBound.Method, String)] = [(.steinke, "one run would prove"), (.fDP, "f-DP")]
    let values = methods.compactMap { method, name in
      figures.ceilings[method.rawValue].map { "\(name) \(Optional($0).asLowerBound)" }
    }
    let most =
      "had all \(figures.guesses) guesses been right, \(values.joined(separator: ", ")) at \((1 - figures.alpha).percent), and at a level of \(figures.exitAlpha.brief) no more than \(Optional(reach).asLowerBound)"
    guard figures.claim != nil, let claimed = figures.claimedEpsilon, claimed >= reach else { return most }
    return
      "\(most): less than was claimed, so that \(figures.pairs == 0 ? "this audit" : "one run") could not have refuted it, whatever was guessed"
  }

  package var boundsTable: ReportPage.Table {
    ReportPage.Table(
      [
        "lower bound", "ε at \((1 - figures.alpha).percent)", "ε at \((1 - figures.exitAlpha).percent)",
        "kind",
      ],
      figures.lower.map {
        [$0.method.title, $0.epsilon.asLowerBound, $0.epsilonAtExit.asLowerBound, $0.kind.rawValue]
      }, numbers: [1, 2])
  }

  /// What the kinds in that table mean.
  package var kinds: [String] {
    [LowerBound.Kind.proof, .assumption, .estimate].filter { kind in
      figures.lower.contains { $0.kind == kind }
    }
    .map { "\($0.rawValue): \($0.meaning)" }
  }

  package var checksTable: ReportPage.Table {
    ReportPage.Table(
      ["check", "value", "expected", "allowed", ""],
      figures.conformance.map { check in
        [
          check.check.title, check.value.significant(4), check.expected.significant(4),
          "\(check.allowed.lowerBound.significant(4)) to \(check.allowed.upperBound.significant(4))",
          check.isPassed ? "ok" : "FAILED",
        ]
      }, numbers: [1, 2])
  }

  package var attacksTable: ReportPage.Table {
    let limits = MembershipReport.limits.reversed()
    return ReportPage.Table(
      ["attack", "AUC"] + limits.map { "found at \((Double($0) ?? 0).percent)" } + ["canaries AUC"],
      figures.attacks.map { attack in
        [Self.title(attack.name), Self.interval(attack.area, attack.areaLow, attack.areaHigh) ?? "–"]
          + limits.map { limit in
            attack.rates[limit].flatMap(\.self).map {
              String(format: "%.1f [%.1f, %.1f]", 100 * $0.value, 100 * $0.low, 100 * $0.high)
            } ?? "–"
          }
          + [attack.canaries.flatMap { Self.interval($0.area, $0.areaLow, $0.areaHigh) } ?? "–"]
      })
  }

  package static let attacksNote =
    "found: % of members of the pool, where so many non-members are accused too, – where these are too few; intervals of 95 %, each by itself"

  /// Who is betrayed most, by places in the file alone; nil where nobody was ranked.
  package var risk: String? {
    guard let first = figures.atRisk.first else { return nil }
    let area = figures.attacks.first { $0.name == first.scoreBy }
    let chance = area?.areaLow.map { $0 <= 0.5 } ?? false
    let odds =
      figures.atRisk.compactMap(\.odds).max().map { "; odds of membership up to \($0.brief) to 1" } ?? ""
    return
      "rows \(figures.atRisk.map { "\($0.index)" }.joined(separator: ", ")) by \(Self.title(first.scoreBy))\(chance ? ", whose AUC may be chance" : "")\(odds) where half of all are members"
  }

  package var auditsTable: ReportPage.Table {
    ReportPage.Table(
      ["step", "right", "one run", "f-DP", "Gaussian estimate"],
      figures.audits.map {
        [
          "\($0.step)", "\($0.right) of \($0.guesses)", Optional($0.steinke).asLowerBound,
          Optional($0.fDP).asLowerBound, $0.gaussian.map { Optional($0).asLowerBound } ?? "–",
        ]
      }, numbers: [0, 1, 2, 3, 4])
  }

  package static let auditsNote =
    "audits on the way: each holds at 95 % by itself, of the weights at its step, and not all together"

  /// What became worse, a line each; empty where nothing did.
  package var regressions: [String] { (figures.regressions ?? []).map(Self.line) }

  private static func line(_ regression: AuditRegression) -> String {
    let (before, after) = (number(regression.before), number(regression.after))
    let chance =
      regression.probability.map {
        " (by chance with a probability of \($0 < 1e-12 ? "less than 1e-12" : $0.brief))"
      } ?? ""
    switch regression.figure {
    case "claim": return "the claimed ε rose from \(before) to \(after)"
    case "guesses": return "the share of right guesses rose from \(before) to \(after)\(chance)"
    case "canaries": return "the AUC of the canaries rose from \(before) to \(after)\(chance)"
    case "attack":
      return
        "the AUC of \(regression.name.map(title) ?? "an attack") rose from \(before) to \(after)\(chance)"
    case "conformance":
      let name = regression.name.flatMap { ConformanceCheck.Name(rawValue: $0)?.title ?? $0 } ?? "a check"
      return "a check that was passed fails: \(name) went from \(before) to \(after)"
    default: return "\(regression.figure.harmless) went from \(before) to \(after)\(chance)"
    }
  }

  private static func number(_ value: Double?) -> String { (value ?? .infinity).written(3) }

  package static func title(_ name: String) -> String { MembershipMethod.named(name)?.title ?? name.harmless }

  package static func interval(_ value: Double?, _ low: Double?, _ high: Double?) -> String? {
    guard let value, let low, let high else { return nil }
    return "\(value.written(3)) [\(low.written(3)), \(high.written(3))]"
  }
}

extension Double {
  /// As people write a share.
  package var percent: String { "\((100 * self).significant(4)) %" }
}
