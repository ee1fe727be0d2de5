import Experiments
import Records

extension ExplorerState {
  mutating func performOnKnobs(_ action: Action) -> [Effect] {
    switch action {
    case .selectKnob(let offset):
      let knobs = Knob.allCases
      let index = knobs.firstIndex(of: selectedKnob) ?? 0
      selectedKnob = knobs[max(0, min(knobs.count - 1, index + offset))]
      return []
    case .turnKnob(let offset):
      let ladder = KnobLadder(for: selectedKnob, in: draft)
      return turn(selectedKnob, to: ladder.value(from: draft[selectedKnob], by: offset))
    case .typeValue:
      overlay = .entry(selectedKnob, text: "", complaint: nil)
      return []
    case .resetKnob: return turn(selectedKnob, to: (snapshot?.startConfiguration ?? running)[selectedKnob])
    case .undo:
      guard let turn = undoable.popLast() else { return [] }
      redoable.append(turn)
      return apply(turn.knob, turn.before)
    case .redo:
      guard let turn = redoable.popLast() else { return [] }
      undoable.append(turn)
      return apply(turn.knob, turn.after)
    case .set(let knob, let text):
      do {
        return turn(knob, to: try draft.setting(knob, toText: text)[knob])
      } catch {
        warn(error.description)
        return []
      }
    default: return []
    }
  }

  /// Sets a knob so that undo can bring it back.
  mutating func turn(_ knob: Knob, to value: KnobValue) -> [Effect] {
    let before = draft[knob]
    guard before != value else { return [] }
    let effects = apply(knob, value)
    guard draft[knob] == value else { return effects }
    undoable.append(Turn(knob: knob, before: before, after: value))
    redoable = []
    return effects
  }

  private mutating func apply(_ knob: Knob, _ value: KnobValue) -> [Effect] {
    do {
      draft = try draft.setting(knob, to: value)
    } catch {
      warn(error.description)
      return []
    }
    guard knob.isLive else {
      if knob == .dataset { adoptDefaults() }
      if isPending(knob) { warn("The \(knob.title) waits for a restart: R.") }
      return []
    }
    return [.order(.set(knob, to: value))]
  }

  /// Another data set comes with its own network and training set, so that a restart with it can succeed.
  private mutating func adoptDefaults() {
    let defaults = DatasetReference(name: draft.dataset).defaults
    draft.label = nil
    draft.categorical = []
    draft.drop = []
    draft.downsample = nil
    draft.network = defaults.network
    draft.trainSize = defaults.trainSize
    draft.delta = defaults.delta
  }
}
