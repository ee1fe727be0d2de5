import Experiments
import PlainText
import TerminalCanvas

extension ExplorerState {
  mutating func press(_ key: Key) -> [Effect] {
    notice = nil
    switch overlay {
    case nil: return pressOnScreen(key)
    case .list(let list): return press(key, in: list)
    case .entry(let knob, let text, _): return press(key, entering: text, for: knob)
    case .explanation(let scroll):
      let last = PrivacyExplanation(state: self).lastScroll
      switch key {
      case .up, .character("k"): overlay = .explanation(scroll: max(0, scroll - 1))
      case .down, .character("j"): overlay = .explanation(scroll: min(last, scroll + 1))
      case .pageUp: overlay = .explanation(scroll: max(0, scroll - 10))
      case .pageDown, .character(" "): overlay = .explanation(scroll: min(last, scroll + 10))
      default: break
      }
      if [.escape, .enter, .character("q"), .character("x"), .control("c")].contains(key) { overlay = nil }
      return []
    case .confirmQuit:
      if [.character("y"), .character("q"), .enter, .control("c")].contains(key) { return [.quit] }
      if key == .escape || key == .character("n") { overlay = nil }
      return []
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
    case .list(var list) where list.filter != nil:
      list.filter = Self.joined(list.filter ?? "", text)
      list.selection = 0
      overlay = .list(list)
    case .entry(let knob, let typed, _):
      overlay = .entry(knob, text: Self.joined(typed, text), complaint: nil)
    default:
      warn("What was pasted is dropped, for no text is expected here. A colon begins a command.")
    }
  }

  private static func joined(_ text: String, _ more: String) -> String {
    String((text + more.prefix(ListOverlay.longestText)).prefix(ListOverlay.longestText))
  }

  private mutating func pressOnScreen(_ key: Key) -> [Effect] {
    guard let command = CommandTable.command(for: key, on: screen) else { return [] }
    return give(command.action, obstacle: command.obstacle(self))
  }

  private mutating func give(_ action: Action, obstacle: String?) -> [Effect] {
    if let obstacle {
      warn(obstacle)
      return []
    }
    return perform(action)
  }

  private mutating func press(_ key: Key, in list: ListOverlay) -> [Effect] {
    var list = list
    switch key {
    case .escape, .control("c"):
      overlay = nil
      return []
    case .up, .down, .pageUp, .pageDown, .home, .end:
      let distances: [Key: Int] = [.up: -1, .down: 1, .pageUp: -10, .pageDown: 10, .home: -1000, .end: 1000]
      let distance = distances[key] ?? 0
      if list.kind == .knobs { return performOnKnobs(.selectKnob(by: distance)) }
      list.selection = max(0, min(list.items(for: self).count - 1, list.selection + distance))
    case .enter where list.kind == .knobs, .left where list.kind == .knobs, .right where list.kind == .knobs,
      .shiftLeft where list.kind == .knobs, .shiftRight where list.kind == .knobs,
      .delete where list.kind == .knobs:
      return pressOnScreen(key)
    case .enter:
      let items = list.items(for: self)
      // Nothing was typed or chosen, so nothing is meant.
      if list.filter == "", list.selection == 0 { return [] }
      guard items.indices.contains(list.selection) else {
        warn("No command is called so.")
        return []
      }
      let item = items[list.selection]
      // What is wrong stays, to be mended; the list says what it is.
      if list.filter != nil, item.obstacle != nil { return [] }
      overlay = nil
      return give(item.action, obstacle: item.obstacle)
    case .backspace:
      if list.filter?.isEmpty == false { list.filter?.removeLast() } else { list.filter = nil }
      list.selection = 0
    case .character(let character):
      if let filter = list.filter {
        list.filter = Self.joined(filter, String(character))
        list.selection = 0
      } else if let effects = pressWithoutFilter(character, in: &list) {
        return effects
      }
    default: break
    }
    overlay = .list(list)
    return []
  }

  /// Letters that move or close a list that is not being searched; nil keeps the list open.
  private mutating func pressWithoutFilter(_ character: Character, in list: inout ListOverlay) -> [Effect]? {
    switch character {
    case "/": list.filter = ""
    case "q":
      overlay = nil
      return []
    case "K" where list.kind == .knobs, "?" where list.kind == .help, "o" where list.kind == .presets:
      overlay = nil
      return []
    case "j", "k":
      return press(character == "j" ? .down : .up, in: list)
    case "h" where list.kind == .knobs, "l" where list.kind == .knobs, "u" where list.kind == .knobs,
      "U" where list.kind == .knobs:
      return pressOnScreen(.character(character))
    default: break
    }
    return nil
  }

  private mutating func press(_ key: Key, entering text: String, for knob: Knob) -> [Effect] {
    var text = text
    switch key {
    case .escape, .control("c"):
      overlay = nil
      return []
    case .enter:
      do {
        let value = try (knob.isLive ? live : draft).setting(knob, toText: text)[knob]
        overlay = nil
        return turn(knob, to: value)
      } catch {
        overlay = .entry(knob, text: text, complaint: error.description)
        return []
      }
    case .backspace: if !text.isEmpty { text.removeLast() }
    case .character(let character): text = Self.joined(text, String(character))
    default: break
    }
    overlay = .entry(knob, text: text, complaint: nil)
    return []
  }
}
