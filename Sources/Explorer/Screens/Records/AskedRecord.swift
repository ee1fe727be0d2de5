import Experiments
import PlainText
import TerminalCanvas

/// The record that is typed in, and what was found of it.
struct AskedRecord {
  let screen: RecordsScreen
  let context: ScreenContext

  var subject: Subject { context.subject }
  var glyphs: GlyphSet { context.glyphs }
  var editor: RecordEditor? { screen.editor }
  var score: RecordScore { screen.score }

  /// What was found last: of the record as it was a moment ago, while an edit is on its way.
  var findings: RecordFindings? {
    guard let found = subject.findings(RecordFindings.self), let record = editor?.record,
      found.record.values.count == record.values.count,
      let names = editor?.form.classNames, names.indices.contains(found.predicted),
      found.confidences.isEmpty || found.confidences.count == names.count
    else { return nil }
    return subject.isLookingBack && found.record != record ? nil : found
  }

  /// What was found of another record is compared with nothing.
  var basis: String {
    guard let findings else { return "" }
    return findings.record == editor?.record ? "\(score.title) of this record" : "run \(findings.generation)"
  }

  var standing: RecordFindings.Standing? { findings.flatMap(score.standing) }

  /// Whether the run that is looked at is trained on the record.
  var isPlanted: Bool { editor.map { subject.running.planted.contains($0.record) } ?? false }
  /// Whether the next one is to be.
  var isToBePlanted: Bool { editor.map { context.planted.contains($0.record) } ?? false }

  /// Whether a member is the same, so that the model is trained on it anyhow.
  var isMember: Bool {
    guard let findings, findings.record == editor?.record, let near = findings.nearest.first else {
      return false
    }
    return near.distance == 0 && near.label == findings.record.label
  }

  var reasonForNothing: String {
    guard subject.snapshot != nil else { return "No run has begun yet." }
    if subject.isLookingBack { return "At that step nobody asked about this record." }
    if findings != nil, findings?.margin == nil { return "What the model answers is no longer a number." }
    return "The model is being asked."
  }

  /// Where the record stands, and where it is.
  var sentence: String {
    let place =
      switch (isPlanted, isToBePlanted) {
      case (true, true): " It is in the training set since this run, and the run's log holds it."
      case (true, false): " It is in the training set of this run, and not of the next (R)."
      case (false, true): " From a restart on (R) it is in the training set, and the log then holds it."
      case (false, false): ""
      }
    guard let findings else { return reasonForNothing + place }
    let standing =
      score == .withAndWithout ? exposed.flatMap(RecordDistributions.sentence) : nil
    return glyphs.spelled((standing ?? score.sentence(findings)) + place)
  }

  var answer: PaneContent {
    guard let findings, let editor, findings.confidences.allSatisfy(\.isFinite) else {
      return PaneContent(
        "Answer", term: .recordAnswer, body: .text(Paragraph(text: reasonForNothing, space: 1)),
        sentence: reasonForNothing)
    }
    let names = editor.form.classNames
    let label = findings.record.label
    guard !findings.confidences.isEmpty else {
      let sentence =
        "At step \(grouped(findings.step)) the model answers \(names[findings.predicted].harmless), and shows no confidence: it answers with labels alone."
      return PaneContent(
        "Answer", term: .recordAnswer,
        body: .text(Paragraph(text: "\(names[findings.predicted].harmless), and no confidence.", space: 1)),
        sentence: sentence)
    }
    var order = Array(names.indices)
    // Of many classes those that the model thinks of.
    if names.count > Self.mostInOrder {
      order.sort { (findings.confidences[$1], $0) < (findings.confidences[$0], $1) }
    }
    let best = names.indices.max { findings.confidences[$0] < findings.confidences[$1] } ?? 0
    let rows = order.map { place in
      ConfidenceBars.Row(
        title: names[place].harmless, share: findings.confidences[place],
        ink: place == best ? .test : .text, isChosen: place == label)
    }
    return PaneContent(
      "Answer", term: .recordAnswer,
      notes: [[Span("step \(grouped(findings.step))", .dim)]], body: .confidences(ConfidenceBars(rows: rows)),
      sentence:
        "At step \(grouped(findings.step)) the model takes the record for \(names[best].harmless) with a confidence of \(decimal(findings.confidences[best])); of its label \(names[label].harmless) it is sure by \(decimal(findings.confidences[label]))."
    )
  }

  private static let mostInOrder = 12

  /// The record's margin over the steps, in this run and in the one before.
  var overSteps: PaneContent {
    let trails = screen.trails
    guard let now = trails.now, trails.record == editor?.record, let last = now.points.last else {
      return PaneContent(
        "Before, after", term: .recordOverSteps,
        body: .text(Paragraph(text: reasonForNothing, space: 1)), sentence: reasonForNothing)
    }
    let points = { (trail: RecordTrails.Trail?) in
      (trail?.points ?? []).map { LineChart.Point(x: Double($0.step), y: $0.margin) }
    }
    let all = points(now) + points(trails.before)
    let (low, high) = (min(0, all.map(\.y).min() ?? 0), max(1, all.map(\.y).max() ?? 1))
    let end = max(1, all.map(\.x).max() ?? 1)
    let name = { (trail: RecordTrails.Trail) in trail.isPlanted ? "planted" : "not planted" }
    var notes = [Span("\(glyphs.legendMark("*"))now, \(name(now))", .member)]
    var sentence =
      "At step \(grouped(last.step)) the margin is \(fixed(last.margin, 2)) in this run, where it is \(name(now))"
    if let before = trails.before, let first = before.points.first {
      notes.append(Span("  \(glyphs.legendMark("o", .dashed))before, \(name(before))", .nonMember))
      sentence +=
        before.nearest(to: last.step).map {
          "; in the run before, where it was \(name(before)), it was \(fixed($0.margin, 2)) at step \(grouped($0.step))"
        } ?? "; in the run before it was asked about from step \(grouped(first.step)) on"
    }
    let caption =
      "now \(name(now))" + (trails.before.map { ", before \(name($0))" } ?? "")
    let short = [
      Span("\(glyphs.shortLegendMark("*"))now", .member),
      Span(
        trails.before == nil ? "" : " \(glyphs.shortLegendMark("o", .dashed))before", .nonMember),
    ]
    let chart = LineChart(
      series: [
        .init("before", points: points(trails.before), ink: .nonMember, marker: "o", stroke: .dashed),
        .init("now", points: points(now), ink: .member, marker: "*"),
      ], horizontal: 0...end, vertical: low...high,
      horizontalLabels: ("0", "step \(grouped(Int(end)))"), verticalLabels: (axisLabel(low), axisLabel(high)))
    return PaneContent(
      "Before, after", term: .recordOverSteps, notes: [notes, short], body: .chart(chart),
      caption: .init(texts: [caption], ink: .text),
      sentence: sentence + ".")
  }
}
