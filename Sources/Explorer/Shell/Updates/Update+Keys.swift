import Experiments
import PlainText
import TerminalCanvas

// Keys and pasted text go to what lies over the screen, else to the command table.
extension ExplorerState {
  mutating func press(_ key: Key) -> [Effect] {
    notice = nil
    // What cannot be seen is not done.
    guard isSeen else {
      switch key {
      case .character("q"), .control("c"): return [.quit]
      case .control("z"): return [.suspend]
      case .character(" ") where replay == nil: return performOnRun(.togglePause)
      default: return []
      }
    }
    switch overlay {
    case nil:
      if !presentation.isBlank, let reply = screens[shown].press(key, in: context) { return take(reply) }
      return pressOnScreen(key)
    case .list(let list): return press(key, in: list)
    case .entry(let knob, let text, _): return press(key, entering: text, for: knob)
    case .explanation(let term, let scroll):
      press(key, explaining: term, from: scroll)
      return []
    case .confirmQuit: return pressAskedToQuit(key)
    }
  }

  /// Whether there is room for the screen.
  private var isSeen: Bool {
    width >= ScreenFrame.smallest.width && height >= ScreenFrame.smallest.height
  }

  /// Does what a screen asked for when it took a key or a click for itself.
  mutating func take(_ reply: ScreenReply) -> [Effect] {
    (isKnobAsked, isResting) = (false, false)
    let effects = reply.request.map { perform($0) } ?? []
    if let said = reply.notice { notice = said }
    return effects
  }

  /// Text goes where text is typed; anywhere else it would be keys that nobody pressed.
  mutating func paste(_ text: String) {
    guard isSeen else { return }
    notice = nil
    let text = text.harmless
    if text.count > ListOverlay.longestText {
      warn("Of what was pasted the first \(ListOverlay.longestText) characters are kept.")
    }
    switch overlay {
    case .list(var list):
      guard let filter = list.filter else { return dropPaste() }
      list.type(Self.joined(filter, text))
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
    // Anything brings a blank screen back, and nothing is done unseen.
    if presentation.isBlank, key != .character("q"), key != .control("c") {
      presentation.isBlank = false
      return []
    }
    guard let command = commandTable.command(for: key, on: shown) else {
      sayWhyNothing(key)
      return []
    }
    if presentation.isOn {
      presentation.lastKey = Presentation.PressedKey(label: key.label, title: title(of: command))
    }
    return give(command)
  }

  /// Does what a key or a click gives.
  mutating func give(_ command: ExplorerCommand) -> [Effect] {
    switch command.action {
    case .knob(.selectKnob): isKnobAsked = true
    case .view(.nextGlyphs), .view(.nextRamp), .session: break
    default: isKnobAsked = false
    }
    return give(command.action, obstacle: command.obstacle(self))
  }

  /// What the key does, with the knob that it does it to.
  private func title(of command: ExplorerCommand) -> String {
    switch command.action {
    case .knob(.turnKnob), .knob(.typeValue), .knob(.resetKnob):
      command.title.replacing("the knob", with: "the \(selectedKnob.title)")
    default: command.title
    }
  }

  /// A key that does nothing here says so, and where it would do something.
  private mutating func sayWhyNothing(_ key: Key) {
    if let (command, place) = commandTable.command(forKeyElsewhere: key, than: shown) {
      let name = type(of: screens[place]).title
      guard command.action != .view(.showScreen(shown)) else {
        return warn("This is the \(type(of: screen).title) screen.")
      }
      let way = commandTable.key(for: .view(.showScreen(place)), on: shown).map { ": \($0.label)" } ?? ""
      warn("\(key.label) is \"\(command.title)\" on the \(name) screen\(way).")
    } else {
      let help = commandTable.key(for: .open(.help), on: shown)?.label ?? "?"
      warn("\(key.label) does nothing on this screen. \(help) lists what does.")
    }
  }

  mutating func give(_ action: Action, obstacle: String?) -> [Effect] {
    if let obstacle {
      warn(obstacle)
      return []
    }
    return perform(action)
  }
}
