import Experiments
import TerminalCanvas

extension ExplorerState {
  /// The effects that bring the first run to life.
  public mutating func begin() -> [Effect] {
    settled([.order(.pace(pace.stepsPerSecond))] + start(draft, pauseStep: pauseStep))
  }

  /// Takes in what happened, and says what is to be done; nothing else is read or changed.
  public mutating func update(_ message: Message) -> [Effect] {
    var effects: [Effect] = []
    switch message {
    case .key(let key): effects = press(key)
    case .paste(let text): paste(text)
    case .resized(let width, let height): (self.width, self.height) = (width, height)
    case .trainer(let report): effects = take(report)
    case .found(let findings):
      subject.take(findings)
      followSubject()
    case .examination(let examination):
      guard examination.generation == subject.snapshot?.generation else { break }
      subject.history.append(Moment(examination, at: examination.finding.step))
      followSubject()
    }
    return settled(effects)
  }

  /// The effects, with what follows of them: orders are counted, and what is investigated is what the screen shown wants.
  private mutating func settled(_ effects: [Effect]) -> [Effect] {
    ordersSent += effects.count { if case .order = $0 { true } else { false } }
    guard screen.investigation != investigation else { return effects }
    investigation = screen.investigation
    return effects + [.investigate(investigation)]
  }

  /// Every screen takes in what is new of the run, whether it is shown or not.
  mutating func followSubject() {
    let context = context
    for place in screens.indices { screens[place].follow(context) }
  }

  mutating func warn(_ text: String) { notice = Notice(text: text, ink: .warning) }

  mutating func perform(_ action: Action) -> [Effect] {
    switch action {
    case .run(let action): return performOnRun(action)
    case .knob(let action): return performOnKnobs(action)
    case .view(let action):
      changeView(action)
      return []
    case .open(let box):
      open(box)
      return []
    case .session(.quit): return quit()
    case .session(.redraw): return [.redraw]
    case .session(.suspend): return [.suspend]
    case .screen(let action):
      let context = context
      for place in screens.indices {
        if let effects = screens[place].perform(action, in: context) { return effects }
      }
      preconditionFailure("an action is that of a screen")
    }
  }

  private mutating func quit() -> [Effect] {
    if isZoomed || subject.isLookingBack {
      changeView(.back)
      return []
    }
    let isLong = (subject.snapshot?.seconds ?? 0) > Self.secondsLeftAtOnce
    guard (subject.snapshot?.step ?? 0) > 0, isLogLost || isLong else { return [.quit] }
    overlay = .confirmQuit
    return []
  }

  /// A run of so many seconds is worth a second key.
  private static let secondsLeftAtOnce = 60.0

  /// Changes nothing but what is looked at.
  private mutating func changeView(_ action: ViewAction) {
    switch action {
    case .showScreen(let place):
      guard place != shown else { return }
      shown = place
      isZoomed = false
    case .focusPane(let offset): screens[shown].moveFocus(by: offset)
    case .zoom: isZoomed.toggle()
    case .back:
      if isZoomed { isZoomed = false } else { subject.scrubIndex = nil }
    case .scrub(let offset): subject.scrub(by: offset)
    case .scrubToStart: subject.scrubToStart()
    case .scrubToEnd: subject.scrubIndex = nil
    case .nextGlyphs: rendering.glyphs = rendering.glyphs.next
    case .nextRamp: theme.ramp = theme.ramp.next
    }
  }

  private mutating func open(_ box: Action.Box) {
    overlay =
      switch box {
      case .help: .list(ListOverlay(kind: .help))
      case .search: .list(ListOverlay(kind: .help, filter: ""))
      case .palette: .list(ListOverlay(kind: .palette, filter: ""))
      case .presets: .list(ListOverlay(kind: .presets))
      case .knobs: .list(ListOverlay(kind: .knobs))
      case .explanation: .explanation(scroll: 0)
      }
  }
}
