import Experiments
import PlainText
import TerminalCanvas

// Undo and redo, of turns of knobs and of changes from run to run.
extension ExplorerState {
  mutating func undo() -> [Effect] {
    if branch != nil {
      branch = nil
      notice = Notice(text: "The knobs are as they were at that step.", ink: .text)
      return []
    }
    guard canMove(), let turn = undoable.last else { return [] }
    switch turn {
    case .knob(let knob, let before, _):
      undoable.removeLast()
      redoable.append(turn)
      subject.scrubIndex = nil
      return revert(knob, to: before)
    case .conduct(let client, let before, _):
      undoable.removeLast()
      redoable.append(turn)
      return conduct(of: client).map { tell(client: client, from: $0, to: before) } ?? []
    case .run(let before, _):
      guard let here else { return [] }
      let effects = start(
        at: before, turn: nil,
        notice: Notice(
          text: "Back in the run of before, where it was: Space goes on, U goes to the later run again.",
          ink: .text))
      guard !effects.isEmpty else { return [] }
      undoable.removeLast()
      redoable.append(.run(before: before, after: here))
      return effects
    }
  }

  mutating func redo() -> [Effect] {
    guard canMove(), let turn = redoable.last else { return [] }
    switch turn {
    case .knob(let knob, _, let after):
      redoable.removeLast()
      undoable.append(turn)
      return revert(knob, to: after)
    case .conduct(let client, _, let after):
      redoable.removeLast()
      undoable.append(turn)
      return conduct(of: client).map { tell(client: client, from: $0, to: after) } ?? []
    case .run(_, let after):
      guard let here else { return [] }
      let effects = start(at: after, turn: nil)
      guard !effects.isEmpty else { return [] }
      redoable.removeLast()
      undoable.append(.run(before: here, after: after))
      return effects
    }
  }

  private mutating func canMove() -> Bool {
    guard replay == nil else {
      warn("A run is being replayed. Esc stops it there.")
      return false
    }
    return true
  }

  /// Turns a knob at the step that is looked at: a run of its own will go on from there.
  mutating func turnInBranch(_ knob: Knob, to value: KnobValue) -> [Effect] {
    do {
      let knobs = try shownKnobs.setting(knob, to: value)
      guard knobs[knob] != shownKnobs[knob] else { return [] }
      branch = knobs
    } catch {
      warn(error.description)
    }
    return []
  }

  /// Takes a knob off the screen; the last one stays.
  mutating func hide(_ knob: Knob) -> [Effect] {
    guard visibleKnobs != [knob] else { return [] }
    hiddenKnobs.insert(knob)
    if selectedKnob == knob { selectedKnob = visibleKnobs[0] }
    return []
  }
}
