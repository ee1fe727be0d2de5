import Experiments
import TerminalCanvas

/// Help, palette, presets or knobs: items, a filter, and the one chosen.
public struct ListOverlay: Sendable {
  /// Which list it is; the value is its title.
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

  /// What a line takes: of more the beginning is kept.
  static let longestText = 200

  func items(for state: ExplorerState) -> [Item] {
    let all: [Item] =
      switch kind {
      case .help, .palette: commandItems(for: state)
      case .presets:
        state.presets.map {
          Item(title: $0.title, detail: $0.sentence, action: .run(.start(preset: $0.name)), obstacle: nil)
        }
      case .knobs: []
      }
    guard let filter, !filter.isEmpty else { return all }
    if kind == .palette, let typed = typedCommand(filter, state: state) { return [typed] }
    return all.filter { Self.matches(filter, $0.title) }
  }

  private func commandItems(for state: ExplorerState) -> [Item] {
    var items = CommandTable.commands(on: state.shown).map {
      Item(title: $0.title, detail: $0.keyLabel, action: $0.action, obstacle: $0.obstacle(state))
    }
    if kind == .palette {
      items += state.presets.map {
        Item(
          title: "preset \($0.name): \($0.title)", detail: "", action: .run(.start(preset: $0.name)),
          obstacle: nil)
      }
    }
    return items
  }

  /// `set noise_multiplier 2`, or any prefix of a knob's name.
  private func typedCommand(_ text: String, state: ExplorerState) -> Item? {
    let words = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    guard words.first == "set" else { return nil }
    guard words.count >= 2 else {
      return Item(
        title: "set KNOB VALUE", detail: "", action: .open(.palette),
        obstacle: "Type a knob's name and a value. \(Self.knobNames)")
    }
    guard let knob = Knob.onScreen.first(where: { $0.key.hasPrefix(words[1]) }) else {
      let other = Knob.all.first { $0.help != nil && $0.key.hasPrefix(words[1]) }
      return Item(
        title: "set \(words[1])", detail: "", action: .open(.palette),
        obstacle: other.map { "The \($0.sentenceTitle) is given where the program starts, as \($0.option)." }
          ?? "No knob is called so. \(Self.knobNames)")
    }
    guard words.count == 3 else {
      return Item(
        title: "set \(knob.key) VALUE", detail: "now \(state.draft[knob])", action: .open(.palette),
        obstacle: "Type a value after the knob's name.")
    }
    return Item(
      title: "set \(knob.key) \(words[2])", detail: "now \(state.draft[knob])",
      action: .knob(.set(knob, words[2])), obstacle: state.obstacle(toSetting: knob, to: words[2]))
  }

  static let knobNames = "The knobs are \(Knob.onScreen.map(\.key).joined(separator: ", "))."

  /// Whether every word of `pattern` is in `text`.
  static func matches(_ pattern: String, _ text: String) -> Bool {
    pattern.lowercased().split(separator: " ").allSatisfy(text.lowercased().contains)
  }
}
