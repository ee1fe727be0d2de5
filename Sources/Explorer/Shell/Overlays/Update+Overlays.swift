import Experiments
import PlainText
import TerminalCanvas

// What keys do to what lies over the screen.
extension ExplorerState {
  mutating func press(_ key: Key, in list: ListOverlay) -> [Effect] {
    var list = list
    var effects: [Effect] = []
    switch list.stroke(of: key) {
    case .close:
      overlay = nil
      if let before = list.themeBefore { theme = before }
      return []
    case .move(let distance):
      if list.kind == .knobs { return performOnKnobs(.selectKnob(by: distance)) }
      if list.kind == .palette, distance == -1, list.selection == 0 || list.recalled > 0 {
        recall(1, in: &list)
      } else if distance == 1, list.recalled > 0 {
        recall(-1, in: &list)
      } else {
        list.selection = max(0, min(list.items(for: self).count - 1, list.selection + distance))
      }
    case .choose: return choose(in: list)
    case .turn: return pressOnScreen(key)
    case .search: list.filter = ""
    case .erase:
      if list.filter?.isEmpty == false { list.filter?.removeLast() } else { list.filter = nil }
      list.selection = 0
    case .type(let character): list.type(Self.joined(list.filter ?? "", String(character)))
    case .complete: complete(&list)
    case .nothing: break
    }
    if list.kind == .themes { effects += preview(in: list) }
    overlay = .list(list)
    return effects
  }

  /// Shows everything in the chosen theme while it is chosen.
  private func preview(in list: ListOverlay) -> [Effect] {
    let items = list.items(for: self)
    guard items.indices.contains(list.selection), items[list.selection].text != theme.name else { return [] }
    return [.loadTheme(items[list.selection].text)]
  }

  /// What was typed before takes the place of what is typed.
  private mutating func recall(_ distance: Int, in list: inout ListOverlay) {
    guard !paletteHistory.isEmpty else { return }
    list.recalled = max(0, min(paletteHistory.count, list.recalled + distance))
    list.filter = list.recalled == 0 ? "" : paletteHistory[paletteHistory.count - list.recalled]
  }

  /// The chosen item's text takes the place of what was typed; of a verb that is given something, the next word that fits.
  private func complete(_ list: inout ListOverlay) {
    let words = (list.filter ?? "").split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    if words.count >= 2, let verb = Verb.all.first(where: { $0.name == words[0] }) {
      let fitting = verb.completions(self).filter { $0.hasPrefix(words[words.count - 1]) }
      if let first = fitting.first {
        list.type((words.dropLast() + [first]).joined(separator: " ") + (verb.name == "set" ? " " : ""))
      }
      return
    }
    let items = list.items(for: self)
    if items.indices.contains(list.selection) { list.type(items[list.selection].text) }
  }

  private mutating func choose(in list: ListOverlay) -> [Effect] {
    let items = list.items(for: self)
    // Nothing was typed or chosen, so nothing is meant.
    if list.kind == .palette || list.kind == .help, list.filter == "", list.selection == 0 { return [] }
    guard items.indices.contains(list.selection) else {
      warn(unknownCommand(list.filter ?? ""))
      return []
    }
    let item = items[list.selection]
    // What is wrong stays, to be mended; the list says what it is.
    if list.filter != nil, item.obstacle != nil {
      guard list.kind == .palette, item.text.hasSuffix(" ") else { return [] }
      var list = list
      list.type(item.text)
      overlay = .list(list)
      return []
    }
    overlay = nil
    if list.kind == .palette, let filter = list.filter, !filter.isEmpty { remember(filter) }
    return give(item)
  }

  /// Does what was chosen or typed, and confirms it by its sentence.
  mutating func give(_ item: PaletteItem) -> [Effect] {
    let effects = give(item.action, obstacle: item.obstacle)
    if overlay == nil, let said = item.said, notice == nil || notice?.ink == .text {
      notice = Notice(text: [said, notice?.text].compactMap { $0 }.joined(separator: " "), ink: .good)
    }
    return effects
  }

  private mutating func remember(_ line: String) {
    paletteHistory.removeAll { $0 == line }
    paletteHistory.append(line)
    if paletteHistory.count > 100 { paletteHistory.removeFirst() }
  }

  /// What there is that is called nearly so.
  func unknownCommand(_ text: String, help: String = "?") -> String {
    let names = commands.map(\.name) + Verb.all.map(\.name) + namedKnobs.map(\.key)
    let word = text.split(separator: " ").first.map(String.init) ?? ""
    let nearest = Spelling.nearest(to: word, in: names)
    let way =
      nearest.isEmpty ? "\(help) lists what there is." : "Did you mean \(nearest.joined(separator: ", "))?"
    return "Nothing is called `\(text.harmless)`. \(way)"
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

  mutating func pressAskedToQuit(_ key: Key) -> [Effect] {
    if [.character("y"), .character("q"), .enter, .control("c")].contains(key) { return [.quit] }
    if key == .escape || key == .character("n") { overlay = nil }
    return []
  }
}
