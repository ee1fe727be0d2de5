import Experiments
import PlainText
import TerminalCanvas

// What keys do to what lies over the screen.
extension ExplorerState {
  mutating func press(_ key: Key, in list: ListOverlay) -> [Effect] {
    var list = list
    switch list.stroke(of: key) {
    case .close:
      overlay = nil
      return []
    case .move(let distance):
      if list.kind == .knobs { return performOnKnobs(.selectKnob(by: distance)) }
      list.selection = max(0, min(list.items(for: self).count - 1, list.selection + distance))
    case .choose: return choose(in: list)
    case .turn: return pressOnScreen(key)
    case .search: list.filter = ""
    case .erase:
      if list.filter?.isEmpty == false { list.filter?.removeLast() } else { list.filter = nil }
      list.selection = 0
    case .type(let character):
      list.filter = Self.joined(list.filter ?? "", String(character))
      list.selection = 0
    case .nothing: break
    }
    overlay = .list(list)
    return []
  }

  private mutating func choose(in list: ListOverlay) -> [Effect] {
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
  }

  mutating func press(_ key: Key, entering text: String, for knob: Knob) -> [Effect] {
    var text = text
    switch key {
    case .escape, .control("c"):
      overlay = nil
      return []
    case .enter:
      do {
        let value = try knob.value(parsing: text)
        _ = try knobs(turning: knob, to: value)
        overlay = nil
        return turn(knob, to: value)
      } catch {
        overlay = .entry(knob, text: text, complaint: error.description)
        return []
      }
    case .backspace: if !text.isEmpty { text.removeLast() }
    case .character(let character): text = Self.joined(text, String(character))
    case .up, .down, .left, .right, .shiftUp, .shiftDown, .shiftLeft, .shiftRight, .tab, .backTab, .delete,
      .pageUp, .pageDown, .home, .end, .control:
      break
    }
    overlay = .entry(knob, text: text, complaint: nil)
    return []
  }

  mutating func press(_ key: Key, explaining scroll: Int) {
    let distances: [Key: Int] = [
      .up: -1, .character("k"): -1, .down: 1, .character("j"): 1, .pageUp: -10, .pageDown: 10,
      .character(" "): 10,
    ]
    if [.escape, .enter, .character("q"), .character("x"), .control("c")].contains(key) {
      overlay = nil
    } else if let distance = distances[key] {
      let last = PrivacyExplanation(state: self).lastScroll
      overlay = .explanation(scroll: distance < 0 ? max(0, scroll + distance) : min(last, scroll + distance))
    }
  }

  mutating func pressAskedToQuit(_ key: Key) -> [Effect] {
    if [.character("y"), .character("q"), .enter, .control("c")].contains(key) { return [.quit] }
    if key == .escape || key == .character("n") { overlay = nil }
    return []
  }
}
