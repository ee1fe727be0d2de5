import Experiments
import TerminalCanvas

// What the mouse does: a click chooses what is under it, the wheel scrolls or turns it.
extension ExplorerState {
  mutating func point(_ event: PointerEvent) -> [Effect] {
    notice = nil
    if case .list(let list) = overlay { return point(event, in: list) }
    guard overlay == nil, !presentation.isOn else {
      if event.kind == .click, overlay != nil { overlay = nil }
      return []
    }
    let frame = ScreenFrame(state: self)
    if let place = frame.tab(atColumn: event.column, row: event.row) {
      return event.kind == .click ? changeView(.showScreen(place)) : []
    }
    if let knob = frame.knob(atColumn: event.column, row: event.row) {
      let wasSelected = knob == selectedKnob
      (selectedKnob, isKnobAsked) = (knob, true)
      switch event.kind {
      case .click: return wasSelected ? performOnKnobs(.typeValue) : []
      case .wheelUp: return performOnKnobs(.turnKnob(by: 1))
      case .wheelDown: return performOnKnobs(.turnKnob(by: -1))
      }
    }
    if event.kind == .click, let command = frame.command(atColumn: event.column, row: event.row) {
      return give(command)
    }
    if event.kind == .click, let key = frame.enteredKey(atColumn: event.column, row: event.row) {
      return press(key)
    }
    return pointAtPane(event)
  }

  private mutating func pointAtPane(_ event: PointerEvent) -> [Effect] {
    let placed = placedContents
    guard let pane = placed.first(where: { $0.area.contains(column: event.column, row: event.row) }) else {
      return []
    }
    if event.kind == .click, let place = pane.place,
      let reply = screens[shown].click(
        paneAt: place, column: event.column, row: event.row, in: pane.inner, context: context)
    {
      scroll = 0
      return take(reply)
    }
    if !pane.isFocused, pane.isFocusable {
      screens[shown].focusPane(at: pane.place)
      scroll = 0
      return []
    }
    switch event.kind {
    case .click: return []
    case .wheelUp: return changeView(.scroll(by: -1))
    case .wheelDown: return changeView(.scroll(by: 1))
    }
  }

  /// A click on a line gives it, a click beside the box closes it.
  private mutating func point(_ event: PointerEvent, in list: ListOverlay) -> [Effect] {
    switch event.kind {
    case .wheelUp: return press(.up, in: list)
    case .wheelDown: return press(.down, in: list)
    case .click:
      let (box, first, rows) = OverlayPane(state: self).rows(of: list)
      guard box.contains(column: event.column, row: event.row) else { return press(.escape, in: list) }
      guard rows.contains(event.row), list.kind != .knobs else { return [] }
      var list = list
      let place = first + event.row - rows.lowerBound
      guard place < list.items(for: self).count else { return [] }
      if list.selection == place { return press(.enter, in: list) }
      list.selection = place
      overlay = .list(list)
      return []
    }
  }
}
