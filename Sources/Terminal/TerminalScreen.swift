import CTerminal
public import TerminalCanvas

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The whole terminal, from opening until closing; there can be one at a time.
///
/// Curses is not thread-safe, so a screen belongs to the main thread. Other threads reach it by a `WakePipe`.
/// Whichever way the program ends, a crash of any thread included, the terminal is given back as it was found.
public final class TerminalScreen {
  public let depth: ColorDepth
  /// Whether glyphs beyond ASCII reach the screen; without, they are shown as question marks.
  public let isUTF8: Bool

  private let wake: WakePipe
  private var painter: CellPainter
  private var shown: (canvas: Canvas, theme: Theme)?
  private var decoder = KeyDecoder()
  private var lastInput = ContinuousClock.now

  /// What is read in one go, so that a flood of keys does not keep the screen from being drawn.
  private static let longestInput = 4096

  /// Takes the terminal.
  ///
  /// Standard error, if it is this terminal, goes to the file `log` meanwhile, which is made with its folders;
  /// without a file, to one that leaves no trace. What was written there is shown when the screen closes.
  ///
  /// - Throws: `TerminalError`.
  public init(wake: WakePipe, color: ColorChoice, log: String?) throws(TerminalError) {
    let variable = { (name: String) in getenv(name).map { String(cString: $0) } }
    var terminal = ct_terminal()
    let wantsColor = color.wantsColor(noColor: variable("NO_COLOR"))
    switch Int(ct_open(log, wantsColor ? 1 : 0, &terminal)) {
    case CT_OPENED: break
    case CT_NOT_A_TERMINAL: throw .notATerminal
    case CT_UNKNOWN_TERMINAL: throw .unknownTerminal(variable("TERM") ?? "")
    default: throw .outOfFileDescriptors
    }
    self.wake = wake
    depth = ColorDepth(colors: Int(terminal.colours))
    isUTF8 = terminal.is_utf8 != 0
    painter = CellPainter(depth: depth, pairs: Int(terminal.pairs))
  }

  deinit { close() }

  /// In cells, as is the height.
  public var width: Int { Int(ct_width()) }
  public var height: Int { Int(ct_height()) }

  /// Sleeps until something happens, for ever if `timeout` is nil, and returns all that has happened.
  ///
  /// Empty when the time has run out. However often the size changed, it is reported once.
  public func events(timeout: Duration?) -> [TerminalEvent] {
    let reasons = Int(ct_wait(timeout.map(milliseconds) ?? -1, wake.readEnd))
    var events: [TerminalEvent] = []
    if reasons & CT_TERMINATE != 0 { events.append(.terminate(signal: ct_ending_signal())) }
    if reasons & CT_RESIZED != 0 {
      shown = nil
      events.append(.resized(width: width, height: height))
    }
    if reasons & CT_INPUT != 0 {
      let input = pendingInput()
      events += typed(input).map { typed in
        switch typed {
        case .key(let key): .key(key)
        case .paste(let text): .paste(text)
        }
      }
      if input.isEmpty, ct_input_ended() != 0 { events.append(.hangup) }
    }
    // Stopped from outside: the same as by its own key.
    if reasons & CT_STOP_ASKED != 0 { events.append(.key(.control("z"))) }
    if reasons & CT_WOKEN != 0 {
      wake.drain()
      events.append(.woken)
    }
    if reasons & CT_HANGUP != 0 { events.append(.hangup) }
    return events
  }

  private func typed(_ input: [KeyInput]) -> [Typed] {
    let silence = ContinuousClock.now - lastInput
    lastInput = .now
    let finished = silence > .milliseconds(200) ? decoder.pause(isLong: silence > .seconds(2)) : []
    return finished + decoder.decode(input)
  }

  private func pendingInput() -> [KeyInput] {
    var input: [KeyInput] = []
    var code: UInt32 = 0
    // A sequence is not cut after its first character, by which alone it would be the key.
    while input.count < Self.longestInput
      || (input.last == .character(0x1B) && input.count < 2 * Self.longestInput)
    {
      switch Int(ct_read(&code)) {
      case CT_READ_CHARACTER: input.append(.character(code))
      case CT_READ_FUNCTION: input.append(KeyInput(functionCode: Int(code)))
      default: return input
      }
    }
    return input
  }

  /// Shows a canvas, sending only what changed; a canvas that is shown already costs a comparison.
  public func present(_ canvas: Canvas, theme: Theme) {
    if let shown, shown.theme == theme, shown.canvas == canvas { return }
    if let shown, shown.theme != theme { painter.forgetPairs() }
    shown = (canvas, theme)
    painter.paint(canvas, theme: theme)
  }

  /// Sends the whole screen again, over whatever another program wrote on it.
  public func redraw() { ct_redraw() }

  /// Gives the terminal back and stops the program, as ^Z does elsewhere; returns, with the screen drawn again,
  /// when the user continues it.
  public func suspend() { ct_suspend() }

  /// Gives the terminal back for good. Closing again does nothing.
  public func close() { ct_close() }
}

/// What `poll` counts in, rounded up so that a short wait does not spin.
private func milliseconds(_ duration: Duration) -> Int32 {
  let (seconds, attoseconds) = duration.components
  guard seconds < 1_000_000 else { return 1_000_000_000 }
  return Int32(max(0, seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
}
