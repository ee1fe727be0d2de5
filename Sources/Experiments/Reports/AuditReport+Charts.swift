import Auditing
import Foundation
import Statistics
import TerminalCanvas

extension AuditReport {
  private var claimName: String? {
    figures.claimedEpsilon.map { "claimed: ε \($0.written(3))\(figures.bug == nil ? "" : ", to be refuted")" }
  }

  /// Every lower bound beside the claim.
  var boundsFigure: ReportPage.Figure {
    let confidence = (1 - figures.alpha).percent
    let bars = figures.lower.map { bound in
      BarChart.Bar(
        name: "\(bound.method.title) – \(bound.kind.rawValue)", value: bound.epsilon ?? .infinity,
        label: bound.epsilon.asLowerBound, ink: bound.kind.ink, mark: figures.ceilings[bound.method.rawValue])
    }
    let chart = BarChart(
      title: "Lower bounds on ε at \(confidence)",
      description: bars.map { "\($0.name): \($0.label)" }.joined(separator: "; ")
        + (claimName.map { "; \($0)" } ?? ""), bars: bars, limit: figures.claimedEpsilon,
      limitName: claimName ?? "", markName: "the most that this number of guesses can prove")
    let rows = figures.lower.map {
      [
        $0.method.title, $0.epsilon.asLowerBound,
        figures.ceilings[$0.method.rawValue].map { Optional($0).asLowerBound } ?? "–",
      ]
    }
    return ReportPage.Figure(
      picture: .bars(chart),
      table: ReportPage.Table(["lower bound", "ε", "at most"], rows, numbers: [1, 2]))
  }

  /// What is proven as guesses are judged; nil where there are none.
  var climbFigure: ReportPage.Figure? {
    guard let last = remarks.climb.last, last.judged > 0 else { return nil }
    let climb = remarks.climb
    let chart = chart(
      [
        series("f-DP (assumption)", climb.map { ($0.judged, $0.fDP) }, .test, .dashed),
        series("one run (proof)", climb.map { ($0.judged, $0.steinke) }, .member, .solid),
      ], to: last.judged)
    let stride = max(1, climb.count / 8)
    let shown = climb.enumerated().filter { $0.offset.isMultiple(of: stride) || $0.offset == climb.count - 1 }
    return ReportPage.Figure(
      picture: .lines(
        chart,
        LineChart.Wording(
          title: "What is proven as guesses are judged, the surest first",
          description:
            "After \(last.judged) guesses one run proves \(Optional(last.steinke).asLowerBound) and f-DP \(Optional(last.fDP).asLowerBound); guesses that are not judged yet count as wrong",
          horizontal: "guesses judged, the others counted as wrong",
          vertical: "ε at \((1 - figures.alpha).percent)")),
      table: ReportPage.Table(
        ["judged", "one run", "f-DP"],
        shown.map {
          [
            "\($0.element.judged)", Optional($0.element.steinke).asLowerBound,
            Optional($0.element.fDP).asLowerBound,
          ]
        }, numbers: [0, 1, 2]))
  }

  /// What audits on the way proved; nil where there were none.
  var auditsFigure: ReportPage.Figure? {
    guard let last = figures.audits.last else { return nil }
    let audits = figures.audits
    let chart = chart(
      [
        series("Gaussian estimate", audits.map { ($0.step, $0.gaussian ?? .nan) }, .train, .dotted),
        series("f-DP (assumption)", audits.map { ($0.step, $0.fDP) }, .test, .dashed),
        series("one run (proof)", audits.map { ($0.step, $0.steinke) }, .member, .solid),
      ], to: max(last.step, figures.steps ?? 0))
    return ReportPage.Figure(
      picture: .lines(
        chart,
        LineChart.Wording(
          title: "Audits on the way, each at 95 % by itself",
          description:
            "\(audits.count) audits, the last after step \(last.step); the claim is of the last step",
          horizontal: "steps", vertical: "ε")), table: auditsTable)
  }

  private func series(_ name: String, _ points: [(Int, Double)], _ ink: Ink, _ stroke: Stroke)
    -> LineChart.Series
  {
    LineChart.Series(
      name, points: points.map { .init(x: Double($0.0), y: $0.1) }, ink: ink, marker: "*", stroke: stroke)
  }

  /// Over counts from zero, with the claim as a line.
  private func chart(_ series: [LineChart.Series], to end: Int) -> LineChart {
    let claim = figures.claimedEpsilon.flatMap { epsilon in
      claimName.map { name in
        LineChart.Series(
          name, points: [0, Double(end)].map { .init(x: $0, y: epsilon) }, ink: .bound, marker: "-",
          stroke: .dashDotted, isReference: true)
      }
    }
    let highest =
      (series.flatMap(\.points).map(\.y).filter(\.isFinite) + [figures.claimedEpsilon ?? 0, 0.1]).max() ?? 1
    return LineChart(
      series: series + [claim].compactMap(\.self), horizontal: 0...Double(max(1, end)),
      vertical: 0...highest * 1.05,
      horizontalLabels: ("0", "\(end)"), verticalLabels: ("0", highest.brief))
  }
}

extension LowerBound.Kind {
  fileprivate var ink: Ink {
    switch self {
    case .proof: .member
    case .assumption: .test
    case .estimate: .train
    }
  }
}
