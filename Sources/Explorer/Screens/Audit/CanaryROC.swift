import Auditing
import Experiments
import Foundation
import PrivacyAccounting
import Statistics
import TerminalCanvas

/// The canaries' curve between two limits: what the claim allows, and what the proof has refuted.
struct CanaryROC {
  let watched: WatchedAudit
  let isLogarithmic: Bool

  private var glyphs: GlyphSet { watched.glyphs }
  private var title: String { "Canaries' ROC \(isLogarithmic ? "log-log" : "linear")" }

  var content: PaneContent {
    guard let audit = watched.audit, let curve = audit.scores.curve else {
      return watched.nothing(title, term: .rocCurve)
    }
    let interval = curve.areaInterval
    return PaneContent(
      title, term: .auditCanaries, otherTerms: [.rocCurve, .limit, .provenEpsilon],
      notes: [
        [
          Span("\(glyphs.diagnosticMark)AUC \(decimal(curve.areaUnderCurve))", .member),
          Span(" [\(decimal(interval.lowerBound, 2)), \(decimal(interval.upperBound, 2))]", .dim),
        ], [Span("\(glyphs.diagnosticMark)AUC \(decimal(curve.areaUnderCurve, 2))", .member)],
      ], body: .chart(chart(audit, curve), key: key(audit)), sentence: sentence(audit, curve))
  }

  private func chart(_ audit: Audit, _ curve: ROCCurve) -> LineChart {
    let outs = max(10, audit.canaryCount - audit.includedCount)
    let decades = Int(log10(0.8 * Double(outs)).rounded(.up))
    let least = pow(10, -Double(decades))
    let rates =
      (0...80).map { pow(least / 2, 1 - Double($0) / 80) } + (1..<20).map { Double($0) / 20 }
    let limited = { (limit: TradeOffLimit) in
      rates.sorted().map {
        LineChart.Point(x: $0, y: limit.largestTruePositiveRate(atFalsePositiveRate: $0))
      }
    }
    let claim = watched.findings?.claimedLimit ?? .none
    return ROCAxes(isLogarithmic: isLogarithmic, leastRate: least).chart(
      [
        .init(
          "claimed", points: claim == .none ? [] : limited(claim), ink: .bound, marker: "=", stroke: .dashed),
        .init(
          "ruled out below", points: proof(audit).map { limited($0) } ?? [], ink: .nonMember, marker: "o",
          stroke: .dashDotted),
        .init(
          "\(glyphs.diagnosticMark)canaries",
          points: curve.points.map { .init(x: $0.falsePositiveRate, y: $0.truePositiveRate) }, ink: .member,
          marker: "*"),
      ], chance: ".")
  }

  /// What an (ε, δ) of the bound that is proven allows; nil where nothing is proven.
  private func proof(_ audit: Audit) -> TradeOffLimit? {
    audit.proven.flatMap {
      $0.epsilon > 0 ? TradeOffLimit(epsilon: $0.epsilon, delta: audit.delta) : nil
    }
  }

  private func key(_ audit: Audit) -> ChartKey {
    var spans = [Span(" \(glyphs.legendMark("*"))\(glyphs.diagnosticMark)canaries", .member, isBold: true)]
    spans.append(
      watched.isClaimed
        ? Span(glyphs.spelled("  \(glyphs.legendMark("=", .dashed))claimed ε \(watched.claimed)"), .bound)
        : Span(glyphs.spelled("  no ε is claimed"), .danger))
    let proven = audit.proven?.epsilon ?? 0
    return ChartKey(
      spans: spans,
      remarks: proven > 0
        ? [
          glyphs.spelled(
            "  \(glyphs.legendMark("o", .dashDotted))limits below ε \(watched.lower(proven)) are ruled out, 95 %"
          ),
          glyphs.spelled("  \(glyphs.legendMark("o", .dashDotted))ruled out below"),
        ] : ["  nothing is proven yet"], remarkInk: .nonMember)
  }

  private func sentence(_ audit: Audit, _ curve: ROCCurve) -> String {
    let proven = audit.proven?.epsilon ?? 0
    let what =
      proven > 0
      ? "every limit below that of ε \(watched.lower(proven)) is ruled out at 95 %" : "no limit is ruled out"
    return glyphs.spelled(
      "Of \(grouped(audit.canaryCount)) \(audit.kind.title), of which \(grouped(audit.includedCount)) were in, the model tells those in from those out with an AUC of \(decimal(curve.areaUnderCurve)), and \(what)."
    )
  }
}
