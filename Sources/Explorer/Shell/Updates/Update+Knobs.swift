import DifferentialPrivacy
import Experiments
import PlainText
import Records
import TerminalCanvas

extension ExplorerState {
  mutating func performOnKnobs(_ action: KnobAction) -> [Effect] {
    switch action {
    case .selectKnob(let offset):
      let knobs = visibleKnobs
      let index = knobs.firstIndex(of: selectedKnob) ?? 0
      selectedKnob = knobs[max(0, min(knobs.count - 1, index + offset))]
      return []
    case .choose(let knob):
      selectedKnob = knob
      return []
    case .turnKnob(let offset):
      let present = !selectedKnob.isLive ? draft : subject.isLookingBack ? shownKnobs : live
      let ladder = KnobLadder(values: selectedKnob.ladder(present, installed))
      // What is off may have a value all the same, and that is what is shown.
      let value = selectedKnob.valueInEffect(present) ?? present[selectedKnob]
      return turn(selectedKnob, to: ladder.value(from: value, by: offset))
    case .turnOn(let knob):
      let present = !knob.isLive ? draft : subject.isLookingBack ? shownKnobs : live
      let ladder = knob.ladder(present, installed)
      guard !ladder.isEmpty else { return [] }
      let place = ladder.firstIndex(of: present[knob]) ?? -1
      return turn(knob, to: ladder[(place + 1) % ladder.count])
    case .typeValue:
      overlay = .entry(selectedKnob, text: "", complaint: nil)
      return []
    case .typeValueOf(let knob):
      if visibleKnobs.contains(knob) { selectedKnob = knob }
      overlay = .entry(knob, text: "", complaint: nil)
      return []
    case .resetKnob:
      return turn(selectedKnob, to: (subject.snapshot?.startConfiguration ?? subject.running)[selectedKnob])
    case .undo: return undo()
    case .redo: return redo()
    case .hide(let knob): return hide(knob)
    case .show(let knob):
      hiddenKnobs.remove(knob)
      return []
    case .set(let knob, let text):
      do {
        return turn(knob, to: try knob.value(parsing: text))
      } catch {
        warn(error.description)
        return []
      }
    }
  }

  /// Why a knob cannot have that value; nil where it can.
  func obstacle(toSetting knob: Knob, to text: String) -> String? {
    do {
      _ = try knobs(turning: knob, to: try knob.value(parsing: text))
      return nil
    } catch {
      return error.description
    }
  }

  /// Sets a knob so that undo can bring it back.
  mutating func turn(_ knob: Knob, to value: KnobValue) -> [Effect] {
    guard replay == nil else {
      warn("A run is being replayed. Esc stops it there; knobs can be turned then.")
      return []
    }
    if knob.isLive, subject.isLookingBack { return turnInBranch(knob, to: value) }
    // Whoever turns a knob that waits for a restart means no moment of this run.
    subject.scrubIndex = nil
    branch = nil
    do {
      let after = try knobs(turning: knob, to: value)
      guard after[knob] != draft[knob] else { return [] }
      undoable.append(.knob(knob, before: draft, after: after))
      redoable = []
      draft = after
      return announce(knob)
    } catch {
      warn(error.description)
      return []
    }
  }

  /// Where a turn of one knob puts all of them.
  ///
  /// - Throws: `ConfigurationError` when the knob cannot have that value.
  func knobs(turning knob: Knob, to value: KnobValue) throws(ConfigurationError) -> ExperimentConfiguration {
    if knob.isLive { return draft.adoptingLiveKnobs(of: try live.setting(knob, to: value)) }
    return knob == .dataset ? try adoptingDefaults(of: value) : try draft.setting(knob, to: value)
  }

  /// Brings back what a turn changed: the knob alone where it is live, else everything that waits for a restart.
  mutating func revert(_ knob: Knob, to configuration: ExperimentConfiguration) -> [Effect] {
    if knob.isLive {
      let reverted = try? live.setting(knob, to: configuration[knob])
      draft = draft.adoptingLiveKnobs(of: reverted ?? live)
    } else {
      let planted = knob == .dataset ? configuration.planted : draft.planted
      draft = configuration.adoptingLiveKnobs(of: draft)
      draft.planted = planted
    }
    return announce(knob)
  }

  private mutating func announce(_ knob: Knob) -> [Effect] {
    if knob == .noiseMultiplier, draft.noiseMultiplier > 0, draft.clippingNorm == nil,
      subject.running.noiseMultiplier == 0,
      subject.snapshot?.settings.noiseMultiplier == 0
    {
      notice = Notice(
        text: "Noise needs clipping: the clipping norm is 1 from here on, unless it is set.", ink: .text)
    }
    if knob.isLive { return [.order(.take(.set(knob, to: draft[knob])))] }
    if isPending(knob) { warn("The \(knob.title) waits for a restart: R.") }
    return []
  }

  /// Another data set comes with its own network, training set and δ, and with nothing of the old one's files; what does not
  /// come with it stays.
  private func adoptingDefaults(of value: KnobValue) throws(ConfigurationError) -> ExperimentConfiguration {
    var kept = [Knob: KnobValue]()
    for knob in Knob.all where !knob.comesWithData { kept[knob] = draft[knob] }
    var other = try ExperimentConfiguration(defaultsFor: DatasetReference(name: value.description))
      .putting(kept)
    other.expectedBatchSize = min(draft.expectedBatchSize, Double(other.trainSize))
    return other
  }
}
