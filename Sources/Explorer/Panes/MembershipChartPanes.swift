import Attacks
import Experiments
import Foundation
import PlainText
import Records
import Statistics
import TerminalCanvas

/// The ROC of the chosen attack and the scores it gave.
struct MembershipChartPanes {
  let state: ExplorerState

  private var glyphs: GlyphSet { state.rendering.glyphs }
  private var entry: MembershipFindings.Entry? { state.membership?.entries[state.attack.method] }

  /// The attack's curve, the diagonal of chance, and the band above which nobody comes: from the limit to what a sample of so
  /// many may show of it.
  func drawROC(on canvas: inout Canvas, in area: Rect) {
    let isLogarithmic = state.isMembershipROCLogarithmic
    let inner = canvas.panel(
      "ROC \(isLogarithmic ? "log-log" : "linear")", note: note, in: area,
      isFocused: state.membershipFocus == .roc, rendering: state.rendering)
    if entry == nil, state.membershipObstacle != nil { return drawMissing(on: &canvas, in: inner) }
    let (key, plot) = inner.splitTop(keyHeight(in: inner))
    drawKey(on: &canvas, in: key)
    let low = isLogarithmic ? pow(10, -Double(decades)) : 0
    let rates = (0...200).map { index -> Double in
      let share = Double(index) / 200
      return isLogarithmic ? pow(low, 1 - share) : share
    }
    let curve = entry?.outcome.result.curve.points ?? []
    var series = [
      LineChart.Series(points: rates.map { .init(x: $0, y: $0) }, ink: .baseline, marker: "."),
      LineChart.Series(
        points: curve.map { .init(x: $0.falsePositiveRate, y: $0.truePositiveRate) }, ink: .member,
        marker: "*"),
    ]
    if let points = entry?.limit?.points {
      series.insert(
        .init(
          points: points.map { .init(x: $0.falsePositiveRate, y: $0.limitWithRoom) }, ink: .bound,
          marker: "~"), at: 1)
      series.insert(
        .init(points: points.map { .init(x: $0.falsePositiveRate, y: $0.limit) }, ink: .bound, marker: "="),
        at: 2)
    }
    let label = isLogarithmic ? significant(low) : "0"
    LineChart(
      series: series, horizontal: low...1, vertical: low...1,
      horizontalLabels: (label, "false positive rate 1"), verticalLabels: (label, "1"),
      scale: isLogarithmic ? .logarithmic : .linear
    ).draw(on: &canvas, in: plot, rendering: state.rendering)
  }

  /// Decades that the non-members can show; the coins of a few more than a thousand do not make a fourth.
  private var decades: Int {
    let count = max(10, state.snapshot?.data.split.nonMemberCount ?? 1000)
    return Int(log10(0.8 * Double(count)).rounded(.up))
  }

  private var note: [(text: String, ink: Ink)] {
    guard let entry else { return [] }
    let curve = entry.outcome.result.curve
    return [
      ("\(glyphs.diagnosticMark)AUC \(decimal(curve.areaUnderCurve))", .member),
      (
        " [\(decimal(curve.areaInterval.lowerBound, 2)), \(decimal(curve.areaInterval.upperBound, 2))]", .dim
      ),
    ]
  }

  /// A second line where the first has no room for all, and the plot can spare it.
  private func keyHeight(in area: Rect) -> Int {
    keyWidth(room) > area.width && area.height > 11 ? 2 : 1
  }

  private func keyWidth(_ room: String) -> Int {
    let limit = entry.map { limitKey($0.account).0 } ?? ""
    return glyphs.spelled(methodKey + chanceKey + limit + room).displayWidth
  }

  private var methodKey: String { " \(glyphs == .ascii ? "* " : "")\(state.attack.method.title)" }
  private var chanceKey: String { "  \(glyphs == .ascii ? ". " : "")chance" }
  private var room: String {
    entry?.limit == nil ? "" : glyphs == .ascii ? ", ~ sample's room" : ", and the sample's room"
  }

  private func drawKey(on canvas: inout Canvas, in area: Rect) {
    let (line, below) = area.splitTop(1)
    var column = canvas.write(
      glyphs.spelled(methodKey), column: line.column, row: line.row, ink: .member, isBold: true, in: line)
    column = canvas.write(chanceKey, column: column, row: line.row, ink: .baseline, in: line)
    guard let entry else { return }
    let (text, ink) = limitKey(entry.account)
    if keyWidth(room) <= line.width {
      canvas.write(glyphs.spelled(text + room), column: column, row: line.row, ink: ink, in: line)
    } else if below.height > 0 {
      canvas.write(
        longest(of: [glyphs.spelled(text + room), glyphs.spelled(text)], fitting: below.width),
        column: below.column - 1,
        row: below.row, ink: ink, in: below)
    } else {
      canvas.write(glyphs.spelled(text), column: column, row: line.row, ink: ink, in: line)
    }
  }

  /// What the limit is drawn for, by its kind.
  private func limitKey(_ account: RunAccount) -> (String, Ink) {
    let mark = glyphs == .ascii ? "= " : ""
    let epsilon = roundedUp(account.epsilon)
    return switch account.basis {
    case .unprotected: ("  ε ∞: no bound", .danger)
    case .scaledByMembers: ("  scaled by members: no bound", .danger)
    case .fixedBeforehand: ("  \(mark)limit of ε \(epsilon)", .bound)
    case .filter(let budget): ("  \(mark)limit of the budget \(significant(budget))", .bound)
    case .asRun: ("  \(mark)limit as run, ε \(epsilon)", .bound)
    }
  }

  /// The shares of members and of the others at each score.
  func drawScores(on canvas: inout Canvas, in area: Rect) {
    let ascii = glyphs == .ascii
    let inner = canvas.panel(
      "Scores",
      note: [
        ("\(glyphs.diagnosticMark)\(ascii ? "* " : "")members", .member),
        ("  \(ascii ? "o " : "")others", .nonMember),
      ], in: area, isFocused: state.membershipFocus == .scores, rendering: state.rendering)
    guard let histogram = entry?.histogram else { return drawMissing(on: &canvas, in: inner) }
    let top = max(histogram.shares.flatMap { $0 }.max() ?? 1, 0.01)
    LineChart(
      series: [
        .init(points: stairs(histogram, 1), ink: .nonMember, marker: "o"),
        .init(points: stairs(histogram, 0), ink: .member, marker: "*"),
      ], horizontal: histogram.range, vertical: 0...top,
      horizontalLabels: (
        significant(histogram.range.lowerBound), "score \(significant(histogram.range.upperBound))"
      ), verticalLabels: ("0", "\(Int((100 * top).rounded())) %")
    ).draw(on: &canvas, in: inner, rendering: state.rendering)
  }

  private func stairs(_ histogram: Histogram, _ group: Int) -> [LineChart.Point] {
    let shares = histogram.shares[group]
    let width = (histogram.range.upperBound - histogram.range.lowerBound) / Double(shares.count)
    return shares.enumerated().flatMap { bin, share in
      [bin, bin + 1].map { .init(x: histogram.range.lowerBound + Double($0) * width, y: share) }
    }
  }

  /// Why there is nothing to draw.
  private func drawMissing(on canvas: inout Canvas, in area: Rect) {
    let sentence = state.membershipObstacle ?? "The first reference models are being trained."
    for (row, line) in wrapped(sentence, width: area.width - 4).enumerated() {
      canvas.write(line, column: area.column + 2, row: area.row + 1 + row, ink: .dim, in: area)
    }
  }
}
