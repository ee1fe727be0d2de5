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

/// Turns what curses reads into keys, pastes, and what the terminal reports. Sequences that nobody asked for are swallowed,
/// however they are cut by reading.
package struct KeyDecoder {
  private enum State: Equatable {
    case ground
    /// After an escape that may be the first of an answer, or a key.
    case escape
    /// After `ESC [`, with so many characters of it.
    case sequence(Int)
    /// After `ESC O`.
    case shifted
    /// Within a string of control: a report in a form of its own, up to a bell or `ESC \`.
    case string(Int, isEscaped: Bool)
    /// Within the three characters by which old mice report: the button, and where.
    case oldMouse
    case paste
  }

  /// Whether the terminal was asked something: while its last answer has not come, an escape may be the first of one.
  package var isAwaitingAnswer = false
  /// Whether the mouse reports, in the form that the terminal knows.
  package var isMouseOn = false
  /// Whether there is an escape that is a key if nothing follows soon.
  package var holdsEscape: Bool { state == .escape }

  private var state = State.ground
  private var pasted = String.UnicodeScalarView()
  private var pastedCount = 0
  /// How much of the mark that ends it came last.
  private var markCount = 0
  /// The parameters of the sequence at hand, or what a string says, of a long one the beginning.
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
      case .escape:
        state = .ground
        if case .character(let code) = next, let begun = Self.state(afterEscape: code) {
          begin(begun, by: code)
        } else {
          typed.append(.key(.escape))
          takeKey(next, before: &rest, into: &typed)
        }
      case .sequence, .shifted, .string, .oldMouse:
        if !goesOn(with: next, into: &typed) {
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
  /// - Parameter isLong: so long that no network holds back the rest of a paste, or of an answer.
  package mutating func pause(isLong: Bool) -> [Typed] {
    if isLong { isAwaitingAnswer = false }
    guard state == .paste else {
      defer { if state == .escape || !isAwaitingAnswer { state = .ground } }
      return state == .escape ? [.key(.escape)] : []
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
    case .character(0x1B) where rest.isEmpty && isAwaitingAnswer: state = .escape
    case .character(0x1B):
      guard case .character(let code) = rest.first, let begun = Self.state(afterEscape: code) else {
        typed.append(.key(.escape))
        return
      }
      rest.removeFirst()
      begin(begun, by: code)
    case .character(let code):
      // The same in one character of eight bits.
      if (0x80..<0xA0).contains(code) {
        if let begun = Self.state(afterEscape: code - 0x40) { begin(begun, by: code - 0x40) }
      } else if let key = Self.key(for: code) {
        typed.append(.key(key))
      }
    }
  }

  private mutating func begin(_ begun: State, by code: UInt32) {
    state = begun
    // Strings are told apart by what begins them.
    parameters = if case .string = begun { String(Character(Unicode.Scalar(UInt8(code)))) } else { "" }
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
  private mutating func goesOn(with next: KeyInput, into typed: inout [Typed]) -> Bool {
    guard case .character(let code) = next else { return false }
    switch state {
    case .shifted where (0x40...0x7E).contains(code):
      state = .ground
    case .sequence where (0x40...0x7E).contains(code):
      endSequence(with: Unicode.Scalar(UInt8(code)), into: &typed)
    case .sequence(let count) where (0x20...0x3F).contains(code) && count < Self.longestSequence:
      state = .sequence(count + 1)
      parameters.unicodeScalars.append(Unicode.Scalar(UInt8(code)))
    case .string(let count, let isEscaped) where count < Self.longestString:
      let isEnd = code == 0x07 || code == 0x9C || (isEscaped && code == 0x5C)
      state = isEnd ? .ground : .string(count + 1, isEscaped: code == 0x1B)
      if isEnd {
        if let report = Typed(string: parameters) { typed.append(report) }
      } else if count < Self.longestSequence, (0x20..<0x7F).contains(code) {
        parameters.unicodeScalars.append(Unicode.Scalar(UInt8(code)))
      }
    case .oldMouse:
      guard code >= 0x20, let scalar = Unicode.Scalar(code) else { return false }
      parameters.unicodeScalars.append(scalar)
      guard parameters.unicodeScalars.count == 3 else { return true }
      state = .ground
      if let report = Typed(oldMouse: parameters.unicodeScalars.map { Int($0.value) - 0x20 }) {
        typed.append(report)
      }
    default: return false
    }
    return true
  }

  private mutating func endSequence(with final: Unicode.Scalar, into typed: inout [Typed]) {
    switch (parameters, final) {
    case ("200", "~"): state = .paste
    case ("", "M") where isMouseOn: state = .oldMouse
    default:
      state = .ground
      guard let report = Typed(sequence: parameters, final: final) else { return }
      if report == .attributes { isAwaitingAnswer = false }
      typed.append(report)
    }
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
