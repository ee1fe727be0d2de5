public import Experiments
import TerminalCanvas

/// What a state string says: a run and where it was, the screen, and the knobs that are off it.
public struct OpenedState: Sendable {
  let string: StateString

  init(_ string: StateString) { self.string = string }

  /// - Throws: a sentence that says what is wrong with it.
  public init(parsing text: String) throws {
    string = try StateString(
      parsing: text, screens: ExplorerState.everyScreen.map { type(of: $0).title.lowercased() })
  }

  public var beginning: RunBeginning { string.beginning }
  /// Every knob where it is there.
  public var settings: ExperimentConfiguration {
    (try? string.beginning.settings) ?? string.beginning.configuration
  }
}

extension ExplorerState {
  /// Shows the screen of an opened state, and hides its knobs.
  public mutating func adopt(_ opened: OpenedState) {
    hiddenKnobs = Set(opened.string.hidden)
    if let first = visibleKnobs.first, !visibleKnobs.contains(selectedKnob) { selectedKnob = first }
    shown = screens.firstIndex { type(of: $0).title.lowercased() == opened.string.screen } ?? 0
  }

  /// Shows the screen of a preset, at its pace.
  public mutating func adopt(_ preset: Preset) {
    pace = preset.pace
    shown = screens.firstIndex { type(of: $0).title == preset.screen } ?? shown
    notice = Notice(text: preset.sentence, ink: .text)
  }
}
