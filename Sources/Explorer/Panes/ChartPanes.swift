import Experiments
import Foundation
import PrivacyAccounting
import Statistics
import TerminalCanvas

/// The charts of the Train screen over the steps of the run.
struct ChartPanes {
  let state: ExplorerState

  private var moments: [Moment] { state.history.moments }
  private var lastStep: Int { max(1, moments.last?.step ?? 1) }
  private var mark: String { state.rendering.glyphs.diagnosticMark }

  /// Room for the labels of every vertical axis over steps, so that all of them begin at one column.
  private static let margin = 5

  func drawAccuracy(on canvas: inout Canvas, in area: Rect) {
    let note = legend(state.moment.map { ($0.train?.accuracy, $0.test?.accuracy) })
    let inner = canvas.panel(
      "Accuracy", note: note, in: area, isFocused: state.focus == .accuracy, rendering: state.rendering)
    chart(
      [curve(.train, "*") { $0.train?.accuracy }, curve(.test, "o") { $0.test?.accuracy }], vertical: 0...1,
      labels: ("0", "1")
    ).draw(on: &canvas, in: inner, rendering: state.rendering)
  }

  func drawLoss(on canvas: inout Canvas, in area: Rect) {
    let note = legend(state.moment.map { ($0.train?.loss, $0.test?.loss) })
    let inner = canvas.panel(
      "Loss", note: note, in: area, isFocused: state.focus == .loss, rendering: state.rendering)
    let values = moments.flatMap { [$0.train?.loss, $0.test?.loss] }.compactMap { $0 }.filter(\.isFinite)
    let top = max(values.max() ?? 1, 1e-3)
    chart(
      [curve(.train, "*") { $0.train?.loss }, curve(.test, "o") { $0.test?.loss }], vertical: 0...top,
      labels: ("0", axisLabel(top))
    ).draw(on: &canvas, in: inner, rendering: state.rendering)
  }

  func drawMembership(on canvas: inout Canvas, in area: Rect) {
    var note: [(text: String, ink: Ink)] = []
    if let result = state.moment?.lossThreshold {
      note = [
        ("\(marker("* "))\(mark)\(decimal(result.areaUnderCurve))", .member),
        (
          " [\(decimal(result.areaInterval.lowerBound, 2)), \(decimal(result.areaInterval.upperBound, 2))]",
          .dim
        ),
      ]
    }
    let inner = canvas.panel(
      "Membership AUC", note: note, in: area, isFocused: state.focus == .membership,
      rendering: state.rendering)
    if drawNoGame(on: &canvas, in: inner) { return }
    let lowest = moments.compactMap(\.lossThreshold?.areaInterval.lowerBound).min() ?? 0.4
    let bottom = min(0.4, (lowest * 10).rounded(.down) / 10)
    let chance = LineChart.Series(
      points: [.init(x: 0, y: 0.5), .init(x: Double(lastStep), y: 0.5)], ink: .baseline, marker: "-")
    chart(
      [
        chance, curve(.dim, ".") { $0.lossThreshold?.areaInterval.lowerBound },
        curve(.dim, ".") { $0.lossThreshold?.areaInterval.upperBound },
        curve(.member, "*") { $0.lossThreshold?.areaUnderCurve },
      ], vertical: bottom...1, labels: (decimal(bottom, 1), "1")
    ).draw(on: &canvas, in: inner, rendering: state.rendering)
  }

  func drawEpsilon(on canvas: inout Canvas, in area: Rect) {
    let glyphs = state.rendering.glyphs
    let account = state.moment?.account
    let isFinite = account?.epsilon.isFinite ?? true
    var forecast: String?
    if state.scrubIndex == nil, let account, let later = account.forecast, later.step > account.step {
      forecast = ", then \(roundedUp(later.epsilon)) at step \(grouped(later.step))"
    }
    let note = [
      (
        text: glyphs.spelled(account.map { "ε \(roundedUp($0.epsilon))" } ?? ""),
        ink: isFinite ? Ink.bound : .danger
      ),
      (state.running.epsilonBudget.map { " of \(significant($0))" } ?? "", Ink.dim),
      (" at \(glyphs.delta) \(significant(state.running.delta))", Ink.dim),
      (forecast ?? "", Ink.dim),
    ]
    let inner = canvas.panel(
      "Privacy spent", note: note, in: area, isFocused: state.focus == .epsilon, rendering: state.rendering)
    let finite = moments.map(\.account.epsilon).filter(\.isFinite)
    let top = finite.max() ?? 0
    if case .unprotected(let step) = account?.basis, top == 0 {
      let sentence =
        "Step \(grouped(step)) had no noise: nothing bounds what the model gives away (\(glyphs.epsilon) = \(glyphs.infinity))."
      for (row, line) in wrapped(sentence, width: inner.width - 4).enumerated() {
        canvas.write(line, column: inner.column + 2, row: inner.row + 1 + row, ink: .danger, in: inner)
      }
      return
    }
    let budget = state.running.epsilonBudget
    let limit = max(top * 1.1, (budget ?? 0) * 1.1, 0.1)
    let line = LineChart.Series(
      points: budget.map { [.init(x: 0, y: $0), .init(x: Double(lastStep), y: $0)] } ?? [], ink: .baseline,
      marker: "=")
    chart(
      [line, curve(.bound, "*") { $0.account.epsilon }], vertical: 0...limit,
      labels: ("0", axisLabel(limit))
    ).draw(on: &canvas, in: inner, rendering: state.rendering)
  }

  func drawROC(on canvas: inout Canvas, in area: Rect) {
    var note: [(text: String, ink: Ink)] = []
    if let result = state.moment?.lossThreshold {
      let rate = decimal(result.truePositiveRateAt1Percent, or: state.rendering.glyphs)
      let step = (text: "  step \(grouped(state.moment?.step ?? 0))", ink: Ink.dim)
      note = longest(
        of: [
          [("\(mark)loss threshold: TPR \(rate) at FPR 0.01", .member), step],
          [("\(mark)loss threshold: TPR \(rate) at FPR 0.01", .member)],
          [("\(mark)TPR \(rate) at FPR 0.01", .member), step], [("\(mark)TPR \(rate) at FPR 0.01", .member)],
          [("\(mark)TPR \(rate)", .member)],
        ], beside: "ROC", width: area.width, isFocused: state.focus == .roc)
    }
    let inner = canvas.panel(
      "ROC", note: note, in: area, isFocused: state.focus == .roc, rendering: state.rendering)
    if drawNoGame(on: &canvas, in: inner) { return }
    let members = state.running.trainSize
    let low = state.isROCLogarithmic ? 1 / Double(max(2, members)) : 0
    let diagonal = (0...100).map { index in
      let x = state.isROCLogarithmic ? pow(low, 1 - Double(index) / 100) : Double(index) / 100
      return LineChart.Point(x: x, y: x)
    }
    let label = state.isROCLogarithmic ? significant(low) : "0"
    LineChart(
      series: [
        .init(points: diagonal, ink: .baseline, marker: "-"),
        .init(points: state.moment?.lossThreshold?.curve ?? [], ink: .member, marker: "*"),
      ], horizontal: low...1, vertical: low...1, horizontalLabels: (label, "false positive rate 1"),
      verticalLabels: (label, "1"), scale: state.isROCLogarithmic ? .logarithmic : .linear
    ).draw(on: &canvas, in: inner, rendering: state.rendering)
  }

  /// Why there is no membership to draw; false where there is.
  private func drawNoGame(on canvas: inout Canvas, in area: Rect) -> Bool {
    guard let oneSided = state.snapshot?.data.oneSidedPool else { return false }
    for (row, line) in wrapped("\(oneSided)", width: area.width - 4).enumerated() {
      canvas.write(line, column: area.column + 2, row: area.row + row, ink: .dim, in: area)
    }
    return true
  }

  private func legend(_ values: (train: Double?, test: Double?)?) -> [(text: String, ink: Ink)] {
    [
      ("\(marker("o "))test \(values.map { decimal($0.test ?? .nan, 2) } ?? "")", .test),
      ("  \(marker("* "))\(mark)train \(values.map { decimal($0.train ?? .nan, 2) } ?? "")", .train),
    ]
  }

  /// What a curve is drawn with, where shapes alone tell curves apart.
  private func marker(_ text: String) -> String { state.rendering.glyphs == .ascii ? text : "" }

  private func curve(_ ink: Ink, _ marker: Unicode.Scalar, _ value: (Moment) -> Double?) -> LineChart.Series {
    LineChart.Series(
      points: moments.compactMap { moment in
        value(moment).map { LineChart.Point(x: Double(moment.step), y: $0) }
      }, ink: ink, marker: marker)
  }

  private func chart(
    _ series: [LineChart.Series], vertical: ClosedRange<Double>, labels: (low: String, high: String)
  ) -> LineChart {
    LineChart(
      series: series, horizontal: 0...Double(lastStep), vertical: vertical,
      horizontalLabels: ("0", "step \(grouped(lastStep))"), verticalLabels: labels,
      cursor: state.scrubIndex == nil ? nil : state.moment.map { Double($0.step) }, leastMargin: Self.margin)
  }
}
