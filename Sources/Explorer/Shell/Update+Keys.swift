import PlainText
import TerminalCanvas

// Keys and pasted text go to what lies over the screen, else to the command table.
extension ExplorerState {
  mutating func press(_ key: Key) -> [Effect] {
    notice = nil
    switch overlay {
    case nil: return pressOnScreen(key)
    case .list(let list): return press(key, in: list)
    case .entry(let knob, let text, _): return press(key, entering: text, for: knob)
    case .explanation(let scroll):
      press(key, explaining: scroll)
      return []
    case .confirmQuit: return pressAskedToQuit(key)
    }
  }

  /// Text goes where text is typed; anywhere else it would be keys that nobody pressed.
  mutating func paste(_ text: String) {
    notice = nil
    let text = text.harmless
    if text.count > ListOverlay.longestText {
      warn("Of what was pasted the first \(ListOverlay.longestText) characters are kept.")
    }
    switch overlay {
    case .list(var list):
      guard let filter = list.filter else { return dropPaste() }
      list.filter = Self.joined(filter, text)
      list.selection = 0
      overlay = .list(list)
    case .entry(let knob, let typed, _):
      overlay = .entry(knob, text: Self.joined(typed, text), complaint: nil)
    case nil, .confirmQuit, .explanation: dropPaste()
    }
  }

  private mutating func dropPaste() {
    warn("What was pasted is dropped, for no text is expected here. A colon begins a command.")
  }

  static func joined(_ text: String, _ more: String) -> String {
    String((text + more.prefix(ListOverlay.longestText)).prefix(ListOverlay.longestText))
  }

  mutating func pressOnScreen(_ key: Key) -> [Effect] {
    guard let command = CommandTable.command(for: key, on: shown) else { return [] }
    return give(command.action, obstacle: command.obstacle(self))
  }

  mutating func give(_ action: Action, obstacle: String?) -> [Effect] {
    if let obstacle {
      warn(obstacle)
      return []
    }
    return perform(action)
  }
}
