package import TerminalCanvas

/// One thing that curses read from the terminal.
package enum KeyInput: Hashable, Sendable {
  /// A code point, typed or part of a sequence that curses does not know.
  case character(UInt32)
  /// A key that curses knows by its sequence; nil when this program has no use for it.
  case named(Key?)
  /// The marks around what is pasted.
  case pasteBegins, pasteEnds
}

/// What a person did.
package enum Typed: Hashable, Sendable {
  case key(Key)
  /// Text of one line, however many it had; of a long one the beginning.
  case paste(String)
}

/// Turns what curses reads into keys and pastes. Sequences that nobody asked for, such as a terminal's reports, are swallowed,
/// however they are cut by reading.
package struct KeyDecoder {
  private enum State: Equatable {
    case ground
    /// After `ESC [`, with so many characters of it.
    case sequence(Int)
    /// After `ESC O`.
    case shifted
    /// Within a string of control: a report in a form of its own, up to a bell or `ESC \`.
    case string(Int, isEscaped: Bool)
    case paste
  }

  private var state = State.ground
  private var pasted = String.UnicodeScalarView()
  private var pastedCount = 0
  /// How much of the mark that ends it came last.
  private var markCount = 0
  /// The parameters of the sequence at hand.
  private var parameters = ""

  /// Of a longer paste the rest is dropped.
  static let longestPaste = 10_000
  private static let longestSequence = 64
  private static let longestString = 4096

  package init() {}

  /// What these complete, in the order it came; a sequence cut short goes on with the next call.
  package mutating func decode(_ input: [KeyInput]) -> [Typed] {
    var typed: [Typed] = []
    var rest = input[...]
    while let next = rest.popFirst() {
      switch state {
      case .paste: takePasted(next, into: &typed)
      case .ground: takeKey(next, before: &rest, into: &typed)
      case .sequence, .shifted, .string:
        if !goesOn(with: next) {
          // Whatever was begun, this is none of it.
          state = .ground
          takeKey(next, before: &rest, into: &typed)
        }
      }
    }
    return typed
  }

  /// Nothing has come for a while: what was begun will not be finished.
  ///
  /// - Parameter isLong: so long that no network holds back the rest of a paste.
  package mutating func pause(isLong: Bool) -> [Typed] {
    guard state == .paste else {
      state = .ground
      return []
    }
    guard isLong else { return [] }
    return [endPaste()]
  }

  private mutating func takeKey(
    _ next: KeyInput, before rest: inout ArraySlice<KeyInput>, into typed: inout [Typed]
  ) {
    switch next {
    case .named(let key): if let key { typed.append(.key(key)) }
    case .pasteBegins: state = .paste
    case .pasteEnds: break
    case .character(0x1B):
      guard case .character(let code) = rest.first, let begun = Self.state(afterEscape: code) else {
        typed.append(.key(.escape))
        return
      }
      rest.removeFirst()
      begin(begun)
    case .character(let code):
      // The same in one character of eight bits.
      if (0x80..<0xA0).contains(code) {
        if let begun = Self.state(afterEscape: code - 0x40) { begin(begun) }
      } else if let key = Self.key(for: code) {
        typed.append(.key(key))
      }
    }
  }

  private mutating func begin(_ begun: State) {
    state = begun
    parameters = ""
  }

  private static func state(afterEscape code: UInt32) -> State? {
    switch code {
    case 0x5B: .sequence(0)
    case 0x4F: .shifted
    case 0x50, 0x58, 0x5D, 0x5E, 0x5F: .string(0, isEscaped: false)
    default: nil
    }
  }

  /// Takes what goes on with the sequence at hand; false where it is none of it.
  private mutating func goesOn(with next: KeyInput) -> Bool {
    guard case .character(let code) = next else { return false }
    switch state {
    case .shifted where (0x40...0x7E).contains(code):
      state = .ground
    case .sequence where (0x40...0x7E).contains(code):
      state = code == 0x7E && parameters == "200" ? .paste : .ground
    case .sequence(let count) where (0x20...0x3F).contains(code) && count < Self.longestSequence:
      state = .sequence(count + 1)
      parameters.unicodeScalars.append(Unicode.Scalar(UInt8(code)))
    case .string(let count, let isEscaped) where count < Self.longestString:
      let isEnd = code == 0x07 || code == 0x9C || (isEscaped && code == 0x5C)
      state = isEnd ? .ground : .string(count + 1, isEscaped: code == 0x1B)
    default: return false
    }
    return true
  }

  /// The mark that ends a paste, where curses was given it in parts.
  private static let endMark: [UInt32] = [0x1B, 0x5B, 0x32, 0x30, 0x31, 0x7E]

  private mutating func takePasted(_ next: KeyInput, into typed: inout [Typed]) {
    switch next {
    case .pasteEnds:
      keepBegunMark()
      typed.append(endPaste())
    case .pasteBegins, .named: break
    case .character(let code):
      if code == Self.endMark[markCount] {
        markCount += 1
        if markCount == Self.endMark.count { typed.append(endPaste()) }
        return
      }
      // What began like the mark is text, but for the escape.
      keepBegunMark()
      markCount = code == Self.endMark[0] ? 1 : 0
      if markCount == 0 { keep(code) }
    }
  }

  private mutating func keepBegunMark() {
    for begun in Self.endMark[..<markCount].dropFirst() { keep(begun) }
  }

  private mutating func keep(_ code: UInt32) {
    guard pastedCount < Self.longestPaste, let scalar = Self.shown(code) else { return }
    pasted.append(scalar)
    pastedCount += 1
  }

  private static func shown(_ code: UInt32) -> Unicode.Scalar? {
    switch code {
    case 0x09, 0x0A, 0x0D: " "
    case 0x00..<0x20, 0x7F..<0xA0: nil
    default: Unicode.Scalar(code)
    }
  }

  private mutating func endPaste() -> Typed {
    defer { (state, pasted, pastedCount, markCount) = (.ground, String.UnicodeScalarView(), 0, 0) }
    return .paste(String(pasted))
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
