import Attacks
import DifferentialPrivacy
import Experiments
import PlainText
import PrivacyAccounting
import Records
import TerminalCanvas

extension ExplorerState {
  /// The effects that bring the first run to life.
  public mutating func begin() -> [Effect] {
    counted([.order(.pace(pace.stepsPerSecond))] + start(draft, pauseStep: pauseStep))
  }

  /// Takes in what happened, and says what is to be done; nothing else is read or changed.
  public mutating func update(_ message: Message) -> [Effect] {
    switch message {
    case .key(let key): return counted(press(key))
    case .paste(let text):
      paste(text)
      return []
    case .resized(let width, let height):
      (self.width, self.height) = (width, height)
      return []
    case .trainer(let report): return take(report)
    case .membership(let findings):
      if findings.generation == snapshot?.generation {
        newestMembership = findings
        membershipHistory.append(MembershipMoment(findings))
      }
      return []
    case .examination(let examination):
      if examination.generation == snapshot?.generation {
        history.append(Moment(examination, at: examination.finding.step))
        showClassOfGoodInversion()
      }
      return []
    }
  }

  private mutating func counted(_ effects: [Effect]) -> [Effect] {
    ordersSent += effects.count { if case .order = $0 { true } else { false } }
    return effects
  }

  private mutating func take(_ report: Trainer.Report) -> [Effect] {
    switch report {
    case .started(let first, let path):
      let lastClassNames = snapshot?.data.dataset.classNames
      snapshot = first
      running = first.settings
      // Knobs turned while the data were read are on their way.
      draft = first.settings.adoptingLiveKnobs(of: draft)
      history = History()
      newestMembership = nil
      membershipHistory = StepHistory(capacity: MembershipMoment.capacity)
      clippedShare = nil
      undoable = []
      redoable = []
      scrubIndex = nil
      if first.data.dataset.classNames != lastClassNames { (selectedClass, hasChosenClass) = (0, false) }
      logPath = path
      isLogLost = path == nil
      if isLogLost { warn("The log of this run cannot be written; it will be lost on leaving.") }
    case .snapshot(let newer, let isRunning, let ordersTaken):
      guard newer.generation == snapshot?.generation else { break }
      if snapshot?.settings.effectiveClippingNorm == nil { clippedShare = nil }
      if newer.settings.effectiveClippingNorm != nil {
        noteClipping(from: snapshot?.totals, to: newer.totals)
      }
      snapshot = newer
      // Until it has taken every order, the trainer does not know what the keys already said.
      guard ordersTaken == ordersSent else { break }
      draft = draft.adoptingLiveKnobs(of: newer.settings)
      if self.isRunning, !isRunning, let pauseStep, newer.step >= pauseStep {
        notice = Notice(text: "Paused at step \(newer.step), as planned. Space goes on.", ink: .good)
        self.pauseStep = nil
      }
      self.isRunning = isRunning
    case .budgetReached(let reached):
      guard reached == snapshot?.generation, let budget = running.epsilonBudget else { break }
      warn(
        "One more step would take the filter over the budget of \(significant(budget)). Training stops here; x explains, R starts anew."
      )
    case .failed(let failed, let reason):
      guard let snapshot else { return [.fail(reason)] }
      // The run before goes on as it was; what waits for a restart waits on, to be mended.
      if failed == generation { draft = draft.adoptingLiveKnobs(of: snapshot.settings) }
      pauseStep = nil
      warn(reason)
    case .refused(let reason): warn(reason)
    case .logLost(let path):
      isLogLost = true
      warn("The log \(path.harmless) can no longer be written. Make room on its disk: it is tried again.")
    case .logKept(let path):
      (logPath, isLogLost) = (path, false)
      notice = Notice(text: "The log of this run is whole again.", ink: .good)
    }
    return []
  }

  private mutating func noteClipping(from old: TrainingRun.StepTotals?, to new: TrainingRun.StepTotals) {
    let examples = new.examples - (old?.examples ?? 0)
    if examples > 0 { clippedShare = Double(new.clipped - (old?.clipped ?? 0)) / Double(examples) }
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
    case .showScreen, .chooseAttack, .nextShadowCount, .nextPrior: return performOnMembership(action)
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
    return [.order(.start(configuration, generation: generation, until: pauseStep))]
  }

  private mutating func quit() -> [Effect] {
    if isZoomed || scrubIndex != nil {
      changeView(.back)
      return []
    }
    let isLong = (snapshot?.seconds ?? 0) > Self.secondsLeftAtOnce
    guard (snapshot?.step ?? 0) > 0, isLogLost || isLong else { return [.quit] }
    overlay = .confirmQuit
    return []
  }

  /// A run of so many seconds is worth a second key.
  private static let secondsLeftAtOnce = 60.0

  /// Until a person chooses, the class that is drawn is one whose picture comes out well: another takes its place where its own is
  /// clearly better.
  private mutating func showClassOfGoodInversion() {
    guard !hasChosenClass, let similarities = history.moments.last?.inversion.attack.similarities else {
      return
    }
    let best = similarities.indices.max { similarities[$0] ?? -1 < similarities[$1] ?? -1 }
    guard let best, let highest = similarities[best], similarities.indices.contains(selectedClass) else {
      return
    }
    if highest > (similarities[selectedClass] ?? -1) + Self.clearlyBetter { selectedClass = best }
  }

  /// In structural similarity.
  private static let clearlyBetter = 0.1

  /// What changes nothing but what is looked at.
  private mutating func changeView(_ action: Action) {
    switch action {
    case .focusPane(let offset):
      switch screen {
      case .train: focus = Self.neighbor(of: focus, by: offset)
      case .membership: membershipFocus = Self.neighbor(of: membershipFocus, by: offset)
      }
    case .zoom: isZoomed.toggle()
    case .back:
      if isZoomed { isZoomed = false } else { scrubIndex = nil }
    case .changeClass(let offset):
      let count = snapshot?.data.dataset.classCount ?? 1
      selectedClass = (selectedClass + offset + count) % count
      hasChosenClass = true
    case .toggleROCScale where screen == .membership: isMembershipROCLogarithmic.toggle()
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
    case .explain: overlay = .explanation(scroll: 0)
    case .openPresets: overlay = .list(ListOverlay(kind: .presets))
    case .showKnobs: overlay = .list(ListOverlay(kind: .knobs))
    default: break
    }
  }

  private static func neighbor<Pane: CaseIterable & Equatable>(of pane: Pane, by offset: Int) -> Pane {
    let panes = Array(Pane.allCases)
    let index = panes.firstIndex(of: pane) ?? 0
    return panes[(index + offset + panes.count) % panes.count]
  }
}
