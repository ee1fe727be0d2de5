import Experiments
import TerminalCanvas

/// A list to choose from: its items, a filter, and the one chosen.
public struct ListOverlay: Sendable {
  /// Which list it is; the value is its title.
  public enum Kind: String, Sendable {
    case help = "Keys and words"
    case palette = "Command"
    case presets = "Presets and data sets"
    case knobs = "Knobs"
    case runs = "Runs"
    case themes = "Themes"
    case screens = "Screens"
    case exports = "Export"

    /// What Enter does.
    var verb: String {
      switch self {
      case .help, .palette, .screens: "gives the command"
      case .presets: "starts a new run"
      case .knobs: "types a value"
      case .runs: "opens the run"
      case .themes: "keeps it for now"
      case .exports: "writes it"
      }
    }
  }

  let kind: Kind
  /// What was typed to narrow the list; nil while keys still move.
  var filter: String?
  var selection = 0
  /// How far back in what was typed before; 0 is what is typed now.
  var recalled = 0
  /// What was shown before another theme was tried.
  var themeBefore: Theme?

  /// What a line takes: of more the beginning is kept.
  static let longestText = 300

  /// Another text in the line: the first of what fits is chosen.
  mutating func type(_ text: String) {
    filter = text
    selection = 0
    recalled = 0
  }

  func items(for state: ExplorerState) -> [PaletteItem] {
    let all: [PaletteItem] =
      switch kind {
      case .help: state.commandItems + state.knobItems + state.glossaryItems + state.choiceItems
      case .palette: state.paletteItems
      case .presets:
        state.presets.map {
          PaletteItem(
            title: $0.title, action: .run(.start(preset: $0.name)), text: $0.name, detail: $0.sentence)
        }
      case .knobs: []
      case .runs: state.runItems
      case .themes:
        state.themes.map {
          PaletteItem(title: $0, action: .view(.theme($0)), text: $0, said: "The theme is \($0).")
        }
      case .screens: state.screenItems
      case .exports: state.exportItems
      }
    guard let filter, !filter.isEmpty else { return all }
    let found = all.enumerated().compactMap { place, item in
      FuzzyMatch.score(filter, in: "\(item.title) \(item.words)").map {
        (
          place: place,
          score: $0 + (item.isMeantFirst && $0 > FuzzyMatch.bonus ? FuzzyMatch.bonus : 0)
            + (item.isCalled(filter) ? 3 * FuzzyMatch.bonus : 0), item: item
        )
      }
    }.sorted { ($1.score, $0.place) < ($0.score, $1.place) }.map(\.item)
    guard kind == .palette else { return found }
    // What there is a line of already is that line, with its key and its title.
    let whole =
      found.firstIndex { $0.text == filter } ?? found.firstIndex { $0.text == filter + " " }
    if let whole { return [found[whole]] + found[..<whole] + found[(whole + 1)...] }
    guard let reading = state.reading(of: filter) else { return found }
    // While it may become what its verb is given, nothing is wrong with it yet.
    let verb = filter.prefix { $0 != " " } + " "
    let isOfVerb = { (item: PaletteItem) in item.text.hasPrefix(verb) && item.text.count > verb.count }
    if case .obstacle = reading, found.contains(where: isOfVerb) {
      return found.filter(isOfVerb) + found.filter { !isOfVerb($0) }
    }
    return [PaletteItem(typed: filter, reading)] + found
  }
}

extension PaletteItem {
  /// What was typed as a whole.
  init(typed line: String, _ reading: Verb.Reading) {
    switch reading {
    case .action(let action, let said):
      self.init(title: line, action: action, text: line, said: said, detail: said ?? "Enter does it.")
    case .obstacle(let obstacle):
      self.init(title: line, action: .open(.palette), obstacle: obstacle, text: line)
    }
  }
}
