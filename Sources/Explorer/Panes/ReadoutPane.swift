import Attacks
import DifferentialPrivacy
import Experiments
import PrivacyAccounting
import Records
import TerminalCanvas

/// The numbers of the moment. What is drawn from training data carries the mark that ε does not cover it.
struct ReadoutPane {
  let state: ExplorerState

  func draw(on canvas: inout Canvas, in area: Rect) {
    FigureList(figures: lines, indent: 2).draw(on: &canvas, in: area, glyphs: state.rendering.glyphs)
  }

  private var lines: [Figure] {
    guard let snapshot = state.snapshot else { return [Figure(name: "reading the data", value: "")] }
    let glyphs = state.rendering.glyphs
    let mark = glyphs.diagnosticMark
    var lines = epsilonLines(snapshot)
    if let moment = state.moment {
      let (train, test) = (moment.train?.accuracy ?? .nan, moment.test?.accuracy ?? .nan)
      lines += [
        Figure(name: "test accuracy", value: decimal(test), ink: .test),
        Figure(name: "\(mark)train minus test", value: decimal(train - test)),
      ]
      // The Membership screen has figures of its own, by other thresholds.
      if state.screen == .train, !moment.isDiverged { lines += membership(of: moment, mark: mark) }
      let score = moment.inversion.attack
      if let found = score.identifiedCount {
        let noun = snapshot.data.classNoun
        lines.append(
          Figure(name: "\(mark)\(noun) found", value: "\(found) of \(score.candidateCount)", ink: .member))
      }
    }
    // The rest is known of the newest step alone.
    guard state.scrubIndex == nil else { return lines }
    let totals = snapshot.totals
    if snapshot.settings.effectiveClippingNorm != nil, let share = state.clippedShare {
      lines.append(Figure(name: "\(mark)gradients clipped", value: "\(Int((100 * share).rounded())) %"))
    }
    if totals.nonFinite > 0 {
      lines.append(
        Figure(name: "\(mark)gradients not finite", value: grouped(totals.nonFinite), ink: .warning))
    }
    lines.append(Figure(name: "phases of the ledger", value: String(snapshot.ledger.entries.count)))
    return lines
  }

  /// ε of the moment with its step, and what is left of a budget; before there is a moment the filter's stands in its place.
  private func epsilonLines(_ snapshot: Snapshot) -> [Figure] {
    let glyphs = state.rendering.glyphs
    guard let account = state.moment?.account else {
      return [
        Figure(name: "\(glyphs.epsilon) by Rényi", value: decimal(snapshot.filter.epsilon, 3), ink: .bound)
      ]
    }
    let ink: Ink = account.epsilon.isFinite ? .bound : .danger
    let kind = account.epsilon.isFinite ? "ε \(account.kind)" : "ε"
    var lines = [
      Figure(
        name: glyphs.spelled("\(kind), δ \(significant(account.delta))"),
        value: glyphs.spelled(decimal(account.epsilon, 3)), ink: ink)
    ]
    if state.scrubIndex == nil, account.step < snapshot.step {
      lines.append(Figure(name: "  at step", value: grouped(account.step)))
    }
    if let budget = state.running.epsilonBudget {
      lines.append(
        Figure(
          name: "  filter, of \(significant(budget))",
          value: glyphs.spelled(decimal(account.filterEpsilon, 3))))
    }
    if state.scrubIndex == nil, let forecast = account.forecast, forecast.step > account.step {
      lines.append(
        Figure(name: "  then at step \(grouped(forecast.step))", value: decimal(forecast.epsilon, 3)))
    }
    return lines
  }

  private func membership(of moment: Moment, mark: String) -> [Figure] {
    guard let loss = moment.lossThreshold, let entropy = moment.modifiedEntropy else {
      return [Figure(name: "no membership game", value: "")]
    }
    return [
      Figure(name: "\(mark)membership AUC", value: decimal(loss.areaUnderCurve), ink: .member),
      Figure(name: "\(mark)  modified entropy", value: decimal(entropy.areaUnderCurve)),
      Figure(
        name: "\(mark)  balanced accuracy", value: decimal(loss.balancedAccuracy, or: state.rendering.glyphs)),
      Figure(
        name: "\(mark)  TPR at 1 % FPR",
        value: decimal(loss.truePositiveRateAt1Percent, or: state.rendering.glyphs)),
    ]
  }
}
