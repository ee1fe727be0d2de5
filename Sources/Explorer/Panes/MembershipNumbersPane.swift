import Attacks
import Experiments
import PrivacyAccounting
import Statistics
import TerminalCanvas

/// The numbers of the chosen attack, with their intervals, what (ε, δ) allows beside them, and the controls.
struct MembershipNumbersPane {
  let state: ExplorerState

  static let width = 36

  private struct Line {
    let name: String
    let value: String
    var ink = Ink.text
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let glyphs = state.rendering.glyphs
    let method = state.attack.method
    let note = state.membership?.entries[method].map { [(text: "step \(grouped($0.step))", ink: Ink.dim)] }
    let inner = canvas.panel(
      glyphs.spelled(method.title), note: note ?? [], in: area, rendering: state.rendering)
    if state.membership?.entries[method] == nil, let missing = state.membership?.omissions[method] {
      for (offset, line) in wrapped("It needs \(missing).", width: inner.width - 2).enumerated() {
        canvas.write(line, column: inner.column + 1, row: inner.row + offset, ink: .dim, in: inner)
      }
      return
    }
    for (offset, line) in lines.prefix(inner.height).enumerated() {
      let row = inner.row + offset
      canvas.write(line.name, column: inner.column + 1, row: row, ink: .dim, in: inner)
      canvas.writeTrailing(line.value + " ", row: row, ink: line.ink, in: inner)
    }
  }

  /// What ε allows at the step of the chosen attack.
  private var meaning: PrivacyMeaning? {
    state.provenMeaning(at: state.membership?.entries[state.attack.method]?.step ?? 0)
  }

  private var lines: [Line] {
    let mark = state.rendering.glyphs.diagnosticMark
    guard let entry = state.membership?.entries[state.attack.method] else {
      let shadows = state.membership?.shadows
      let progress = shadows.map { "\(Int((100 * $0.fraction).rounded())) %" } ?? ""
      let isTrained = shadows.map { $0.finished == $0.count } ?? false
      return [
        isTrained
          ? Line(name: "attacking", value: "") : Line(name: "training reference models", value: progress)
      ]
    }
    let result = entry.outcome.result
    let curve = result.curve
    var lines = [
      Line(
        name: "\(mark)AUC",
        value:
          "\(decimal(curve.areaUnderCurve)) [\(decimal(curve.areaInterval.lowerBound)), \(decimal(curve.areaInterval.upperBound))]",
        ink: .member),
      Line(name: "\(mark)balanced accuracy", value: decimal(result.balancedAccuracy)),
    ]
    lines.append(
      Line(
        name: "found at FPR", value: meaning == nil ? "% [95 %]" : "% [95 %] at most", ink: .dim)
    )
    for (limit, name) in [(0.1, "10 %"), (0.01, "1 %"), (0.001, "0.1 %")] {
      lines.append(detection(curve, limit: limit, name: name))
    }
    if let detection = try? curve.detection(atFalsePositiveRate: 0.01) {
      let bounds = detection.precisionInterval(prior: state.prior)
      lines.append(
        Line(name: "right at 1 %, prior (w)", value: "1 in \(Int((1 / state.prior).rounded()))", ink: .dim))
      lines.append(
        Line(
          name: "\(mark)  of accused",
          value:
            "\(percent(detection.precision(prior: state.prior))) [\(percent(bounds.lowerBound)), \(percent(bounds.upperBound))]"
        ))
    }
    if let blind = state.membership?.blind {
      lines.append(Line(name: "\(mark)AUC, inputs alone", value: interval(blind.curve.areaInterval)))
    }
    if let null = state.membership?.null {
      lines.append(Line(name: "\(mark)AUC, shuffled", value: interval(null.interval)))
    }
    if entry.outcome.referenceCount > 0 {
      lines.append(Line(name: "reference models (s)", value: "\(entry.outcome.referenceCount)"))
    }
    return lines
  }

  /// How many members are found at a false positive rate, and the most that (ε, δ) allows at the rate that it may truly be.
  private func detection(_ curve: ROCCurve, limit: Double, name: String) -> Line {
    let mark = state.rendering.glyphs.diagnosticMark
    do {
      let found = try curve.detection(atFalsePositiveRate: limit)
      let most = meaning.map {
        let rate = max(limit, found.falsePositiveInterval.upperBound)
        let text = percent($0.largestTruePositiveRate(atFalsePositiveRate: rate))
        return String(repeating: " ", count: max(1, 7 - text.count)) + text
      }
      return Line(
        name: "\(mark)  \(name)",
        value:
          "\(percent(found.value)) [\(percent(found.interval.lowerBound)), \(percent(found.interval.upperBound))]\(most ?? "")"
      )
    } catch {
      return Line(name: "\(mark)  \(name)", value: "needs \(grouped(error.needed)) others", ink: .dim)
    }
  }

  private func percent(_ rate: Double) -> String { decimal(100 * rate, 1) }

  private func interval(_ range: ClosedRange<Double>) -> String {
    "[\(decimal(range.lowerBound, 2)), \(decimal(range.upperBound, 2))]"
  }
}
