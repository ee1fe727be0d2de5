import Experiments
import TerminalCanvas

// What changes nothing but what is looked at.
extension ExplorerState {
  mutating func changeView(_ action: ViewAction) -> [Effect] {
    switch action {
    case .showScreen(let place):
      guard place != shown else { return [] }
      (shown, isZoomed, scroll, isResting) = (place, false, 0, false)
    case .focusPane(let offset):
      screens[shown].moveFocus(by: offset)
      scroll = 0
    case .zoom:
      isZoomed.toggle()
      scroll = 0
    case .scroll(let offset): scroll = max(0, min(focusedOverflow, scroll + offset))
    case .back: return goBack()
    case .scrub(let offset):
      subject.scrub(by: offset)
      branch = nil
    case .scrubToStart:
      subject.scrubToStart()
      branch = nil
    case .scrubToEnd:
      subject.scrubIndex = nil
      branch = nil
    case .nextGlyphs: rendering.glyphs = rendering.glyphs.next
    case .nextRamp: theme.ramp = theme.ramp.next
    case .theme(let name): return [.loadTheme(name)]
    case .layout(let name): adoptLayout(named: name)
    case .explain(let term): overlay = .explanation(term, scroll: 0)
    case .togglePresenter:
      presentation.isOn.toggle()
      presentation.lastKey = nil
    case .toggleBlank: presentation.isBlank.toggle()
    case .toggleFreeze:
      guard presentation.frozen == nil else {
        presentation.frozen = nil
        return []
      }
      var canvas = drawn()
      // For the teacher, who would else wonder.
      canvas.writeTrailing(" frozen: F goes on ", row: height - 1, ink: .dim, in: canvas.bounds)
      presentation.frozen = canvas
    }
    return []
  }

  /// Out of the innermost of what was entered; then long work is stopped.
  private mutating func goBack() -> [Effect] {
    if presentation.isBlank || presentation.frozen != nil {
      (presentation.isBlank, presentation.frozen) = (false, nil)
    } else if isZoomed {
      (isZoomed, scroll) = (false, 0)
    } else if replay != nil {
      return [.order(.pause)]
    } else if subject.isLookingBack {
      (subject.scrubIndex, branch) = (nil, nil)
    } else if presentation.isOn {
      presentation.isOn = false
    } else if screen.isWorking(in: context), !isResting {
      isResting = true
      notice = Notice(text: "Attacks rest; Esc again, or any key of theirs, and they go on.", ink: .text)
    } else {
      isResting = false
    }
    return []
  }
}
