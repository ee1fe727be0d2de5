import TerminalCanvas

// What can be given on every screen, in the order of the footer.
extension ExplorerCommand {
  /// Before the keys of the other screens.
  static let leading: [ExplorerCommand] = [
    ExplorerCommand(
      "pause", .run(.togglePause), "pause, or go on", keys: [.character(" ")], hint: "pause",
      unless: { $0.replay == nil ? nil : "A run is being replayed: Esc stops there." }),
    ExplorerCommand(
      "knob-up", .knob(.turnKnob(by: 1)), "turn the knob up", keys: [.right, .character("l")], hint: "turn"),
    ExplorerCommand(
      "knob-below", .knob(.selectKnob(by: 1)), "choose the knob below", keys: [.down, .character("j")],
      hint: "knob"),
    ExplorerCommand(
      "quit", .session(.quit), "go back, or quit", keys: [.character("q"), .control("c")], hint: "quit"),
    ExplorerCommand("help", .open(.help), "help: every key", keys: [.character("?")], hint: "help"),
    ExplorerCommand(
      "explain", .open(.explanation), "explain what is shown, with today's numbers", keys: [.character("x")],
      hint: "explain"),
    ExplorerCommand(
      "pin", .compare(.pin), "pin this run, to compare the next with it; or let go of it",
      keys: [.character("p")], hint: "pin", unless: { $0.obstacleToPinning }),
  ]

  static let following: [ExplorerCommand] = [
    ExplorerCommand(
      "restart", .run(.restart), "restart with the present knobs", keys: [.character("R")], hint: "restart"),
    ExplorerCommand("next-pane", .view(.focusPane(by: 1)), "next pane", keys: [.tab], hint: "pane"),
    ExplorerCommand("zoom", .view(.zoom), "zoom the pane, or back", keys: [.character("z")], hint: "zoom"),
    ExplorerCommand(
      "palette", .open(.palette), "type a command", keys: [.character(":"), .control("p")], hint: "command"),
    ExplorerCommand(
      "undo", .knob(.undo), "undo the last change of a knob or of the run", keys: [.character("u")],
      hint: "undo", unless: { $0.undoable.isEmpty && $0.branch == nil ? "No knob was turned yet." : nil }),
    ExplorerCommand(
      "presets", .open(.presets), "presets and data sets", keys: [.character("o")], hint: "presets"),
    ExplorerCommand("runs", .open(.runs), "runs of before", keys: [.character("H")], hint: "runs"),
    ExplorerCommand("step", .run(.step), "take one step", keys: [.character(".")], hint: "step"),
    ExplorerCommand(
      "epoch", .run(.epoch), "run one epoch, then pause", keys: [.character(">")], hint: "epoch"),
    ExplorerCommand(
      "faster", .run(.changePace(by: 1)), "train faster", keys: [.character("+"), .character("=")],
      hint: "- pace"),
    ExplorerCommand("slower", .run(.changePace(by: -1)), "train slower", keys: [.character("-")]),
    ExplorerCommand(
      "export", .open(.exports), "export the screen, charts, pictures, the run or a report",
      keys: [.character("e")], hint: "export",
      unless: { $0.subject.moment == nil ? "Nothing was measured yet." : nil }),
    ExplorerCommand("knobs", .open(.knobs), "all knobs in a list", keys: [.character("K")], hint: "knobs"),
    ExplorerCommand(
      "copy-state", .session(.copyState), "copy the state string, and show it", keys: [.character("y")],
      hint: "copy state"),
    ExplorerCommand(
      "search", .open(.search), "search what is listed", keys: [.character("/")], hint: "search"),
    ExplorerCommand(
      "presenter", .view(.togglePresenter), "presenter mode: few and large, for a projector",
      keys: [.character("P")], hint: "present"),
    ExplorerCommand("themes", .open(.themes), "choose a theme", keys: [.character("T")], hint: "theme"),
    ExplorerCommand(
      "screens", .open(.screens), "all screens, with what each shows", keys: [.character(",")]),
    ExplorerCommand(
      "knob-above", .knob(.selectKnob(by: -1)), "choose the knob above", keys: [.up, .character("k")]),
    ExplorerCommand(
      "knob-down", .knob(.turnKnob(by: -1)), "turn the knob down", keys: [.left, .character("h")]),
    ExplorerCommand(
      "knob-far-down", .knob(.turnKnob(by: -3)), "turn the knob down, coarsely", keys: [.shiftLeft]),
    ExplorerCommand(
      "knob-far-up", .knob(.turnKnob(by: 3)), "turn the knob up, coarsely", keys: [.shiftRight]),
    ExplorerCommand("knob-far-above", .knob(.selectKnob(by: -4)), "four knobs up", keys: [.shiftUp]),
    ExplorerCommand("knob-far-below", .knob(.selectKnob(by: 4)), "four knobs down", keys: [.shiftDown]),
    ExplorerCommand("type-value", .knob(.typeValue), "type the knob's value", keys: [.enter]),
    ExplorerCommand(
      "reset-knob", .knob(.resetKnob), "set the knob back to where the run began", keys: [.delete]),
    ExplorerCommand(
      "redo", .knob(.redo), "redo what was undone", keys: [.character("U"), .control("r")],
      unless: { $0.redoable.isEmpty ? "Nothing was undone." : nil }),
    ExplorerCommand(
      "earlier", .view(.scrub(by: -1)), "look at an earlier step (paused)",
      keys: [.pageUp, .character("(")], unless: staysAtNewest),
    ExplorerCommand(
      "later", .view(.scrub(by: 1)), "look at a later step (paused)", keys: [.pageDown, .character(")")],
      unless: staysAtNewest),
    ExplorerCommand(
      "first-step", .view(.scrubToStart), "look at the first step (paused)", keys: [.home],
      unless: staysAtNewest),
    ExplorerCommand(
      "newest-step", .view(.scrubToEnd), "look at the newest step (paused)", keys: [.end],
      unless: staysAtNewest),
    ExplorerCommand("previous-pane", .view(.focusPane(by: -1)), "previous pane", keys: [.backTab]),
    ExplorerCommand(
      "scroll-down", .view(.scroll(by: 1)), "scroll the pane down", keys: [.character("}"), .control("n")]),
    ExplorerCommand(
      "scroll-up", .view(.scroll(by: -1)), "scroll the pane up", keys: [.character("{"), .control("b")]),
    ExplorerCommand("back", .view(.back), "back, out of anything", keys: [.escape]),
    ExplorerCommand(
      "glyphs", .view(.nextGlyphs), "glyphs: braille, ASCII or blocks", keys: [.character("G")]),
    ExplorerCommand("ramp", .view(.nextRamp), "colours of the pictures", keys: [.character("V")]),
    ExplorerCommand(
      "mouse", .session(.toggleMouse), "the mouse on, or off so that text can be selected",
      keys: [.character("M")]),
    ExplorerCommand(
      "blank", .view(.toggleBlank), "blank what the class sees, or show it again", keys: [.character("B")]),
    ExplorerCommand(
      "freeze", .view(.toggleFreeze), "freeze what the class sees, or go on", keys: [.character("F")]),
    ExplorerCommand("redraw", .session(.redraw), "draw the screen anew", keys: [.control("l")]),
    ExplorerCommand("suspend", .session(.suspend), "suspend; `fg` comes back", keys: [.control("z")]),
  ]

  private static let staysAtNewest: @Sendable (ExplorerState) -> String? = { state in
    state.subject.isRunning ? "Pause first, with Space, to look at earlier steps." : nil
  }
}
