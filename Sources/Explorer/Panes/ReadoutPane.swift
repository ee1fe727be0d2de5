import Attacks
import Experiments
import PrivacyAccounting
import TerminalCanvas

/// The numbers of the moment. What is drawn from training data carries the mark that ε does not cover it.
struct ReadoutPane {
  let state: ExplorerState

  func draw(on canvas: inout Canvas, in area: Rect) {
    for (index, line) in lines.prefix(area.height).enumerated() {
      let row = area.row + index
      canvas.write(line.name, column: area.column + 2, row: row, ink: .dim, in: area)
      canvas.writeTrailing(line.value + " ", row: row, ink: line.ink, in: area)
    }
  }

  private struct Line {
    let name: String
    let value: String
    var ink = Ink.text
  }

  private var lines: [Line] {
    guard let snapshot = state.snapshot else { return [Line(name: "reading the data", value: "")] }
    let glyphs = state.rendering.glyphs
    let mark = glyphs.diagnosticMark
    let epsilon = state.scrubIndex == nil ? snapshot.epsilon : state.moment?.epsilon ?? 0
    var lines = [Line]()
    if state.scrubIndex == nil, epsilon.isFinite, let account = state.account {
      lines.append(
        Line(
          name: "\(glyphs.epsilon) tight, step \(grouped(account.step))", value: decimal(account.epsilon, 3),
          ink: .bound))
    }
    lines.append(
      Line(
        name: "\(glyphs.epsilon) filter, \(glyphs.delta) \(significant(snapshot.settings.delta))",
        value: epsilon.isFinite ? decimal(epsilon, 3) : glyphs.infinity,
        ink: epsilon.isFinite ? .bound : .danger))
    if state.scrubIndex == nil, let forecast = snapshot.forecast {
      lines.append(
        Line(name: "  then at step \(grouped(forecast.step))", value: decimal(forecast.epsilon, 3)))
    }
    if let moment = state.moment {
      let gap = moment.train.accuracy - moment.test.accuracy
      lines += [
        Line(name: "test accuracy", value: decimal(moment.test.accuracy), ink: .test),
        Line(name: "\(mark)train minus test", value: decimal(gap)),
        Line(
          name: "\(mark)membership AUC", value: decimal(moment.lossThreshold.areaUnderCurve), ink: .member),
        Line(name: "\(mark)  modified entropy", value: decimal(moment.modifiedEntropy.areaUnderCurve)),
        Line(name: "\(mark)  balanced accuracy", value: decimal(moment.lossThreshold.balancedAccuracy)),
        Line(
          name: "\(mark)  TPR at 1 % FPR", value: decimal(moment.lossThreshold.truePositiveRateAt1Percent)),
        Line(
          name: "\(mark)classes recognised",
          value: "\(Int((100 * moment.inversion.attack.identificationTop1).rounded())) %", ink: .member),
      ]
    }
    // The rest is known of the newest step alone.
    guard state.scrubIndex == nil else { return lines }
    let totals = snapshot.totals
    if snapshot.settings.effectiveClippingNorm != nil, let share = state.clippedShare {
      lines.append(Line(name: "\(mark)gradients clipped", value: "\(Int((100 * share).rounded())) %"))
    }
    if totals.nonFinite > 0 {
      lines.append(Line(name: "\(mark)gradients not finite", value: grouped(totals.nonFinite), ink: .warning))
    }
    lines.append(Line(name: "phases of the ledger", value: String(snapshot.ledger.entries.count)))
    return lines
  }
}
