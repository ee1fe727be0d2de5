import Attacks
import Experiments
import Foundation
import PrivacyAccounting
import Records
import Statistics
import TerminalCanvas

/// The ROC of the chosen attack and the scores it gave.
struct MembershipChartPanes {
  let state: ExplorerState

  private var glyphs: GlyphSet { state.rendering.glyphs }
  private var entry: MembershipFindings.Entry? { state.membership?.entries[state.attack.method] }

  /// The attack's curve, the diagonal of chance, and the curve above which (ε, δ) lets nobody come.
  func drawROC(on canvas: inout Canvas, in area: Rect) {
    let isLogarithmic = state.isMembershipROCLogarithmic
    let meaning = state.provenMeaning(at: entry?.step ?? 0)
    let inner = canvas.panel(
      "ROC \(isLogarithmic ? "log-log" : "linear")", note: note(meaning), in: area,
      isFocused: state.membershipFocus == .roc, rendering: state.rendering)
    if entry == nil, state.membership?.omissions[state.attack.method] != nil {
      return drawMissing(on: &canvas, in: inner)
    }
    let (key, plot) = inner.splitTop(1)
    drawKey(meaning, on: &canvas, in: key)
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
    if let meaning {
      let bound = rates.map {
        LineChart.Point(x: $0, y: meaning.largestTruePositiveRate(atFalsePositiveRate: $0))
      }
      series.insert(.init(points: bound, ink: .bound, marker: "="), at: 1)
    }
    let label = isLogarithmic ? significant(low) : "0"
    LineChart(
      series: series, horizontal: low...1, vertical: low...1,
      horizontalLabels: (label, "false positive rate 1"), verticalLabels: (label, "1"),
      scale: isLogarithmic ? .logarithmic : .linear
    ).draw(on: &canvas, in: plot, rendering: state.rendering)
  }

  /// Decades that the non-members can show.
  private var decades: Int {
    let count = max(10, state.snapshot?.data.split.nonMembers.count ?? 1000)
    return Int(log10(Double(count)).rounded(.up))
  }

  private func note(_ meaning: PrivacyMeaning?) -> [(text: String, ink: Ink)] {
    guard let entry else { return [] }
    let curve = entry.outcome.result.curve
    return [
      ("\(glyphs.diagnosticMark)AUC \(decimal(curve.areaUnderCurve))", .member),
      (
        " [\(decimal(curve.areaInterval.lowerBound, 2)), \(decimal(curve.areaInterval.upperBound, 2))]", .dim
      ),
    ]
  }

  private func drawKey(_ meaning: PrivacyMeaning?, on canvas: inout Canvas, in line: Rect) {
    var column = canvas.write(
      " \(glyphs == .ascii ? "* " : "")\(glyphs.spelled(state.attack.method.title))", column: line.column,
      row: line.row, ink: .member, isBold: true, in: line)
    column = canvas.write(
      "  \(glyphs == .ascii ? ". " : "")chance", column: column, row: line.row, ink: .baseline, in: line)
    let bound: (String, Ink) =
      if let meaning {
        (
          "  \(glyphs == .ascii ? "= " : "")limit of \(glyphs.epsilon) \(decimal(meaning.epsilon, 2))",
          .bound
        )
      } else {
        ("  \(glyphs.epsilon) \(glyphs.infinity): no bound", .danger)
      }
    canvas.write(bound.0, column: column, row: line.row, ink: bound.1, in: line)
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
    let sentence =
      state.membership?.omissions[state.attack.method].map { "It needs \($0.description)." }
      ?? "The first reference models are being trained."
    for (row, line) in wrapped(sentence, width: area.width - 4).enumerated() {
      canvas.write(line, column: area.column + 2, row: area.row + 1 + row, ink: .dim, in: area)
    }
  }
}

extension ExplorerState {
  /// What the (ε, δ) of the run's first `step` steps allows at most; nil where ε is infinite.
  ///
  /// ε is the tight one where nobody turned a knob and it is known of so many steps, and else the filter's, which is never
  /// below.
  func provenMeaning(at step: Int) -> PrivacyMeaning? {
    guard let snapshot, snapshot.epsilon.isFinite else { return nil }
    let isTight = snapshot.commands.isEmpty && account.map { $0.step >= step } ?? false
    let epsilon = isTight ? account?.epsilon ?? snapshot.epsilon : snapshot.epsilon
    return PrivacyMeaning(epsilon: epsilon, delta: snapshot.settings.delta)
  }
}
