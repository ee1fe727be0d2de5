import Experiments
import Explorer
import Statistics
import TerminalCanvas
import Testing

/// A run beside one that is pinned. `Fixture.compared` has the pinned one at noise 0.5 and the other at 2, attacked alike.
struct ComparisonTests {
  /// What every pane of every screen holds, with and without what is pinned, and that of the pinned run alone.
  private func contents(
    of state: ExplorerState
  ) -> [(both: PaneContent, own: PaneContent, pinned: PaneContent)] {
    state.screens.flatMap { screen in
      let both = screen.everyContent(in: state.context, besides: state.pinnedContext)
      let own = screen.everyContent(in: state.context, besides: nil)
      let pinned = state.pinnedContext.map { screen.everyContent(in: $0, besides: nil) } ?? []
      return zip(zip(both, own), pinned).map { ($0.0, $0.1, $1) }
    }
  }

  @Test func everyChartHoldsTheCurvesOfThePinnedRun() throws {
    var count = 0
    for (both, own, pinned) in contents(of: Fixture.compared) {
      guard case .chart(let chart, _) = both.body else { continue }
      guard case .chart(let alone, _) = own.body, case .chart(let other, _) = pinned.body else {
        Issue.record("\(both.title) is a chart")
        continue
      }
      count += 1
      let faint = chart.series.filter(\.isFaint)
      #expect(!faint.isEmpty && faint.allSatisfy { $0.ink == .pinned }, "\(both.title)")
      // Whatever of the pinned run is no line to measure by, with its points; those of the run itself as they are.
      for series in faint {
        #expect(other.series.contains { $0.points == series.points && !$0.isReference }, "\(series.name)")
      }
      let missing = other.series.filter { series in
        !series.isReference && !series.points.isEmpty && !alone.series.contains(series)
          && !faint.contains { $0.points == series.points }
      }
      #expect(missing.isEmpty, "\(both.title): \(missing.map(\.name))")
      for series in alone.series where !series.isReference { #expect(chart.series.contains(series)) }
      // In ASCII no two of them are drawn with one letter, but for the two ends of an interval.
      let markers = chart.series.filter { !$0.name.contains("95 %") }.map(\.marker)
      #expect(Set(markers).count == markers.count, "\(both.title): \(markers)")
      #expect(both.notes.first?.contains { $0.text.contains("pinned") } == true, "\(both.title)")
      for point in chart.series.flatMap(\.points) where chart.scale == .linear && point.y.isFinite {
        #expect(chart.horizontal.contains(point.x) && point.y <= chart.vertical.upperBound)
      }
    }
    #expect(count == 8)
  }

  @Test func everyNumberHasItsDifference() throws {
    let state = Fixture.compared
    #expect(state.pinnedContext?.subject.moment?.step == state.subject.moment?.step)
    var count = 0
    for (both, _, pinned) in contents(of: state) {
      if case .figures(let list) = both.body, case .figures(let others) = pinned.body {
        for figure in list.figures {
          guard let amount = figure.amount else { continue }
          let other = try #require(
            others.figures.first { $0.term == figure.term && $0.amount != nil }?.amount, "\(figure.name)")
          check(figure.difference, amount - other, figure.name)
          count += 1
        }
      }
      if case .list(let list) = both.body, case .list(let others) = pinned.body {
        for (row, other) in zip(list.rows, others.rows) {
          guard let amount = row.amount, let pinned = other.amount else { continue }
          check(row.difference, amount - pinned, row.title)
          count += 1
        }
      }
    }
    #expect(count > 30)
  }

  private func check(_ text: String?, _ difference: Double, _ name: String) {
    guard let text else {
      Issue.record("\(name) has no difference")
      return
    }
    let said = text == "=" ? 0 : Double(text)
    #expect(abs((said ?? .nan) - difference) <= 0.0005 + 1e-9, "\(name): \(text) for \(difference)")
    #expect(text == "=" || (text.first == "+") == (difference > 0), "\(name): \(text)")
  }

  /// Of ε too, whatever kind it is of, and from infinity.
  @Test func epsilonHasADifferenceWhateverItsKind() throws {
    for (noise, words) in [("0", "was inf"), ("1", "+")] {
      var sitting = Sitting()
      sitting.type(":noise \(noise)")
      sitting.play("<Enter> .")
      sitting.play("p R : noise <Space> 3 <Enter> . : noise <Space> 0.7 <Enter> .")
      let readouts = sitting.state[TrainScreen.self].everyContent(
        in: sitting.state.context, besides: sitting.state.pinnedContext)[6]
      guard case .figures(let list) = readouts.body else {
        Issue.record("the figures of the moment are figures")
        return
      }
      let epsilon = try #require(list.figures.first)
      #expect(epsilon.term == .epsilon && epsilon.difference?.contains(words) == true, "\(epsilon)")
    }
  }

  /// What the pinned run's adversary drew, and not what it began from; so the columns of a table.
  @Test func thePinnedPictureStandsBeside() throws {
    var state = Fixture.compared
    for keys in ["", "w"] {
      _ = state.play(keys)
      let (both, own, pinned) = contents(of: state)[5]
      guard case .pictures(let pictures) = both.body, case .pictures(let alone) = own.body,
        case .pictures(let others) = pinned.body
      else {
        Issue.record("digits are pictures")
        return
      }
      #expect(Array(pictures.dropLast()) == alone && pictures.count == alone.count + 1)
      let drawn = try #require(others.first { $0.ink == .member })
      #expect(pictures.last?.heatmap == drawn.heatmap && pictures.last?.ink == .pinned)
      #expect(keys == "w" || drawn.titles.contains("drawn from the model"))
    }
  }

  /// At a step that is looked back at the pinned run is as it was then; and letting go leaves nothing of it.
  @Test func lettingGoBringsBackWhatWas() {
    var state = Fixture.compared
    let pinned = state.pinned
    _ = state.play("<Space> <PageUp> <PageUp>")
    #expect(state.pinnedContext?.subject.moment?.step == 30 && state.subject.moment?.step == 30)
    _ = state.play("<End>")
    state.notice = nil
    let both = state.drawn()
    state.pinned = nil
    let alone = state.drawn()
    #expect(alone != both && !alone.plain.contains("pinned"))
    // The one at hand takes its place, and a second key lets go of it.
    state.pinned = pinned
    _ = state.play("p")
    #expect(state.pinned?.number == 2 && state.notice?.text.hasPrefix("Pinned") == true)
    _ = state.play("p")
    #expect(state.pinned == nil && state.notice?.text == "Let go of the pinned run.")
    state.notice = nil
    #expect(state.drawn() == alone)
    for (both, own, _) in contents(of: state) { #expect(both == own) }
  }

  /// Through restarts, presets and runs of before.
  @Test func aPinnedRunStaysPinned() {
    var sitting = Sitting()
    sitting.play("p")
    #expect(
      sitting.state.pinned == nil && sitting.state.notice?.text.hasPrefix("Nothing was measured") == true)
    sitting.train(5)
    sitting.play("p R")
    #expect(sitting.state.pinned?.number == 1 && sitting.state.runNumber == 2)
    sitting.play("o / mislabelled <Enter>")
    #expect(sitting.state.pinned?.number == 1 && sitting.state.runNumber == 3)
    sitting.train(5)
    #expect(sitting.state.drawn().plain.contains("pinned: run 1"))
    // Back in it, the same key lets go.
    sitting.play("u u")
    #expect(sitting.state.runNumber == 1 && sitting.state.pinned?.number == 1)
    sitting.play("p")
    #expect(sitting.state.pinned == nil)
  }

  /// While another run is pinned the line at the bottom tells both apart, at the same step.
  @Test func theNarrationComparesBothRuns() throws {
    let state = Fixture.compared
    let (now, before) = try (
      #require(state.subject.moment), #require(state.pinnedContext?.subject.moment)
    )
    let told = state.lines.suffix(3).joined(separator: " ")
    #expect(told.contains("Beside the pinned run at step 40"))
    let (old, new) = (before.test?.accuracy.written(2) ?? "", now.test?.accuracy.written(2) ?? "")
    #expect(told.contains("test accuracy"))
    #expect(told.contains(old == new ? "still \(new)" : "\(old) to \(new)"), "\(told)")
  }
}
