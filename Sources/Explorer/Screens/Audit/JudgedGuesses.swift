import Auditing
import Experiments
import TerminalCanvas

/// The guesses in the order of their sureness, right or wrong, and how what is proven climbs as they are judged.
struct JudgedGuesses {
  let watched: WatchedAudit

  private static let title = "Guesses, the surest first"

  private var glyphs: GlyphSet { watched.glyphs }

  var content: PaneContent {
    guard let findings = watched.findings, let audit = findings.audit else {
      return watched.nothing(Self.title, term: .canaryGuesses)
    }
    let guesses = audit.guesses
    let sides = [true, false].map { side in
      GuessStrip.Side(
        title: side ? "said in" : "said out",
        marks: guesses.guesses.filter { $0.saysIncluded == side }.map(\.isRight))
    }
    return PaneContent(
      Self.title, term: .canaryGuesses, otherTerms: [.provenEpsilon, .auditCeiling],
      notes: [
        [
          Span("\(grouped(guesses.rightCount)) of \(grouped(guesses.count)) right", .member),
          Span("  chance \(grouped(guesses.count / 2))", .dim),
        ], [Span("\(grouped(guesses.rightCount)) of \(grouped(guesses.count)) right", .member)],
      ], body: .guesses(GuessStrip(sides: sides, chart: chart(findings, audit), key: key)),
      caption: watched.weakness.map {
        .init(
          texts: [" \($0)", " The pool's records are weak canaries: a plants better ones."], ink: .warning)
      },
      sentence: sentence(findings, audit))
  }

  private func chart(_ findings: AuditFindings, _ audit: Audit) -> LineChart {
    let claimed = findings.account.epsilon
    let values = [audit.bound(.fDP)?.epsilon, audit.bound(.steinke)?.epsilon, claimed]
    let top = WatchedAudit.top(above: values.compactMap(\.self).filter(\.isFinite).max() ?? 0)
    let count = Double(max(1, audit.guesses.count))
    return LineChart(
      series: [
        LineChart.Series(
          "claimed",
          points: claimed.isFinite ? [.init(x: 0, y: claimed), .init(x: count, y: claimed)] : [],
          ink: .bound, marker: "=", stroke: .dashed, isReference: true),
        LineChart.Series(
          "f-DP", points: findings.climb.map { .init(x: Double($0.judged), y: $0.fDP) }, ink: .nonMember,
          marker: "o", stroke: .dashDotted),
        LineChart.Series(
          "proof", points: findings.climb.map { .init(x: Double($0.judged), y: $0.steinke) }, ink: .member,
          marker: "*"),
      ], horizontal: 0...count, vertical: 0...top,
      horizontalLabels: ("0", "guesses judged \(grouped(audit.guesses.count))"),
      verticalLabels: ("0", axisLabel(top)), leastMargin: 5)
  }

  private var key: ChartKey {
    ChartKey(
      spans: [
        Span(" \(glyphs.passedMark) right", .good), Span("  \(glyphs.failedMark) wrong", .danger),
        Span("  \(glyphs.legendMark("=", .dashed))claimed", .bound),
        Span("  \(glyphs.legendMark("*"))proof", .member),
      ], remarks: ["  \(glyphs.legendMark("o", .dashDotted))f-DP", ""], remarkInk: .nonMember)
  }

  private func sentence(_ findings: AuditFindings, _ audit: Audit) -> String {
    let guesses = audit.guesses
    let proof = audit.bound(.steinke)?.epsilon ?? 0
    let fDP = audit.bound(.fDP)?.epsilon ?? 0
    return glyphs.spelled(
      "Of \(grouped(guesses.count)) guesses, fixed in number beforehand, \(grouped(guesses.rightCount)) are right: ε is at least \(watched.lower(proof)) by the proof, and \(watched.lower(fDP)) by f-DP.\(watched.weakness.map { " \($0)" } ?? "")"
    )
  }
}
