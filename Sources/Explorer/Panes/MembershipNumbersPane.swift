import Attacks
import Experiments
import PrivacyAccounting
import Statistics
import TerminalCanvas

/// The numbers of the chosen attack, with their intervals, what (ε, δ) allows beside them, and the controls.
struct MembershipNumbersPane {
  let state: ExplorerState

  static let width = 36

  func draw(on canvas: inout Canvas, in area: Rect) {
    let glyphs = state.rendering.glyphs
    let method = state.attack.method
    let note = state.membership?.entries[method].map { [(text: "step \(grouped($0.step))", ink: Ink.dim)] }
    let inner = canvas.panel(
      glyphs.spelled(method.title), note: note ?? [], in: area, rendering: state.rendering)
    if state.membership?.entries[method] == nil, let obstacle = state.membershipObstacle {
      for (offset, line) in wrapped(obstacle, width: inner.width - 2).enumerated() {
        canvas.write(line, column: inner.column + 1, row: inner.row + offset, ink: .dim, in: inner)
      }
      return
    }
    FigureList(figures: lines, indent: 1).draw(on: &canvas, in: inner, glyphs: glyphs)
  }

  /// The most that any attack finds at the step of the chosen one; nil where nothing limits it.
  private var limit: TradeOffLimit? {
    guard let account = state.membership?.entries[state.attack.method]?.account else { return nil }
    return account.isLimited ? account.limit : nil
  }

  private var lines: [Figure] {
    let glyphs = state.rendering.glyphs
    let mark = glyphs.diagnosticMark
    guard let entry = state.membership?.entries[state.attack.method] else {
      let shadows = state.membership?.shadows
      let progress = shadows.map { "\(Int((100 * $0.fraction).rounded())) %" } ?? ""
      let isTrained = shadows.map { $0.finished == $0.count } ?? false
      return [
        isTrained
          ? Figure(name: "attacking", value: "") : Figure(name: "training reference models", value: progress)
      ]
    }
    let result = entry.outcome.result
    let curve = result.curve
    var lines = [
      Figure(
        name: "\(mark)AUC",
        value:
          "\(decimal(curve.areaUnderCurve)) [\(decimal(curve.areaInterval.lowerBound)), \(decimal(curve.areaInterval.upperBound))]",
        ink: .member),
      Figure(name: "\(mark)balanced accuracy", value: decimal(result.balancedAccuracy, or: glyphs)),
    ]
    lines.append(
      Figure(
        name: "found at FPR", value: limit == nil ? "% [95 %]" : "% [95 %] at most", ink: .dim)
    )
    for (rate, name) in [(0.1, "10 %"), (0.01, "1 %"), (0.001, "0.1 %")] {
      lines.append(detection(curve, rate: rate, name: name))
    }
    if let detection = try? curve.detection(atFalsePositiveRate: 0.01) {
      let precision = detection.precision(prior: state.prior)
      lines.append(
        Figure(name: "right at 1 %, prior (w)", value: "1 in \(Int((1 / state.prior).rounded()))", ink: .dim))
      lines.append(
        Figure(
          name: "\(mark)  of accused",
          value: precision.map {
            "\(percent($0.value)) [\(percent($0.interval.lowerBound)), \(percent($0.interval.upperBound))]"
          } ?? glyphs.spelled("–")))
    }
    if let blind = state.membership?.blind {
      lines.append(Figure(name: "\(mark)AUC, inputs alone", value: interval(blind.curve.areaInterval)))
    }
    if let null = state.membership?.null {
      lines.append(Figure(name: "\(mark)best AUC, shuffled", value: interval(null.interval)))
    }
    if entry.outcome.referenceCount > 0 {
      lines.append(Figure(name: "reference models (s)", value: "\(entry.outcome.referenceCount)"))
    }
    return lines
  }

  /// How many members are found at a false positive rate, and the most that any attack finds there.
  private func detection(_ curve: ROCCurve, rate: Double, name: String) -> Figure {
    let mark = state.rendering.glyphs.diagnosticMark
    do {
      let found = try curve.detection(atFalsePositiveRate: rate)
      let interval = found.interval
      let most = limit.map {
        let text = percent($0.largestTruePositiveRate(atFalsePositiveRate: rate))
        return String(repeating: " ", count: max(1, 7 - text.count)) + text
      }
      return Figure(
        name: "\(mark)  \(name)",
        value:
          "\(percent(found.value)) [\(percent(interval.lowerBound)), \(percent(interval.upperBound))]\(most ?? "")"
      )
    } catch {
      return Figure(name: "\(mark)  \(name)", value: "needs \(grouped(error.needed)) others", ink: .dim)
    }
  }

  private func percent(_ rate: Double) -> String { fixed(100 * rate, 1) }

  private func interval(_ range: ClosedRange<Double>) -> String {
    "[\(decimal(range.lowerBound, 2)), \(decimal(range.upperBound, 2))]"
  }
}
