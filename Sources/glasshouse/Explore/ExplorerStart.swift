import Experiments
import Explorer
import Preferences
import Records
import Terminal
import TerminalCanvas

/// How the explorer begins: from the command line, the files of preferences, and a state string or log where one was given.
struct ExplorerStart {
  var configuration: ExperimentConfiguration
  var pauseStep: Int?
  var preset: Preset?
  /// Where a run was that is to be opened; nil begins a fresh one.
  var beginning: RunBeginning?
  /// What a state string says beside the run.
  var opened: OpenedState?
  var preferences: Preferences
  var library: ThemeLibrary
  /// nil keeps the default.
  var theme: Theme?
  var commandTable = CommandTable.standard
  var color: ColorChoice
  var glyphs: GlyphSet?
  var wantsSextants: Bool
  var record: String?
  /// What was wrong with the files, to be said on the screen.
  var complaints: [String] = []

  func state(width: Int, height: Int, rendering: Rendering) -> ExplorerState {
    var state = ExplorerState(
      configuration: configuration, pauseStep: pauseStep, installed: Catalog.installed, width: width,
      height: height, rendering: rendering)
    state.commandTable = commandTable
    state.themes = library.names
    if let theme { state.theme = theme }
    state.theme.ramp = preferences.ramp
    state.isMouseOn = preferences.hasMouse
    state.pace = preferences.pace.map { Pace(nearest: $0) } ?? Pace.initial(of: configuration)
    if let preset { state.adopt(preset) }
    if let opened { state.adopt(opened) }
    state.layouts = preferences.layouts
    // Said, and no more: what the screen wants to know is asked when the run begins.
    if let complaint = complaints.first ?? state.layoutComplaint { state.warn(complaint) }
    return state
  }
}
