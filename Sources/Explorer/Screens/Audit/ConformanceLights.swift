import Auditing
import Experiments
import TerminalCanvas

/// What the trainer did beside what it promised: a light for each check.
struct ConformanceLights {
  let watched: WatchedAudit

  private static let title = "What the trainer did"
  /// Of a rule, a header, nine checks and a line below.
  static let height = 12

  private var glyphs: GlyphSet { watched.glyphs }

  var content: PaneContent {
    guard watched.findings?.obstacle != .federated else {
      return watched.nothing(Self.title, term: .conformance)
    }
    guard let found = watched.findings?.conformance, !found.checks.isEmpty else {
      let reason = glyphs.spelled(
        watched.subject.snapshot?.step == 0
          ? "No step has been taken yet." : "The run is taken again from its log, and watched.")
      return PaneContent(
        Self.title, term: .conformance, body: .text(Paragraph(text: reason, space: 1)), sentence: reason)
    }
    let failed = found.checks.count { !$0.isPassed }
    return PaneContent(
      Self.title, term: .conformance,
      notes: [
        failed == 0
          ? [Span("\(glyphs.passedMark) all \(found.checks.count) ok", .good)]
          : [Span("\(glyphs.failedMark) \(failed) of \(found.checks.count) failed", .danger)]
      ],
      body: .table(TextTable(headers: ["is", "due", ""], rows: rows(found), isFitted: true)),
      caption: .init(texts: captions(found), ink: .dim), sentence: sentence(found))
  }

  private func rows(_ found: ConformanceFound) -> [TextTable.Row] {
    // What failed is seen without scrolling.
    let ordered = found.checks.filter { !$0.isPassed } + found.checks.filter(\.isPassed)
    return ordered.map { check in
      TextTable.Row(
        cells: [
          "\(check.isPassed ? glyphs.passedMark : glyphs.failedMark) \(glyphs.spelled(check.check.shortTitle))",
          number(check.value), number(check.expected), check.isPassed ? "ok" : "FAIL",
        ], ink: check.isPassed ? .text : .danger)
    }
  }

  private func number(_ value: Double) -> String {
    guard value.isFinite else { return glyphs.infinity }
    if value == value.rounded(), abs(value) >= 2, abs(value) < 1e9 { return grouped(Int(value)) }
    return abs(value) >= 1000 ? significant(value) : fixed(value, 3)
  }

  private func captions(_ found: ConformanceFound) -> [String] {
    let noun = watched.subject.stepNoun
    let last = watched.findings?.step ?? found.step
    if found.step < last {
      return [
        " replayed to \(noun) \(grouped(found.step)) of \(grouped(last))", " \(noun) \(grouped(found.step))",
      ]
    }
    if found.isOfSister {
      return [
        " system noise: a sister run of \(grouped(found.step)) \(noun)s was watched", " of a sister run",
      ]
    }
    return found.hasSameWeights == true
      ? [" \(grouped(found.step)) \(noun)s replayed: the same weights", " the same weights"]
      : found.hasSameWeights == false
        ? [" replayed, and the weights are others", " other weights"]
        : [" \(grouped(found.step)) \(noun)s replayed"]
  }

  private func sentence(_ found: ConformanceFound) -> String {
    let failed = found.checks.filter { !$0.isPassed }
    let noun = watched.subject.stepNoun
    let whose =
      found.isOfSister
      ? "The run drew its noise from the system and cannot be repeated, so a sister run was watched: of"
      : "Of"
    let steps = "\(grouped(found.step)) \(noun)s"
    guard let first = failed.first else {
      return glyphs.spelled("\(whose) \(steps) all \(found.checks.count) checks passed.")
    }
    return glyphs.spelled(
      "\(whose) \(steps) \(failed.count) of \(found.checks.count) checks failed, the first: \(first.check.title), \(number(first.value)) where \(number(first.expected)) is due."
    )
  }
}

extension ConformanceCheck.Name {
  /// For a narrow column.
  var shortTitle: String {
    switch self {
    case .noiseRatio: "noise / σC"
    case .noiseRatioOfSteps: "noise of a step"
    case .noiseRatioOfLayers: "noise of a layer"
    case .noiseCorrelation: "noise repeats"
    case .sensitivity: "one example / C"
    case .batchSizeVariance: "batches vary"
    case .divisor: "divisor / B"
    case .samplingRate: "sampling rate"
    case .steps: "steps taken"
    case .recountedEpsilon: "ε of the log"
    }
  }
}
