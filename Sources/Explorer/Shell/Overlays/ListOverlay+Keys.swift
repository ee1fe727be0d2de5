import TerminalCanvas

extension ListOverlay {
  /// What a key means in a list.
  enum Stroke {
    case close, choose, search, erase, complete, nothing
    case move(by: Int)
    /// What the key means for the chosen knob where there is no list.
    case turn
    case type(Character)
  }

  func stroke(of key: Key) -> Stroke {
    switch key {
    case .escape, .control("c"): .close
    case .up: .move(by: -1)
    case .down: .move(by: 1)
    case .pageUp: .move(by: -10)
    case .pageDown: .move(by: 10)
    case .home: .move(by: -1000)
    case .end: .move(by: 1000)
    case .enter: kind == .knobs ? .turn : .choose
    case .left, .right, .shiftLeft, .shiftRight, .delete: kind == .knobs ? .turn : .nothing
    case .backspace: .erase
    case .tab: filter == nil ? .nothing : .complete
    case .character(let character): filter == nil ? stroke(of: character) : .type(character)
    case .shiftUp, .shiftDown, .backTab, .control: .nothing
    }
  }

  /// Letters that move or close a list that is not being searched.
  private func stroke(of character: Character) -> Stroke {
    switch (character, kind) {
    case ("/", _): .search
    case ("q", _), ("K", .knobs), ("?", .help), ("o", .presets), ("H", .runs), ("T", .themes),
      (",", .screens), ("e", .exports):
      .close
    case ("j", _): .move(by: 1)
    case ("k", _): .move(by: -1)
    case ("h", .knobs), ("l", .knobs), ("u", .knobs), ("U", .knobs): .turn
    default: .nothing
    }
  }
}
