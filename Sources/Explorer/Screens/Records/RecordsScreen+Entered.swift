package import TerminalCanvas

// While the record is entered it has the keys: arrows, Enter, Space, Delete, letters and digits.
extension RecordsScreen {
  package mutating func press(_ key: Key, in context: ScreenContext) -> ScreenReply? {
    if let reply = pressInList(key, in: context) { return reply }
    guard isEntered, editor != nil else {
      // Who looks at the record and presses Enter means to fill it in.
      guard key == .enter, focus == .record, editor != nil else { return nil }
      isEntered = true
      return ScreenReply()
    }
    switch key {
    case .escape:
      isEntered = false
      editor?.typed = nil
      return ScreenReply()
    case .tab, .backTab:
      isEntered = false
      editor?.typed = nil
      return nil
    default: break
    }
    switch editor?.press(key) {
    case .taken: return ScreenReply()
    case .refused(let reason): return ScreenReply(notice: .init(text: reason, ink: .warning))
    case .passed, nil: return nil
    }
  }

  package mutating func click(
    _ pane: Pane, column: Int, row: Int, in area: Rect, context: ScreenContext
  ) -> ScreenReply? {
    if pane == .atRisk { return clickInList(row: row, in: area, context: context) }
    guard pane == .record, editor != nil else { return nil }
    let body = content(of: .record, in: context).body
    if focus != .record { focus = .record }
    isEntered = true
    editor?.typed = nil
    switch body {
    case .grid(let grid):
      if let pixel = grid.pixel(atColumn: column, row: row, in: area) { editor?.cursor = pixel }
    case .list(let list):
      if let line = list.row(atRow: row, in: area) { editor?.cursor = line }
    default: break
    }
    return ScreenReply()
  }

  package func enteredKeys(in context: ScreenContext) -> [KeyHint]? {
    let isASCII = context.glyphs == .ascii
    if risk.isEntered {
      return [
        KeyHint(.escape, "done"), KeyHint(.down, "move", label: isASCII ? "Up Down" : "↑↓"),
        KeyHint(.enter, "choose"), KeyHint(.character("d"), "delete and retrain"),
        KeyHint(.character("g"), "slices"), KeyHint(.character("s"), "score"),
      ]
    }
    guard isEntered, let editor else { return nil }
    switch editor.form.shape {
    case .picture:
      return [
        KeyHint(.escape, "done"), KeyHint(.right, "move", label: isASCII ? "arrows" : "←→↑↓"),
        KeyHint(.character(" "), "ink"), KeyHint(.delete, "erase"),
        KeyHint(.shiftRight, "draw", label: isASCII ? "Shift-arrows" : "Shift-←→↑↓"),
        KeyHint(.character("9"), "shade", label: "0-9 + -"), KeyHint(.character("c"), "label", label: "c v"),
        KeyHint(.character("u"), "undo"), KeyHint(.character("U"), "redo"),
      ]
    case .table:
      return [
        KeyHint(.escape, "done"), KeyHint(.down, "field", label: isASCII ? "Up Down" : "↑↓"),
        KeyHint(.right, "change", label: isASCII ? "Left Right" : "←→"),
        KeyHint(.character("0"), "type", label: "0-9 . -"), KeyHint(.enter, "next"),
        KeyHint(.delete, "usual"), KeyHint(.character("u"), "undo"), KeyHint(.character("U"), "redo"),
      ]
    }
  }
}
