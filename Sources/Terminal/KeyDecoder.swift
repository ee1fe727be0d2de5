package import TerminalCanvas

/// One thing that curses read from the terminal.
package enum KeyInput: Hashable, Sendable {
  /// A code point, typed or part of a sequence that curses does not know.
  case character(UInt32)
  /// A key that curses knows by its sequence; nil when this program has no use for it.
  case named(Key?)
}

/// Turns what curses read in one go into keys.
package enum KeyDecoder {
  package static func keys(in input: [KeyInput]) -> [Key] {
    var keys: [Key] = []
    var rest = input[...]
    while let first = rest.popFirst() {
      switch first {
      case .named(let key):
        if let key { keys.append(key) }
      case .character(0x1B) where skipSequence(in: &rest):
        break
      case .character(let code):
        if let key = key(for: code) { keys.append(key) }
      }
    }
    return keys
  }

  /// Drops the remainder of `ESC [ … letter` or `ESC O letter`: a key without a name, which would else read as
  /// Esc and several letters typed after it.
  private static func skipSequence(in rest: inout ArraySlice<KeyInput>) -> Bool {
    switch rest.first {
    case .character(0x5B):
      let end = rest.dropFirst().firstIndex { input in
        guard case .character(let code) = input else { return true }
        return !(0x20...0x3F).contains(code)
      }
      guard let end, case .character(0x40...0x7E) = rest[end] else { return false }
      rest = rest[(end + 1)...]
      return true
    case .character(0x4F):
      guard rest.count > 1, case .character(0x40...0x7E) = rest[rest.startIndex + 1] else { return false }
      rest = rest.dropFirst(2)
      return true
    default:
      return false
    }
  }

  private static func key(for code: UInt32) -> Key? {
    switch code {
    case 0x08, 0x7F: .backspace
    case 0x09: .tab
    case 0x0A, 0x0D: .enter
    case 0x1B: .escape
    case 0x01...0x1A: .control(Character(Unicode.Scalar(UInt8(code) + 0x60)))
    case 0x00..<0x20, 0x80..<0xA0: nil
    default: Unicode.Scalar(code).map { .character(Character($0)) }
    }
  }
}
