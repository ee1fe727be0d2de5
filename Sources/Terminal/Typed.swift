package import TerminalCanvas

/// What a person did, or the terminal said.
package enum Typed: Hashable, Sendable {
  case key(Key)
  /// Text of one line, however many it had; of a long one the beginning.
  case paste(String)
  case pointer(PointerEvent)
  /// The terminal's own background, which it was asked for.
  case background(RGB)
  /// What the terminal is. Every terminal answers that, so it is asked last, and nothing is awaited afterwards.
  case attributes
}

extension Typed {
  /// What `ESC [`, these parameters and that final character report, if it is one of ours.
  init?(sequence parameters: String, final: Unicode.Scalar) {
    switch (parameters.first, final) {
    case ("?", "c"): self = .attributes
    case ("<", "M"):
      let numbers = parameters.dropFirst().split(separator: ";", omittingEmptySubsequences: false).map {
        Int($0)
      }
      guard numbers.count == 3, let button = numbers[0], let column = numbers[1], let row = numbers[2] else {
        return nil
      }
      self.init(button: button, column: column, row: row)
    default: return nil
    }
  }

  /// The button and the place, counted from 1, of a report in three characters.
  init?(oldMouse numbers: [Int]) { self.init(button: numbers[0], column: numbers[1], row: numbers[2]) }

  /// - Parameter button: with Shift (4), Meta (8) and Control (16) held or not.
  private init?(button: Int, column: Int, row: Int) {
    let kind: PointerEvent.Kind
    switch button & ~0b11100 {
    case 0: kind = .click
    case 64: kind = .wheelUp
    case 65: kind = .wheelDown
    default: return nil
    }
    guard column > 0, row > 0 else { return nil }
    self = .pointer(PointerEvent(kind, column: column - 1, row: row - 1))
  }

  /// What a string of control says, which begins with the character that opened it.
  init?(string: String) {
    let beginning = "]11;rgb"
    guard string.hasPrefix(beginning) else { return nil }
    // `rgb:` or, with a fourth part that says how clear it is, `rgba:`.
    let parts = string.dropFirst(beginning.count).drop { $0 == "a" }.dropFirst().split(
      separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= 3 else { return nil }
    let values = parts[..<3].compactMap(Self.part)
    guard values.count == 3 else { return nil }
    self = .background(RGB(values[0], values[1], values[2]))
  }

  /// A part of a colour in one to four hexadecimal digits, the most of them standing for all of it.
  private static func part(_ digits: Substring) -> UInt8? {
    guard (1...4).contains(digits.utf8.count), let value = UInt32(digits, radix: 16) else { return nil }
    let most: UInt32 = 1 << (4 * UInt32(digits.utf8.count)) - 1
    return UInt8((value * 255 + most / 2) / most)
  }
}
