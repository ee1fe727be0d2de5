/// A key as a person names it.
public enum Key: Hashable, Sendable {
  case character(Character)
  case up, down, left, right
  case shiftUp, shiftDown, shiftLeft, shiftRight
  case enter, escape, tab, backTab, backspace, delete
  case pageUp, pageDown, home, end
  /// Ctrl with a letter, given in lower case.
  case control(Character)

  /// The name shown in footers and help.
  public var label: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .shiftUp: "Shift-Up"
    case .shiftDown: "Shift-Down"
    case .shiftLeft: "Shift-Left"
    case .shiftRight: "Shift-Right"
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .backspace: "Backspace"
    case .delete: "Delete"
    case .pageUp: "PageUp"
    case .pageDown: "PageDown"
    case .home: "Home"
    case .end: "End"
    case .control(let character): "Ctrl-\(character.uppercased())"
    }
  }
}

extension Key {
  /// The key of a label, as footers and help show it; names in any case.
  public init?(label: String) {
    if label.count == 1, let character = label.first, character != " " {
      self = .character(character)
      return
    }
    let name = label.lowercased()
    if let key = Self.named.first(where: { $0.label.lowercased() == name }) {
      self = key
    } else if name.hasPrefix("ctrl-"), name.count == 6, let letter = name.last, letter.isASCII,
      letter.isLetter
    {
      self = .control(letter)
    } else {
      return nil
    }
  }

  /// The keys whose label is a word.
  package static let named: [Key] = [
    .character(" "), .up, .down, .left, .right, .shiftUp, .shiftDown, .shiftLeft, .shiftRight, .enter,
    .escape, .tab, .backTab, .backspace, .delete, .pageUp, .pageDown, .home, .end,
  ]
}
