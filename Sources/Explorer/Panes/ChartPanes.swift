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

  func drawAccuracy(on canvas: inout Canvas, in area: Rect) {
    let note = legend(state.moment.map { ($0.train.accuracy, $0.test.accuracy) })
    let inner = canvas.panel(
      "Accuracy", note: note, in: area, isFocused: state.focus == .accuracy, rendering: state.rendering)
    chart(
      [curve(.train, "*") { $0.train.accuracy }, curve(.test, "o") { $0.test.accuracy }], vertical: 0...1,
      labels: ("0", "1")
    ).draw(on: &canvas, in: inner, rendering: state.rendering)
  }

  func drawLoss(on canvas: inout Canvas, in area: Rect) {
    let note = legend(state.moment.map { ($0.train.loss, $0.test.loss) })
    let inner = canvas.panel(
      "Loss", note: note, in: area, isFocused: state.focus == .loss, rendering: state.rendering)
    let values = moments.flatMap { [$0.train.loss, $0.test.loss] }.filter(\.isFinite)
    let top = max(values.max() ?? 1, 1e-3)
    chart(
      [curve(.train, "*") { $0.train.loss }, curve(.test, "o") { $0.test.loss }], vertical: 0...top,
      labels: ("0", significant(top))
    ).draw(on: &canvas, in: inner, rendering: state.rendering)
  }

  func drawMembership(on canvas: inout Canvas, in area: Rect) {
    var note: [(text: String, ink: Ink)] = []
    if let result = state.moment?.lossThreshold {
      note = [
        ("\(mark)\(decimal(result.areaUnderCurve))", .member),
        (
          " [\(decimal(result.areaInterval.lowerBound, 2)), \(decimal(result.areaInterval.upperBound, 2))]",
          .dim
        ),
      ]
    }
    let inner = canvas.panel(
      "Membership AUC", note: note, in: area, isFocused: state.focus == .membership,
      rendering: state.rendering)
    let lowest = moments.map(\.lossThreshold.areaInterval.lowerBound).min() ?? 0.4
    let bottom = min(0.4, (lowest * 10).rounded(.down) / 10)
    let chance = LineChart.Series(
      points: [.init(x: 0, y: 0.5), .init(x: Double(lastStep), y: 0.5)], ink: .baseline, marker: "-")
    chart(
      [
        chance, curve(.dim, ".") { $0.lossThreshold.areaInterval.lowerBound },
        curve(.dim, ".") { $0.lossThreshold.areaInterval.upperBound },
        curve(.member, "*") { $0.lossThreshold.areaUnderCurve },
      ], vertical: bottom...1, labels: (decimal(bottom, 1), "1")
    ).draw(on: &canvas, in: inner, rendering: state.rendering)
  }

  func drawEpsilon(on canvas: inout Canvas, in area: Rect) {
    let glyphs = state.rendering.glyphs
    let epsilon = state.moment?.epsilon ?? 0
    let text = epsilon.isFinite ? decimal(epsilon, 2) : glyphs.infinity
    let forecast =
      state.snapshot?.forecast.map { ", then \(decimal($0.epsilon, 2)) at step \(grouped($0.step))" } ?? ""
    let note = [
      (text: "\(glyphs.epsilon) \(text)", ink: epsilon.isFinite ? Ink.bound : .danger),
      (state.running.epsilonBudget.map { " of \(significant($0))" } ?? "", Ink.dim),
      (" at \(glyphs.delta) \(significant(state.running.delta))", Ink.dim),
      (forecast, Ink.dim),
    ]
    let inner = canvas.panel(
      "Privacy spent", note: note, in: area, isFocused: state.focus == .epsilon, rendering: state.rendering)
    let finite = moments.map(\.epsilon).filter(\.isFinite)
    let top = finite.max() ?? 0
    if let step = state.snapshot?.ledger.firstNonPrivateStep, top == 0 {
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
      [line, curve(.bound, "*") { $0.epsilon }], vertical: 0...limit, labels: ("0", significant(limit))
    ).draw(on: &canvas, in: inner, rendering: state.rendering)
  }

  func drawROC(on canvas: inout Canvas, in area: Rect) {
    var note: [(text: String, ink: Ink)] = []
    if let result = state.moment?.lossThreshold {
      note = [
        ("\(mark)loss threshold: TPR \(decimal(result.truePositiveRateAt1Percent)) at FPR 0.01", .member),
        ("  step \(grouped(state.moment?.step ?? 0))", .dim),
      ]
    }
    let inner = canvas.panel(
      "ROC", note: note, in: area, isFocused: state.focus == .roc, rendering: state.rendering)
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
        .init(points: state.moment?.lossThreshold.curve ?? [], ink: .member, marker: "*"),
      ], horizontal: low...1, vertical: low...1, horizontalLabels: (label, "false positive rate 1"),
      verticalLabels: (label, "1"), scale: state.isROCLogarithmic ? .logarithmic : .linear
    ).draw(on: &canvas, in: inner, rendering: state.rendering)
  }

  private func legend(_ values: (train: Double, test: Double)?) -> [(text: String, ink: Ink)] {
    [
      ("test \(values.map { decimal($0.test, 2) } ?? "")", .test),
      ("  \(mark)train \(values.map { decimal($0.train, 2) } ?? "")", .train),
    ]
  }

  private func curve(_ ink: Ink, _ marker: Unicode.Scalar, _ value: (Moment) -> Double) -> LineChart.Series {
    LineChart.Series(
      points: moments.map { LineChart.Point(x: Double($0.step), y: value($0)) }, ink: ink, marker: marker)
  }

  private func chart(
    _ series: [LineChart.Series], vertical: ClosedRange<Double>, labels: (low: String, high: String)
  ) -> LineChart {
    LineChart(
      series: series, horizontal: 0...Double(lastStep), vertical: vertical,
      horizontalLabels: ("0", "step \(grouped(lastStep))"), verticalLabels: labels,
      cursor: state.scrubIndex == nil ? nil : state.moment.map { Double($0.step) })
  }
}
