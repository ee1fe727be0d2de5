import PlainText
import TerminalCanvas

/// Takes settings one by one: what is wrong with one is said, and keeps no other from its place.
struct PreferenceReader {
  let path: String
  private(set) var preferences = Preferences()
  private(set) var complaints: [Sentence] = []

  init(path: String) { self.path = path }

  /// What stands for the program's own choice.
  private static let automatic = "auto"
  private static let settings = ["theme", "glyphs", "ramp", "mouse", "pace", "sextants", "color", "layouts"]
  private static let layoutSettings = ["screen", "pane", "zoom", "presenter"]

  mutating func read(_ entries: [YAMLFile.Entry]) {
    for entry in entries {
      do throws(PreferenceError) { try take(entry) } catch { complaints.append(error.sentence) }
    }
  }

  private mutating func take(_ entry: YAMLFile.Entry) throws(PreferenceError) {
    switch entry.key {
    case "theme": preferences.theme = try text(entry, wanted: "the name or the path of a theme")
    case "glyphs":
      preferences.glyphs = isAutomatic(entry) ? nil : try choice(entry, besides: [Self.automatic])
    case "ramp": preferences.ramp = try choice(entry)
    case "mouse": preferences.hasMouse = try truth(entry)
    case "pace": preferences.pace = try pace(entry)
    case "sextants":
      preferences.hasSextants = isAutomatic(entry) ? nil : try truth(entry, besides: [Self.automatic])
    case "color": preferences.color = try choice(entry)
    case "layouts":
      guard let layouts = entry.entries else { throw wrong(entry, wanted: "layouts, each with its name") }
      for layout in layouts { try take(layout: layout) }
    default:
      throw .unknownSetting(path: path, line: entry.line, key: entry.key, known: Self.settings)
    }
  }

  private mutating func take(layout entry: YAMLFile.Entry) throws(PreferenceError) {
    guard let settings = entry.entries else {
      throw wrong(entry, wanted: "settings of a layout: \(Self.layoutSettings.joined(separator: ", "))")
    }
    var layout = LayoutPreset(name: entry.key, line: entry.line)
    for setting in settings {
      switch setting.key {
      case "screen": layout.screen = try text(setting, wanted: "the name of a screen")
      case "pane": layout.pane = try text(setting, wanted: "the name of a pane")
      case "zoom": layout.isZoomed = try truth(setting)
      case "presenter": layout.isPresenting = try truth(setting)
      default:
        throw .unknownSetting(path: path, line: setting.line, key: setting.key, known: Self.layoutSettings)
      }
    }
    preferences.layouts.append(layout)
  }

  private func wrong(_ entry: YAMLFile.Entry, wanted: String) -> PreferenceError {
    .wrongValue(path: path, line: entry.line, key: entry.key, wanted: wanted)
  }

  private func isAutomatic(_ entry: YAMLFile.Entry) -> Bool { entry.text == Self.automatic }

  private func text(_ entry: YAMLFile.Entry, wanted: String) throws(PreferenceError) -> String {
    guard let text = entry.text, !text.isEmpty else { throw wrong(entry, wanted: wanted) }
    return text
  }

  private func truth(_ entry: YAMLFile.Entry, besides: [String] = []) throws(PreferenceError) -> Bool {
    switch entry.text?.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default: throw wrong(entry, wanted: (besides + ["true", "false"]).joined(separator: " or "))
    }
  }

  private func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ entry: YAMLFile.Entry, besides: [String] = []
  ) throws(PreferenceError) -> Choice {
    guard let choice = entry.text.flatMap(Choice.init) else {
      throw wrong(
        entry,
        wanted: "one of \((besides + Choice.allCases.map(\.rawValue)).joined(separator: ", "))")
    }
    return choice
  }

  private func pace(_ entry: YAMLFile.Entry) throws(PreferenceError) -> Preferences.Pace {
    if entry.text == "full" { return .full }
    guard let number = entry.text.flatMap(Double.init), number > 0, number.isFinite else {
      throw wrong(entry, wanted: "a number of steps a second, or full")
    }
    return .stepsPerSecond(number)
  }
}
