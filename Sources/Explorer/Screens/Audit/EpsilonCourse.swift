import Auditing
import Experiments
import TerminalCanvas

/// The ε that is claimed and what was proven of it over the steps, with the audits that the log holds.
struct EpsilonCourse {
  let watched: WatchedAudit

  private static let title = "Claimed and proven over steps"
  private static let margin = 5

  private var subject: Subject { watched.subject }
  private var glyphs: GlyphSet { watched.glyphs }
  private var found: [AuditFindings] { subject.allFindings(AuditFindings.self) }
  private var lastStep: Int { max(1, subject.snapshot?.step ?? 1) }

  var content: PaneContent {
    guard let findings = watched.findings, findings.obstacle != .federated else {
      return watched.nothing(Self.title, term: .provenEpsilon)
    }
    return PaneContent(
      Self.title, term: .provenEpsilon, otherTerms: [.claimedEpsilon, .fDPBound, .gaussianEstimate],
      notes: watched.notes, body: .chart(chart, key: key),
      sentence: glyphs.spelled(watched.verdict))
  }

  private var claims: [LineChart.Point] {
    var points = subject.history.moments.map {
      LineChart.Point(x: Double($0.step), y: $0.account.epsilon)
    }
    if let newest = found.last, newest.step > subject.history.moments.last?.step ?? -1 {
      points.append(.init(x: Double(newest.step), y: newest.account.epsilon))
    }
    return points
  }

  private func bounds(_ method: LowerBound.Method) -> [LineChart.Point] {
    found.compactMap { findings in
      findings.audit?.bound(method).map { .init(x: Double(findings.step), y: $0.epsilon) }
    }
  }

  private var audits: [RegularAudit] {
    let last = subject.isLookingBack ? subject.moment?.step ?? .max : .max
    return subject.snapshot?.audits.filter { $0.step <= last } ?? []
  }

  private var top: Double {
    let proofs = found.compactMap { $0.audit?.bound(.fDP)?.epsilon } + audits.map(\.fDP)
    let largest = (claims.map(\.y) + proofs).filter(\.isFinite).max() ?? 0
    // Without noise an estimate is far above everything, and would leave nothing else to see.
    let estimates = bounds(.gaussian).map(\.y).filter { $0.isFinite && $0 < 3 * largest }
    return WatchedAudit.top(above: max(largest, estimates.max() ?? 0))
  }

  /// A short upright line at each audit of the log.
  private var ticks: [LineChart.Point] {
    let height = top / 40
    return audits.flatMap { audit in
      let x = Double(audit.step)
      return [
        LineChart.Point(x: x, y: max(0, audit.steinke - height)),
        LineChart.Point(x: x, y: audit.steinke + height), LineChart.Point(x: x, y: .nan),
      ]
    }
  }

  private var chart: LineChart {
    let series = [
      LineChart.Series("claimed", points: claims, ink: .bound, marker: "=", stroke: .dashed),
      LineChart.Series(
        "estimate", points: bounds(.gaussian), ink: .dim, marker: ".", stroke: .dotted),
      LineChart.Series(
        "f-DP", points: bounds(.fDP), ink: .nonMember, marker: "o", stroke: .dashDotted),
      LineChart.Series("proof", points: bounds(.steinke), ink: .member, marker: "*"),
      LineChart.Series("audits of the log", points: ticks, ink: .focus, marker: "A"),
    ]
    return LineChart(
      series: series, horizontal: 0...Double(lastStep), vertical: 0...top,
      horizontalLabels: ("0", "\(subject.stepNoun) \(grouped(lastStep))"),
      verticalLabels: ("0", axisLabel(top)),
      cursor: subject.isLookingBack ? subject.moment.map { Double($0.step) } : nil, leastMargin: Self.margin)
  }

  private var key: ChartKey {
    ChartKey(
      spans: [
        Span(" \(glyphs.legendMark("=", .dashed))claimed", .bound, isBold: true),
        Span("  \(glyphs.legendMark("*"))proof", .member, isBold: true),
        Span("  \(glyphs.legendMark("o", .dashDotted))f-DP", .nonMember),
      ],
      remarks: [
        "  \(glyphs.legendMark(".", .dotted))estimate\(audits.isEmpty ? "" : "  | audits of the log")",
        "  \(glyphs.legendMark(".", .dotted))estimate",
      ], remarkInk: .dim)
  }
}
