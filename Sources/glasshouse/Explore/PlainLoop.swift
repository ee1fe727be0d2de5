import Dispatch
import Experiments
import Explorer
import Foundation
import PlainText
import TerminalCanvas

/// The explorer line by line, for screen readers and pipes: the words of the palette on standard input, sentences on standard
/// output, and not one escape sequence.
final class PlainLoop {
  private let session: ExplorerSession
  private let beginning: RunBeginning?
  private let reader: LineReader
  private let bell = DispatchSemaphore(value: 0)
  /// Steps that are still to be taken; nil goes on until something is typed.
  private var target: Int?
  private var isRunning = false
  private var spokenEpoch = -1

  init(_ start: ExplorerStart) {
    let bell = bell
    let glyphs = start.glyphs ?? .ascii
    var state = start.state(
      width: 120, height: 36,
      rendering: Rendering(glyphs: glyphs == .ascii ? .ascii : .blocks, hasShades: false))
    // Whoever types says when to go on.
    state.beginsAtRest = true
    state.pace = .fullSpeed
    session = ExplorerSession(state, themes: start.library) { bell.signal() }
    beginning = start.beginning
    reader = LineReader { bell.signal() }
  }

  func run() throws {
    guard perform(session.state.begin(at: beginning)) else { return try leave() }
    guard settle() else { return try leave() }
    try say(session.state.introduction)
    while true {
      // So many steps are taken before the next line; steps without end only until there is one.
      if isRunning, target != nil {
        guard try advance() else { break }
      } else if let line = reader.next() {
        // What was found while nobody typed is known to the next answer.
        guard takeNews(), try give(line) else { break }
      } else if isRunning {
        guard try advance() else { break }
      } else if reader.hasEnded {
        break
      } else {
        bell.wait()
      }
    }
    try leave()
  }

  /// Does what the line says; false where it says to leave.
  private func give(_ line: String) throws -> Bool {
    isRunning = false
    switch session.state.plainCommand(line) {
    case .nothing: return true
    case .speak(let sentences):
      try say(sentences)
      return true
    case .advance(let steps):
      target = session.state.step + steps
      isRunning = true
      return true
    case .run:
      (target, isRunning) = (nil, true)
      return true
    case .quit: return false
    case .perform(let effects):
      guard perform(effects), settle(), takeNews(), hearAnswer() else { return false }
      // Whoever cannot see it hears that something was done.
      try say([session.state.notice?.text ?? "Done."])
      // What moves by itself on a screen is told one after another.
      while session.state.isPlaying {
        guard perform(session.state.update(.tick)) else { return false }
        try say(session.state.played)
      }
      return true
    }
  }

  /// Takes the steps to the end of the epoch, and says how things stand.
  private func advance() throws -> Bool {
    let state = session.state
    let perEpoch = max(1, state.draft.stepsPerEpoch)
    let endOfEpoch = (state.step / perEpoch + 1) * perEpoch
    let end = min(target ?? .max, endOfEpoch)
    guard perform(session.state.update(.asked(.run(.advance(by: end - state.step))))), settle() else {
      return false
    }
    let stands = session.state.step < end
    if !stands, session.state.step == endOfEpoch { try say([session.state.epochSentence]) }
    if let notice = session.state.notice, stands { try say([notice.text]) }
    if stands || session.state.step >= target ?? .max {
      isRunning = false
      if session.state.step != endOfEpoch || stands { try say([session.state.epochSentence]) }
    }
    return true
  }

  /// Waits until the run has come to rest and was looked at; false where the program is to end.
  private func settle() -> Bool {
    while !session.state.isSettled {
      bell.wait()
      guard takeNews() else { return false }
    }
    return true
  }

  /// Waits for an answer that is to be had in a moment, and not for long: what is said next is of what was changed.
  private func hearAnswer() -> Bool {
    let end = DispatchTime.now() + 2
    while session.state.isAwaitingAnswer {
      guard bell.wait(timeout: end) == .success else { return true }
      guard takeNews() else { return false }
    }
    return true
  }

  /// Takes in what has been said; false where the program is to end.
  private func takeNews() -> Bool {
    for message in session.takeNews() where !perform(session.state.update(message)) { return false }
    return true
  }

  private func perform(_ effects: [Effect]) -> Bool {
    session.perform(effects) { effect in if case .quit = effect { false } else { true } }
  }

  private func say(_ sentences: [String]) throws {
    let glyphs = session.state.rendering.glyphs
    for sentence in sentences {
      let text = glyphs.spelled(sentence)
      let isASCII = glyphs == .ascii
      try StandardOutput.write(lines: isASCII ? String(text.map { $0.isASCII ? $0 : "?" }) : text)
    }
  }

  private func leave() throws {
    session.stop()
    if let failure = session.failure { throw failure }
    if let path = session.state.logPath, !session.state.isLogLost {
      try say(["The log of the run is \(path.harmless)"])
    }
    // No flush: what was said is written, and standard input may be waited for by its thread.
    _exit(0)
  }
}
