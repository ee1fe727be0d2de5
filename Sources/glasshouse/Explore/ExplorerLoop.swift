import Experiments
import Explorer
import Foundation
import PlainText
import Preferences
import Terminal
import TerminalCanvas

/// The main thread of the explorer: it waits for keys and news, updates the state, and shows it. It sleeps when
/// nothing happens.
final class ExplorerLoop {
  private let screen: TerminalScreen
  private let session: ExplorerSession
  private let beginning: RunBeginning?
  private let recorder: ScreenRecorder?
  /// The signal that ended it, if one did.
  private var endingSignal: Int32?

  private static let frameInterval = Duration.milliseconds(33)
  /// Of screens whose pictures take many bytes a frame.
  private static let pictureInterval = Duration.milliseconds(100)
  /// What plays is looked at, and moves on.
  private static let tickInterval = Duration.milliseconds(400)

  /// - Throws: `TerminalError`, or what is wrong with where the recording is to go.
  init(_ start: ExplorerStart) throws {
    let wake = try WakePipe()
    // What cannot be recorded is said before the terminal is taken.
    recorder = try start.record.map { try ScreenRecorder(path: $0) }
    let screen = try TerminalScreen(
      wake: wake, color: start.color, log: StateFolder.url.appending(path: "stderr.log").path)
    let glyphs = start.glyphs ?? (screen.isUTF8 ? .braille : .ascii)
    let rendering = Rendering(
      glyphs: glyphs, hasShades: screen.depth >= .twoHundredFiftySix,
      hasSextants: start.wantsSextants && screen.hasSextants)
    session = ExplorerSession(
      start.state(width: screen.width, height: screen.height, rendering: rendering),
      themes: start.library, wake: { wake.signal() })
    beginning = start.beginning
    self.screen = screen
    screen.isMouseOn = session.state.isMouseOn
  }

  /// - Throws: `StartFailure` when the first run cannot begin.
  func run() throws {
    var isOpen = perform(session.state.begin(at: beginning))
    var isStale = true
    var shown = ContinuousClock.now - Self.frameInterval
    var ticked = ContinuousClock.now
    while isOpen {
      // News is shown at the frame rate; a key at once.
      let interval = screen.depth == .direct ? Self.pictureInterval : Self.frameInterval
      let news: Duration? = isStale ? max(.zero, interval - (ContinuousClock.now - shown)) : nil
      // Nothing wakes it while nothing plays.
      let tick: Duration? =
        session.state.isPlaying ? max(.zero, Self.tickInterval - (ContinuousClock.now - ticked)) : nil
      let wait = [news, tick].compactMap { $0 }.min()
      var hasKey = false
      for event in screen.events(timeout: wait) {
        switch event {
        case .key(let key): (hasKey, isOpen) = (true, isOpen && take(.key(key)))
        case .pointer(let pointer): (hasKey, isOpen) = (true, isOpen && take(.pointer(pointer)))
        case .paste(let text): (hasKey, isOpen) = (true, isOpen && take(.paste(text)))
        case .resized(let width, let height):
          (hasKey, isOpen) = (true, isOpen && take(.resized(width: width, height: height)))
        case .background(let color):
          session.state.rendering.isOnLight = color.isLight
          hasKey = true
        case .woken: break
        case .hangup: (isOpen, endingSignal) = (false, SIGHUP)
        case .terminate(let signal): (isOpen, endingSignal) = (false, signal)
        }
      }
      if session.state.isPlaying, ContinuousClock.now - ticked >= Self.tickInterval {
        ticked = .now
        (isStale, isOpen) = (true, isOpen && take(.tick))
      }
      for message in session.takeNews() {
        isStale = true
        isOpen = isOpen && take(message)
      }
      guard isOpen, hasKey || (isStale && ContinuousClock.now - shown >= interval) else { continue }
      show()
      shown = .now
      isStale = false
    }
    try leave()
  }

  private func show() {
    let canvas = session.state.drawn()
    screen.present(canvas, theme: session.state.theme)
    recorder?.record(canvas, theme: session.state.theme, depth: screen.depth)
  }

  private func take(_ message: Message) -> Bool { perform(session.state.update(message)) }

  /// Carries out effects; false when the program is to end.
  private func perform(_ effects: [Effect]) -> Bool {
    session.perform(effects) { effect in
      switch effect {
      case .copy(let text): _ = screen.copy(text)
      case .mouse(let isOn): screen.isMouseOn = isOn
      case .redraw: screen.redraw()
      case .suspend: screen.suspend()
      case .quit: return false
      case .order, .investigate, .loadTheme, .listRuns, .write, .fail: break
      }
      return true
    }
  }

  private func leave() throws {
    screen.close()
    session.stop()
    recorder?.finish()
    if let failure = session.failure { throw failure }
    var isSaid = true
    if endingSignal == nil, let path = session.state.logPath, !session.state.isLogLost {
      do {
        try StandardOutput.write(lines: "The log of the run is \(path.harmless)")
      } catch {
        StandardError.write("Error: \(error)\n")
        isSaid = false
      }
    }
    if let complaint = recorder?.complaint {
      StandardError.write("Error: \(complaint)\n")
      isSaid = false
    }
    // Attacks may be at a long one; nobody waits for what they would find, and an orderly end of the process would take
    // the matrix library from under them.
    fflush(nil)
    if let endingSignal { Ending.end(bySignal: endingSignal) }
    _exit(isSaid ? 0 : 1)
  }
}
