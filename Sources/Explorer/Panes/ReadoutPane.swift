import Attacks
import Experiments
import PrivacyAccounting
import Records
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
    var lines = epsilonLines(snapshot)
    if let moment = state.moment {
      let (train, test) = (moment.train?.accuracy ?? .nan, moment.test?.accuracy ?? .nan)
      lines += [
        Line(name: "test accuracy", value: decimal(test), ink: .test),
        Line(name: "\(mark)train minus test", value: decimal(train - test)),
      ]
      lines += membership(of: moment, mark: mark)
      let score = moment.inversion.attack
      if let found = score.identifiedCount {
        let noun = snapshot.data.classNoun
        lines.append(
          Line(name: "\(mark)\(noun) found", value: "\(found) of \(score.candidateCount)", ink: .member))
      }
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

  /// ε of the moment with its step, and what is left of a budget; before there is a moment the filter's stands in its place.
  private func epsilonLines(_ snapshot: Snapshot) -> [Line] {
    let glyphs = state.rendering.glyphs
    guard let account = state.moment?.account else {
      return [
        Line(name: "\(glyphs.epsilon) by Rényi", value: decimal(snapshot.filter.epsilon, 3), ink: .bound)
      ]
    }
    let ink: Ink = account.epsilon.isFinite ? .bound : .danger
    let kind = account.epsilon.isFinite ? "ε \(account.kind)" : "ε"
    var lines = [
      Line(
        name: glyphs.spelled("\(kind), δ \(significant(account.delta))"),
        value: glyphs.spelled(decimal(account.epsilon, 3)), ink: ink)
    ]
    if state.scrubIndex == nil, account.step < snapshot.step {
      lines.append(Line(name: "  at step", value: grouped(account.step)))
    }
    if let budget = state.running.epsilonBudget {
      lines.append(
        Line(
          name: "  filter, of \(significant(budget))",
          value: glyphs.spelled(decimal(account.filterEpsilon, 3))))
    }
    if state.scrubIndex == nil, let forecast = account.forecast {
      lines.append(
        Line(name: "  then at step \(grouped(forecast.step))", value: decimal(forecast.epsilon, 3)))
    }
    return lines
  }

  private func membership(of moment: Moment, mark: String) -> [Line] {
    guard let loss = moment.lossThreshold, let entropy = moment.modifiedEntropy else {
      return [Line(name: "no membership game", value: "")]
    }
    return [
      Line(name: "\(mark)membership AUC", value: decimal(loss.areaUnderCurve), ink: .member),
      Line(name: "\(mark)  modified entropy", value: decimal(entropy.areaUnderCurve)),
      Line(
        name: "\(mark)  balanced accuracy", value: decimal(loss.balancedAccuracy, or: state.rendering.glyphs)),
      Line(
        name: "\(mark)  TPR at 1 % FPR",
        value: decimal(loss.truePositiveRateAt1Percent, or: state.rendering.glyphs)),
    ]
  }
}
