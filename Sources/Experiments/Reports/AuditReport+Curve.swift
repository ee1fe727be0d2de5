import Auditing
import Foundation
import PrivacyAccounting
import Statistics
import TerminalCanvas

extension AuditReport {
  /// The canaries' ROC, beside what the claim allows and what the proof says that must be allowed; nil where there is none.
  var curveFigure: ReportPage.Figure? {
    guard !remarks.curve.isEmpty else { return nil }
    let proven = figures.lower.filter { $0.kind == .proof }.max {
      ($0.epsilon ?? .infinity) < ($1.epsilon ?? .infinity)
    }
    var series = [
      LineChart.Series(
        "the canaries",
        points: remarks.curve.map { .init(x: $0.falsePositiveRate, y: $0.truePositiveRate) }, ink: .good,
        marker: "*")
    ]
    if let proven, let epsilon = proven.epsilon, epsilon > 0 {
      series.append(
        limit(
          of: epsilon,
          "the least limit that is not ruled out at \(proven.confidence.percent): ε \(proven.epsilon.asLowerBound)",
          .member, .dashed))
    }
    if let claimed = figures.claimedEpsilon {
      series.append(
        limit(of: claimed, "the limit that is claimed: ε \(claimed.written(3))", .bound, .dashDotted))
    }
    series.append(
      LineChart.Series(
        "chance", points: [.init(x: 0, y: 0), .init(x: 1, y: 1)], ink: .baseline, marker: ".",
        stroke: .dotted,
        isReference: true))
    let chart = LineChart(
      series: series, horizontal: 0...1, vertical: 0...1, horizontalLabels: ("0", "1"),
      verticalLabels: ("0", "1"))
    let rates = [0.01, 0.05, 0.1, 0.2, 0.5]
    let rows = rates.map { rate in
      [
        rate.percent, found(at: rate).percent,
        figures.claimedEpsilon.map { largestRate(of: $0, at: rate).percent } ?? "–",
      ]
    }
    return ReportPage.Figure(
      picture: .lines(
        chart,
        LineChart.Wording(
          title: "Canaries that were in and are found, by false alarms",
          description:
            "ROC of \(figures.canaries) canaries, AUC \(Self.interval(figures.area, figures.areaLow, figures.areaHigh) ?? "–"); a sample, which may cross a limit by chance where canaries are few",
          horizontal: "false positive rate", vertical: "true positive rate")),
      table: ReportPage.Table(
        ["false alarms", "found", "at most, by the claim"], rows, numbers: [0, 1, 2]))
  }

  private func found(at rate: Double) -> Double {
    remarks.curve.last { $0.falsePositiveRate <= rate }?.truePositiveRate ?? 0
  }

  /// The most that an attack finds of a mechanism that is (ε, δ)-differentially private.
  private func largestRate(of epsilon: Double, at rate: Double) -> Double {
    TradeOffLimit(epsilon: epsilon, delta: figures.delta).largestTruePositiveRate(atFalsePositiveRate: rate)
  }

  private func limit(of epsilon: Double, _ name: String, _ ink: Ink, _ stroke: Stroke) -> LineChart.Series {
    // Where the two lines meet the limit has its corner.
    let corner = (1 - figures.delta) / (1 + exp(epsilon))
    let rates = [0, corner, 1 - figures.delta, 1].filter { $0 >= 0 && $0 <= 1 }.sorted()
    return LineChart.Series(
      name, points: rates.map { .init(x: $0, y: largestRate(of: epsilon, at: $0)) }, ink: ink, marker: "-",
      stroke: stroke, isReference: true)
  }
}
