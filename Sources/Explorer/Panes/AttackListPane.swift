import Attacks
import Experiments
import Statistics
import TerminalCanvas

/// All attacks, what each sees and what each found, with the chosen one marked.
struct AttackListPane {
  let state: ExplorerState

  static let width = 42
  /// Sixteen attacks, around the chosen one.
  static let height = 18

  func draw(on canvas: inout Canvas, in area: Rect) {
    let glyphs = state.rendering.glyphs
    let inner = canvas.panel(
      "Attacks", note: [("\(glyphs.diagnosticMark)AUC", .dim), ("  at 1 % FPR ", .dim)], in: area,
      isFocused: state.membershipFocus == .attacks, rendering: state.rendering)
    let (rows, foot) = inner.splitTop(inner.height - 1)
    let methods = MembershipMethod.allCases
    let chosen = methods.firstIndex(of: state.attack.method) ?? 0
    let first = max(0, min(chosen - rows.height / 2, methods.count - rows.height))
    for (offset, method) in methods.dropFirst(first).prefix(rows.height).enumerated() {
      draw(
        method, on: &canvas,
        in: Rect(column: rows.column, row: rows.row + offset, width: rows.width, height: 1))
    }
    canvas.markMore(
      above: first > 0, below: first + rows.height < methods.count, in: rows, glyphs: glyphs)
    drawFoot(on: &canvas, in: foot)
  }

  private func draw(_ method: MembershipMethod, on canvas: inout Canvas, in line: Rect) {
    let glyphs = state.rendering.glyphs
    let isChosen = method == state.attack.method
    let entry = state.membership?.entries[method]
    // What was found at an earlier step waits for its turn.
    let isCurrent = (entry?.step ?? 0) >= (state.membership?.step ?? 0)
    let ink: Ink = isChosen ? .focus : isCurrent ? .text : .dim
    if isChosen {
      canvas.write(
        glyphs.selectionMark, column: line.column, row: line.row, ink: .focus, isBold: true, in: line)
    }
    canvas.write(
      glyphs.spelled(method.title), column: line.column + 2, row: line.row, ink: ink, isBold: isChosen,
      in: line)
    if state.moment?.isDiverged == true {
      return canvas.writeTrailing(glyphs.spelled("–  "), row: line.row, ink: .dim, in: line)
    }
    guard let entry else {
      return canvas.writeTrailing(reason(for: method) + "  ", row: line.row, ink: .dim, in: line)
    }
    let curve = entry.outcome.result.curve
    // An interval that holds one half may be chance.
    let isChance = curve.areaInterval.contains(0.5)
    let rate =
      (try? curve.detection(atFalsePositiveRate: 0.01)).map { decimal(100 * $0.value, 1) + " %" } ?? "none"
    let figures =
      "\(decimal(curve.areaUnderCurve))  \(String(repeating: " ", count: max(0, 7 - rate.count)))\(rate)  "
    canvas.writeTrailing(
      figures, row: line.row, ink: isChosen ? .member : isChance || !isCurrent ? .dim : .text, in: line)
  }

  /// Why there is no figure yet, and when there will be one.
  private func reason(for method: MembershipMethod) -> String {
    guard state.snapshot?.data.oneSidedPool == nil else { return "not possible" }
    if state.scrubIndex != nil { return "not yet" }
    switch state.membership?.standing(of: method) {
    case .notPossible: return "not possible"
    case .waiting(_, let seconds?) where seconds >= 1: return "in \(duration(seconds))"
    case .waiting(let fraction, _) where fraction > 0 && fraction < 1:
      return "\(Int((100 * fraction).rounded(.down))) %"
    case .waiting, .live, .found, nil: return "soon"
    }
  }

  private func duration(_ seconds: Double) -> String {
    if seconds < 100 { return "\(Int(seconds.rounded(.up))) s" }
    return seconds < 6000
      ? "\(Int((seconds / 60).rounded(.up))) min" : "\(grouped(Int((seconds / 3600).rounded(.up)))) h"
  }

  private func drawFoot(on canvas: inout Canvas, in line: Rect) {
    guard let findings = state.membership, state.snapshot?.data.oneSidedPool == nil else { return }
    let shadows = findings.shadows
    let text =
      shadows.finished < shadows.count
      ? "  \(shadows.finished) of \(shadows.count) reference models at step \(grouped(findings.step))"
      : "  \(shadows.count) reference models, step \(grouped(findings.step))"
    let isStale = findings.entries.values.contains { $0.step < findings.step }
    let texts = isStale ? [text + "; dim ones earlier", text + ", dim: earlier"] : []
    canvas.write(
      longest(of: texts + [text], fitting: line.width), column: line.column, row: line.row, ink: .dim,
      in: line)
  }
}
