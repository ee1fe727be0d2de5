import Explorer
import Preferences
import TerminalCanvas
import Testing

/// Layouts of `config.yaml`, by their names.
struct LayoutTests {
  private func state(_ layout: (inout LayoutPreset) -> Void) -> ExplorerState {
    var preset = LayoutPreset(name: "desk", line: 3)
    layout(&preset)
    var state = Fixture.attackedProtected
    _ = state.play("1")
    state.layouts = [LayoutPreset(name: "other", line: 2), preset]
    _ = state.play(": layout <Space> desk <Enter>")
    return state
  }

  @Test func aLayoutShowsItsScreenAndPane() {
    let zoomed = state { ($0.screen, $0.pane, $0.isZoomed) = ("membership", "scores", true) }
    #expect(zoomed.screen is MembershipScreen && zoomed[MembershipScreen.self].focus == .scores)
    #expect(zoomed.isZoomed && zoomed.notice == nil)
    let presenting = state { ($0.pane, $0.isPresenting) = ("Privacy", true) }
    #expect(presenting.screen is TrainScreen && presenting[TrainScreen.self].focus == .epsilon)
    #expect(presenting.presentation.isOn && !presenting.isZoomed)
    let same = state { _ in }
    #expect(same.screen is TrainScreen && same[TrainScreen.self].focus == .accuracy)
  }

  @Test func aLayoutOfWhatThereIsNotSaysSo() {
    #expect(state { $0.screen = "moon" }.notice?.text.contains("`moon`") == true)
    #expect(state { $0.pane = "moon" }.notice?.text.contains("`moon`") == true)
  }

  /// Every pane that has the focus can be named.
  @Test func everyPaneCanBeNamed() {
    for title in ["accuracy", "loss", "membership auc", "privacy spent", "roc", "inversion", "now"] {
      let shown = state { $0.pane = title }
      #expect(shown.notice == nil && shown.shownContents.contains { $0.title.lowercased() == title })
    }
  }
}
