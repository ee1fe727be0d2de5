import Experiments
import PrivacyAccounting
import Records
import TerminalCanvas

extension ExplorerState {
  /// The effects that bring the first run to life.
  public mutating func begin() -> [Effect] {
    generation += 1
    return [
      .order(.pace(pace.stepsPerSecond)), .order(.start(draft, generation: generation)),
      .order(.run(until: pauseStep)),
    ]
  }

  /// Takes in what happened, and says what is to be done; nothing else is read or changed.
  public mutating func update(_ message: Message) -> [Effect] {
    switch message {
    case .key(let key): return press(key)
    case .resized(let width, let height):
      (self.width, self.height) = (width, height)
      return []
    case .trainer(let report):
      return take(report)
    case .finding(let finding, let snapshot):
      if snapshot.generation == generation {
        history.append(Moment(finding, at: snapshot.step, epsilon: snapshot.epsilon))
      }
      return []
    }
  }

  private mutating func take(_ report: Trainer.Report) -> [Effect] {
    switch report {
    case .started(let snapshot, let path):
      guard snapshot.generation == generation else { break }
      running = snapshot.settings
      draft = snapshot.settings
      self.snapshot = snapshot
      history = History()
      undoable = []
      redoable = []
      scrubIndex = nil
      selectedClass = min(selectedClass, snapshot.data.dataset.classCount - 1)
      logPath = path
      isLogLost = path == nil
      if isLogLost { warn("The log of this run cannot be written; it will be lost on leaving.") }
    case .snapshot(let newer):
      if newer.generation == generation { snapshot = newer }
    case .paused(let paused, let step):
      guard paused == generation else { break }
      isRunning = false
      if let pauseStep, step >= pauseStep {
        notice = Notice(text: "Paused at step \(step), as planned. Space goes on.", ink: .good)
        self.pauseStep = nil
      }
    case .failed(let failed, let reason):
      guard failed == generation else { break }
      guard let snapshot else { return [.fail(reason)] }
      // The run before goes on under its own number.
      generation = snapshot.generation
      draft = snapshot.settings
      warn(reason)
    case .refused(let reason): warn(reason)
    case .logLost(let path):
      isLogLost = true
      warn("The log \(path) can no longer be written. Check the disk.")
    }
    return []
  }

  mutating func warn(_ text: String) { notice = Notice(text: text, ink: .warning) }

  mutating func perform(_ action: Action) -> [Effect] {
    switch action {
    case .togglePause:
      isRunning.toggle()
      if isRunning { scrubIndex = nil }
      return [.order(isRunning ? .run(until: pauseStep) : .pause)]
    case .step, .epoch:
      isRunning = true
      scrubIndex = nil
      return [.order(.advance(by: action == .step ? 1 : draft.stepsPerEpoch))]
    case .changePace(let offset):
      pace = pace.changed(by: offset)
      return [.order(.pace(pace.stepsPerSecond))]
    case .restart: return start(draft, pauseStep: nil)
    case .start(let name):
      guard let preset = Preset.named(name) else { return [] }
      notice = Notice(text: preset.sentence, ink: .text)
      return start(preset.configuration, pauseStep: preset.pauseStep)
    case .selectKnob, .turnKnob, .typeValue, .resetKnob, .undo, .redo, .set: return performOnKnobs(action)
    case .quit: return quit()
    case .nextRamp: return [.nextRamp]
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    default:
      changeView(action)
      return []
    }
  }

  private mutating func start(_ configuration: ExperimentConfiguration, pauseStep: Int?) -> [Effect] {
    generation += 1
    draft = configuration
    isRunning = true
    self.pauseStep = pauseStep
    return [.order(.start(configuration, generation: generation)), .order(.run(until: pauseStep))]
  }

  private mutating func quit() -> [Effect] {
    if isZoomed || scrubIndex != nil {
      changeView(.back)
      return []
    }
    guard isLogLost, (snapshot?.step ?? 0) > 0 else { return [.quit] }
    overlay = .confirmQuit
    return []
  }

  /// What changes nothing but what is looked at.
  private mutating func changeView(_ action: Action) {
    switch action {
    case .focusPane(let offset):
      let panes = Pane.allCases
      focus = panes[(focus.rawValue + offset + panes.count) % panes.count]
    case .zoom: isZoomed.toggle()
    case .back:
      if isZoomed { isZoomed = false } else { scrubIndex = nil }
    case .changeClass(let offset):
      let count = snapshot?.data.dataset.classCount ?? 1
      selectedClass = (selectedClass + offset + count) % count
    case .toggleROCScale: isROCLogarithmic.toggle()
    case .nextGlyphs: rendering.glyphs = rendering.glyphs.next
    case .scrub(let offset):
      let last = history.moments.count - 1
      guard last >= 0 else { return }
      let target = (scrubIndex ?? last) + offset
      scrubIndex = target >= last ? nil : max(0, target)
    case .scrubToStart: scrubIndex = history.moments.isEmpty ? nil : 0
    case .scrubToEnd: scrubIndex = nil
    case .openHelp: overlay = .list(ListOverlay(kind: .help))
    case .search: overlay = .list(ListOverlay(kind: .help, filter: ""))
    case .openPalette: overlay = .list(ListOverlay(kind: .palette, filter: ""))
    case .openPresets: overlay = .list(ListOverlay(kind: .presets))
    case .showKnobs: overlay = .list(ListOverlay(kind: .knobs))
    default: break
    }
  }
}
