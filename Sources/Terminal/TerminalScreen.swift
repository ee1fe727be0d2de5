import CTerminal
public import TerminalCanvas

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
  /// Whether all of what is shown has reached the screen.
  private var isComplete = true
  private var lastFrame = ContinuousClock.now
  private var decoder = KeyDecoder()
  private let opened = ContinuousClock.now
  private var lastInput = ContinuousClock.now

  /// What is read in one go, so that a flood of keys does not keep the screen from being drawn.
  private static let longestInput = 4096
  /// How long parts of one thing take to come: what is silent for longer has said all.
  private static let longestGap = Duration.milliseconds(200)
  /// How long after opening a terminal may answer what it was asked.
  private static let longestAnswer = Duration.seconds(3)
  private static let frameInterval = Duration.milliseconds(33)

  /// Takes the terminal.
  ///
  /// Standard error, if it is this terminal, goes to the file `log` meanwhile, which is made with its folders;
  /// without a file, to one that leaves no trace. What was written there is shown when the screen closes.
  ///
  /// - Throws: `TerminalError`.
  public init(wake: WakePipe, color: ColorChoice, log: String?) throws(TerminalError) {
    let environment = TerminalEnvironment.current
    var terminal = ct_terminal()
    let wantsColor = color.wantsColor(noColor: environment["NO_COLOR"])
    let wantsDirect = environment.promisesDirectColors
    switch Int(ct_open(log, wantsColor ? 1 : 0, wantsDirect ? 1 : 0, &terminal)) {
    case CT_OPENED: break
    case CT_NOT_A_TERMINAL: throw .notATerminal
    case CT_UNKNOWN_TERMINAL: throw .unknownTerminal(environment["TERM"] ?? "")
    default: throw .outOfFileDescriptors
    }
    self.wake = wake
    depth = ColorDepth(colors: Int(terminal.colours), keepsPalette: terminal.is_direct != 0)
    isUTF8 = terminal.is_utf8 != 0
    painter = CellPainter(depth: depth, pairs: Int(terminal.pairs))
    if depth > .none { decoder.isAwaitingAnswer = ct_ask_background() != 0 }
  }

  deinit { close() }

  /// In cells, as is the height.
  public var width: Int { Int(ct_width()) }
  public var height: Int { Int(ct_height()) }

  /// Whether the C library gives sextants (U+1FB00 to U+1FB3B, of Unicode 13) one column, so that they reach the screen. Whether
  /// the terminal's font has them nobody can be asked.
  public var hasSextants: Bool { isUTF8 && GlyphRange.sextants.hasWidthOne }

  /// Whether clicks and the wheel come as events. While they do, a person selects text with Shift held.
  public var isMouseOn = false {
    didSet {
      decoder.isMouseOn = isMouseOn
      ct_set_mouse(isMouseOn ? 1 : 0)
    }
  }

  /// Sleeps until something happens, for ever if `timeout` is nil, and returns all that has happened.
  ///
  /// Empty when the time has run out. However often the size changed, it is reported once.
  public func events(timeout: Duration?) -> [TerminalEvent] {
    let deadline = timeout.map { ContinuousClock.now + $0 }
    while true {
      let now = ContinuousClock.now
      if now - opened > Self.longestAnswer { decoder.isAwaitingAnswer = false }
      let ends = [
        deadline, isComplete ? nil : lastFrame + Self.frameInterval,
        decoder.holdsEscape ? lastInput + Self.longestGap : nil,
      ].compactMap(\.self)
      let events = happened(within: ends.min().map { max(.zero, $0 - now) })
      if !isComplete, ContinuousClock.now - lastFrame >= Self.frameInterval { paint() }
      guard events.isEmpty else { return events }
      if let deadline, ContinuousClock.now >= deadline { return [] }
    }
  }

  private func happened(within time: Duration?) -> [TerminalEvent] {
    let reasons = Int(ct_wait(time.map(milliseconds) ?? -1, wake.readEnd))
    var events: [TerminalEvent] = []
    if reasons & CT_TERMINATE != 0 { events.append(.terminate(signal: ct_ending_signal())) }
    if reasons & CT_RESIZED != 0 {
      shown = nil
      isComplete = true
      events.append(.resized(width: width, height: height))
    }
    if reasons & CT_INPUT != 0 {
      let input = pendingInput()
      events += typed(input).compactMap(TerminalEvent.init)
      if input.isEmpty, ct_input_ended() != 0 { events.append(.hangup) }
    } else if decoder.holdsEscape, ContinuousClock.now - lastInput >= Self.longestGap {
      events += decoder.pause(isLong: false).compactMap(TerminalEvent.init)
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
    let finished = silence > Self.longestGap ? decoder.pause(isLong: silence > .seconds(2)) : []
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
    paint()
  }

  private func paint() {
    guard let shown else { return }
    isComplete = painter.paint(shown.canvas, theme: shown.theme)
    lastFrame = .now
  }

  /// Sends the whole screen again, over whatever another program wrote on it.
  public func redraw() { ct_redraw() }

  /// Gives the terminal back and stops the program, as ^Z does elsewhere; returns, with the screen drawn again,
  /// when the user continues it.
  public func suspend() {
    takeAnswers()
    ct_suspend()
  }

  /// Gives the terminal back for good. Closing again does nothing.
  public func close() {
    takeAnswers()
    ct_close()
  }

  /// Waits for what the terminal was asked, lest the shell take the answer for keys; not for long.
  private func takeAnswers() {
    let deadline = ContinuousClock.now + .milliseconds(50)
    while decoder.isAwaitingAnswer {
      let reasons = Int(ct_wait(milliseconds(max(.zero, deadline - .now)), -1))
      guard reasons & CT_INPUT != 0, reasons & CT_HANGUP == 0 else { break }
      let input = pendingInput()
      guard !input.isEmpty else { break }
      _ = decoder.decode(input)
    }
    decoder.isAwaitingAnswer = false
  }
}

extension TerminalEvent {
  fileprivate init?(_ typed: Typed) {
    switch typed {
    case .key(let key): self = .key(key)
    case .paste(let text): self = .paste(text)
    case .pointer(let event): self = .pointer(event)
    case .background(let color): self = .background(color)
    case .attributes: return nil
    }
  }
}

/// What `poll` counts in, rounded up so that a short wait does not spin.
private func milliseconds(_ duration: Duration) -> Int32 {
  let (seconds, attoseconds) = duration.components
  guard seconds < 1_000_000 else { return 1_000_000_000 }
  return Int32(max(0, seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
}
