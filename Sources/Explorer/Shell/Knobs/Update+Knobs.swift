import DifferentialPrivacy
import Experiments
import PlainText
import Records

extension ExplorerState {
  mutating func performOnKnobs(_ action: KnobAction) -> [Effect] {
    switch action {
    case .selectKnob(let offset):
      let knobs = Knob.onScreen
      let index = knobs.firstIndex(of: selectedKnob) ?? 0
      selectedKnob = knobs[max(0, min(knobs.count - 1, index + offset))]
      return []
    case .turnKnob(let offset):
      let present = selectedKnob.isLive ? live : draft
      let ladder = KnobLadder(values: selectedKnob.ladder(present, installed))
      return turn(selectedKnob, to: ladder.value(from: draft[selectedKnob], by: offset))
    case .typeValue:
      overlay = .entry(selectedKnob, text: "", complaint: nil)
      return []
    case .resetKnob:
      return turn(selectedKnob, to: (subject.snapshot?.startConfiguration ?? subject.running)[selectedKnob])
    case .undo:
      guard let turn = undoable.popLast() else { return [] }
      redoable.append(turn)
      return revert(turn.knob, to: turn.before)
    case .redo:
      guard let turn = redoable.popLast() else { return [] }
      undoable.append(turn)
      return revert(turn.knob, to: turn.after)
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
    // Whoever turns a knob means the present one.
    subject.scrubIndex = nil
    do {
      let after = try knobs(turning: knob, to: value)
      guard after[knob] != draft[knob] else { return [] }
      undoable.append(Turn(knob: knob, before: draft, after: after))
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
  private mutating func revert(_ knob: Knob, to configuration: ExperimentConfiguration) -> [Effect] {
    if knob.isLive {
      let reverted = try? live.setting(knob, to: configuration[knob])
      draft = draft.adoptingLiveKnobs(of: reverted ?? live)
    } else {
      draft = configuration.adoptingLiveKnobs(of: draft)
    }
    return announce(knob)
  }

  private mutating func announce(_ knob: Knob) -> [Effect] {
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
