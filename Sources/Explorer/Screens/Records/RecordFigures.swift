import Experiments
import TerminalCanvas

/// The record in numbers.
struct RecordFigures {
  let asked: AskedRecord

  var content: PaneContent {
    PaneContent(
      "This record", term: .recordRank, otherTerms: [.plantedRecord],
      body: .figures(FigureList(figures: figures, indent: 1)), sentence: asked.sentence)
  }

  private var figures: [Figure] {
    guard let findings = asked.findings else {
      return [Figure(name: "no answer yet", value: "", term: .recordRank)]
    }
    let mark = asked.glyphs.diagnosticMark
    var figures: [Figure] = []
    if let margin = findings.margin {
      figures.append(
        Figure(name: "margin", value: fixed(margin.score, 2), term: .recordMargin, amount: margin.score))
      figures += RiskFigures(asked: asked).figures
      if let before = beforeFigure(findings) { figures.append(before) }
      if margin.otherCount > 0 {
        figures.append(
          Figure(
            name: "above outsiders", value: "\(margin.hundredOutsiders) of 100", term: .recordRank,
            ink: .nonMember))
      }
      if margin.memberCount > 0 {
        figures.append(
          Figure(
            name: "\(mark)above members", value: "\(margin.hundredMembers) of 100", term: .recordRank,
            ink: .member))
      }
    }
    for (name, standing) in [
      ("LiRA offline", findings.compared?.offline), ("LiRA online", findings.compared?.online),
    ] {
      guard let standing else { continue }
      figures.append(
        Figure(
          name: "\(name), above others", value: "\(standing.hundredOutsiders) of 100", term: .recordLiRA))
    }
    if let compared = findings.compared {
      figures.append(
        Figure(
          name: "models with, without",
          value: "\(compared.withCount), \(compared.withoutCount)", term: .recordLiRA))
    }
    if let near = findings.nearest.first {
      figures.append(
        Figure(
          name: "\(mark)nearest member at", value: fixed(near.distance, 2), term: .nearestMembers,
          amount: near.distance))
    }
    figures.append(
      Figure(
        name: "in the training set", value: place, term: .plantedRecord,
        ink: asked.isPlanted ? .member : asked.isToBePlanted ? .warning : .dim))
    return figures
  }

  private var place: String {
    switch (asked.isPlanted, asked.isToBePlanted) {
    case (true, true): "since this run"
    case (true, false): "until R"
    case (false, true): "with R"
    case (false, false): asked.isMember ? "\(asked.glyphs.diagnosticMark)as a member" : "no (t)"
    }
  }

  /// In the run before, at the step nearest to this one.
  private func beforeFigure(_ findings: RecordFindings) -> Figure? {
    let trails = asked.screen.trails
    guard trails.record == findings.record, let before = trails.before,
      let near = before.nearest(to: findings.step), before.isPlanted != findings.isPlanted
    else { return nil }
    return Figure(
      name: "\(before.isPlanted ? "planted" : "not planted"), step \(grouped(near.step))",
      value: fixed(near.margin, 2), term: .recordOverSteps)
  }
}
