public import Experiments
import PlainText
import TerminalCanvas

extension ExplorerState {
  /// The effects that bring the first run to life: a fresh one, or where another was.
  public mutating func begin(at beginning: RunBeginning? = nil) -> [Effect] {
    let beginning = beginning ?? RunBeginning(draft)
    let first = RunPoint(beginning: beginning, draft: draft, pace: pace, shown: shown, number: runNumber)
    return settled([.order(.pace(pace.stepsPerSecond))] + start(at: first, pauseStep: pauseStep, turn: nil))
  }

  /// Takes in what happened, and says what is to be done; nothing else is read or changed.
  public mutating func update(_ message: Message) -> [Effect] {
    var effects: [Effect] = []
    switch message {
    case .key(let key): effects = press(key)
    case .pointer(let event): effects = point(event)
    case .asked(let action): effects = perform(action)
    case .paste(let text): paste(text)
    case .resized(let width, let height):
      (self.width, self.height) = (width, height)
      presentation.frozen = nil
    case .tick: screens[shown].tick()
    case .trainer(let report): effects = take(report)
    case .found(let findings):
      subject.take(findings)
      followSubject()
    case .examination(let examination):
      guard examination.generation == subject.snapshot?.generation else { break }
      let moment = Moment(examination, at: examination.finding.step)
      // A run that is brought back knows its earlier steps already.
      guard moment.step >= subject.history.moments.last?.step ?? 0 else { break }
      subject.history.append(moment)
      followSubject()
    case .themed(let theme):
      let ramp = self.theme.ramp
      self.theme = theme
      self.theme.ramp = ramp
    case .archived(let archive, let spentTogether):
      (self.archive, self.spentTogether) = (archive, spentTogether)
    case .written(let paths):
      let files = paths.count == 1 ? paths[0] : "\(paths.count) files, the first \(paths[0])"
      notice = Notice(text: "Written: \(files)", ink: .good)
    case .refused(let reason): warn(reason)
    }
    return settled(effects)
  }

  /// The effects, with what follows of them: orders are counted, and what is investigated, or watched, is what the screen shown wants.
  private mutating func settled(_ effects: [Effect]) -> [Effect] {
    var effects = effects
    if let first = visibleKnobs.first, !visibleKnobs.contains(selectedKnob) { selectedKnob = first }
    if screen.watch != watch {
      watch = screen.watch
      effects.append(.order(.watch(watch)))
    }
    ordersSent += effects.count { if case .order = $0 { true } else { false } }
    let wanted = isResting ? nil : screen.investigation
    guard wanted != investigation else { return effects }
    investigation = wanted
    return effects + [.investigate(investigation)]
  }

  /// Every screen takes in what is new of the run, whether it is shown or not.
  mutating func followSubject() {
    let context = context
    for place in screens.indices { screens[place].follow(context) }
  }

  package mutating func warn(_ text: String) { notice = Notice(text: text, ink: .warning) }

  mutating func perform(_ action: Action) -> [Effect] {
    switch action {
    case .run(let action): return performOnRun(action)
    case .knob(let action): return performOnKnobs(action)
    case .view(let action): return changeView(action)
    case .compare(let action):
      performOnComparison(action)
      return []
    case .open(let box): return open(box)
    case .session(let action): return performOnSession(action)
    case .screen(let action): return performOnScreens(action)
    case .onScreen(let place, let action):
      return changeView(.showScreen(place)) + performOnScreens(action)
    }
  }

  private mutating func performOnScreens(_ action: ScreenAction) -> [Effect] {
    let context = context
    // Who asks anew wants an answer.
    isResting = false
    for place in screens.indices {
      if let request = screens[place].request(action, in: context) { return perform(request) }
    }
    for place in screens.indices {
      if let effects = screens[place].perform(action, in: context) { return effects }
    }
    preconditionFailure("an action is that of a screen")
  }

  private mutating func performOnSession(_ action: SessionAction) -> [Effect] {
    switch action {
    case .quit: return quit()
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .toggleMouse:
      isMouseOn.toggle()
      notice = Notice(
        text: isMouseOn
          ? "The mouse is on; M switches it off, so that text can be selected."
          : "The mouse is off: the terminal selects text as elsewhere.", ink: .text)
      return [.mouse(isOn: isMouseOn)]
    case .copyState: return copyState()
    case .showLog:
      notice = Notice(
        text: logPath.map { "The log of this run is \($0.harmless)" } ?? "There is no log of this run yet.",
        ink: .text)
      return []
    case .export(let kind, let path): return export(kind, to: path)
    }
  }

  private mutating func quit() -> [Effect] {
    if isZoomed || subject.isLookingBack || presentation.isOn {
      return changeView(.back)
    }
    let isLong = (subject.snapshot?.seconds ?? 0) > Self.secondsLeftAtOnce
    guard (subject.snapshot?.step ?? 0) > 0, isLogLost || isLong else { return [.quit] }
    overlay = .confirmQuit
    return []
  }

  /// A run of so many seconds is worth a second key.
  private static let secondsLeftAtOnce = 60.0

  private mutating func open(_ box: Action.Box) -> [Effect] {
    switch box {
    case .help: overlay = .list(ListOverlay(kind: .help))
    case .search: overlay = .list(ListOverlay(kind: .help, filter: ""))
    case .palette: overlay = .list(ListOverlay(kind: .palette, filter: ""))
    case .presets: overlay = .list(ListOverlay(kind: .presets))
    case .knobs: overlay = .list(ListOverlay(kind: .knobs))
    case .screens: overlay = .list(ListOverlay(kind: .screens, selection: shown))
    case .exports: overlay = .list(ListOverlay(kind: .exports))
    case .explanation: overlay = .explanation(focusedTerm, scroll: 0)
    case .themes:
      overlay = .list(
        ListOverlay(kind: .themes, selection: themes.firstIndex(of: theme.name) ?? 0, themeBefore: theme))
    case .runs:
      overlay = .list(ListOverlay(kind: .runs))
      (archive, spentTogether) = (nil, nil)
      return [.listRuns(listedRuns.filter { $0.number != nil }.map(\.beginning))]
    }
    return []
  }
}
