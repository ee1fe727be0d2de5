import TerminalCanvas

// What can be given on every screen, in the order of the footer.
extension ExplorerCommand {
  /// Before the keys of the other screens.
  static let leading: [ExplorerCommand] = [
    ExplorerCommand(.run(.togglePause), "pause, or go on", keys: [.character(" ")], hint: "pause"),
    ExplorerCommand(
      .session(.quit), "go back, or quit", keys: [.character("q"), .control("c")], hint: "quit"),
    ExplorerCommand(.open(.help), "help: every key", keys: [.character("?")], hint: "help"),
  ]

  static let following: [ExplorerCommand] = [
    ExplorerCommand(.view(.focusPane(by: 1)), "next pane", keys: [.tab], hint: "pane"),
    ExplorerCommand(.view(.zoom), "zoom the pane, or back", keys: [.character("z")], hint: "zoom"),
    ExplorerCommand(.run(.step), "take one step", keys: [.character(".")], hint: "step"),
    ExplorerCommand(.run(.epoch), "run one epoch, then pause", keys: [.character(">")], hint: "epoch"),
    ExplorerCommand(
      .run(.changePace(by: 1)), "train faster", keys: [.character("+"), .character("=")], hint: "- pace"),
    ExplorerCommand(.run(.changePace(by: -1)), "train slower", keys: [.character("-")]),
    ExplorerCommand(
      .run(.restart), "restart with the present knobs", keys: [.character("R")], hint: "restart"),
    ExplorerCommand(
      .open(.explanation), "explain ε with today's numbers", keys: [.character("x")], hint: "explain"),
    ExplorerCommand(.open(.presets), "presets and data sets", keys: [.character("o")], hint: "presets"),
    ExplorerCommand(.knob(.undo), "undo the last change of a knob", keys: [.character("u")], hint: "undo") {
      $0.undoable.isEmpty ? "No knob was turned yet." : nil
    },
    ExplorerCommand(.open(.palette), "type a command", keys: [.character(":")], hint: "command"),
    ExplorerCommand(.open(.knobs), "all knobs in a list", keys: [.character("K")], hint: "knobs"),
    ExplorerCommand(.open(.search), "search the commands", keys: [.character("/")], hint: "search"),
    ExplorerCommand(.knob(.selectKnob(by: -1)), "choose the knob above", keys: [.up, .character("k")]),
    ExplorerCommand(.knob(.selectKnob(by: 1)), "choose the knob below", keys: [.down, .character("j")]),
    ExplorerCommand(.knob(.turnKnob(by: -1)), "turn the knob down", keys: [.left, .character("h")]),
    ExplorerCommand(.knob(.turnKnob(by: 1)), "turn the knob up", keys: [.right, .character("l")]),
    ExplorerCommand(.knob(.turnKnob(by: -3)), "turn the knob down, coarsely", keys: [.shiftLeft]),
    ExplorerCommand(.knob(.turnKnob(by: 3)), "turn the knob up, coarsely", keys: [.shiftRight]),
    ExplorerCommand(.knob(.selectKnob(by: -4)), "four knobs up", keys: [.shiftUp]),
    ExplorerCommand(.knob(.selectKnob(by: 4)), "four knobs down", keys: [.shiftDown]),
    ExplorerCommand(.knob(.typeValue), "type the knob's value", keys: [.enter]),
    ExplorerCommand(.knob(.resetKnob), "set the knob back to where the run began", keys: [.delete]),
    ExplorerCommand(.knob(.redo), "redo what was undone", keys: [.character("U")]) {
      $0.redoable.isEmpty ? "Nothing was undone." : nil
    },
    ExplorerCommand(
      .view(.scrub(by: -1)), "look at an earlier step (paused)", keys: [.pageUp, .character("(")],
      unless: staysAtNewest),
    ExplorerCommand(
      .view(.scrub(by: 1)), "look at a later step (paused)", keys: [.pageDown, .character(")")],
      unless: staysAtNewest),
    ExplorerCommand(
      .view(.scrubToStart), "look at the first step (paused)", keys: [.home], unless: staysAtNewest),
    ExplorerCommand(
      .view(.scrubToEnd), "look at the newest step (paused)", keys: [.end], unless: staysAtNewest),
    ExplorerCommand(.view(.focusPane(by: -1)), "previous pane", keys: [.backTab]),
    ExplorerCommand(.view(.back), "back, out of anything", keys: [.escape]),
    ExplorerCommand(.view(.nextGlyphs), "glyphs: braille, ASCII or blocks", keys: [.character("G")]),
    ExplorerCommand(.view(.nextRamp), "colours of the pictures", keys: [.character("V")]),
    ExplorerCommand(.session(.redraw), "draw the screen anew", keys: [.control("l")]),
    ExplorerCommand(.session(.suspend), "suspend; `fg` comes back", keys: [.control("z")]),
  ]

  private static let staysAtNewest: @Sendable (ExplorerState) -> String? = { state in
    state.subject.isRunning ? "Pause first, with Space, to look at earlier steps." : nil
  }
}
