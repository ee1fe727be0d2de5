public import Experiments
import TerminalCanvas

/// What lies over the screen and takes its keys.
public enum Overlay: Sendable {
  /// A list to choose from; see `ListOverlay`.
  case list(ListOverlay)
  /// The value of a knob as it is typed, with what is wrong with it.
  case entry(Knob, text: String, complaint: String?)
  case confirmQuit
}

/// Help, palette, presets or knobs: items, a filter, and the one chosen.
public struct ListOverlay: Sendable {
  public enum Kind: String, Sendable {
    case help = "Keys"
    case palette = "Command"
    case presets = "Presets and data sets"
    case knobs = "Knobs"
  }

  struct Item: Sendable {
    let title: String
    let detail: String
    let action: Action
    /// Why it cannot be chosen now.
    let obstacle: String?
  }

  let kind: Kind
  /// What was typed to narrow the list; nil while keys still move.
  var filter: String?
  var selection = 0

  func items(for state: ExplorerState) -> [Item] {
    let all: [Item] =
      switch kind {
      case .help, .palette: commandItems(for: state)
      case .presets:
        Preset.all.map {
          Item(title: $0.title, detail: $0.sentence, action: .start(preset: $0.name), obstacle: nil)
        }
      case .knobs: []
      }
    guard let filter, !filter.isEmpty else { return all }
    if kind == .palette, let typed = typedCommand(filter, state: state) { return [typed] }
    return all.filter { Self.matches(filter, $0.title + " " + $0.detail) }
  }

  private func commandItems(for state: ExplorerState) -> [Item] {
    var items = CommandTable.commands.map {
      Item(title: $0.title, detail: $0.keyLabel, action: $0.action, obstacle: $0.obstacle(state))
    }
    if kind == .palette {
      items += Preset.all.map {
        Item(title: "preset \($0.name)", detail: $0.title, action: .start(preset: $0.name), obstacle: nil)
      }
    }
    return items
  }

  /// `set noise_multiplier 2`, or any prefix of a knob's name.
  private func typedCommand(_ text: String, state: ExplorerState) -> Item? {
    let words = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    guard words.first == "set", words.count >= 2 else { return nil }
    let knobs = Knob.allCases.filter { $0.rawValue.hasPrefix(words[1]) }
    guard let knob = knobs.first else { return nil }
    guard words.count == 3 else {
      return Item(
        title: "set \(knob.rawValue) VALUE", detail: "now \(state.draft[knob])", action: .openPalette,
        obstacle: "Type a value after the knob's name.")
    }
    return Item(
      title: "set \(knob.rawValue) \(words[2])", detail: "now \(state.draft[knob])",
      action: .set(knob, words[2]),
      obstacle: nil)
  }

  /// Whether the letters of `pattern` come in that order in `text`, and every word of it somewhere.
  static func matches(_ pattern: String, _ text: String) -> Bool {
    let lowered = text.lowercased()
    return pattern.lowercased().split(separator: " ").allSatisfy { word in
      var rest = lowered[...]
      return word.allSatisfy { letter in
        guard let index = rest.firstIndex(of: letter) else { return false }
        rest = rest[rest.index(after: index)...]
        return true
      }
    }
  }
}
