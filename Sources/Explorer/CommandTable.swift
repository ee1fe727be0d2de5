public import TerminalCanvas

/// A command: what it is called, which keys give it, and whether it can be given now.
///
/// Keys, footer, help and palette are all read from this one table.
public struct ExplorerCommand: Sendable {
  public let action: Action
  public let title: String
  /// Any of them gives the command; the first ones are shown.
  public let keys: [Key]
  /// A word for the footer, after the first key; nil keeps the command out of it.
  let hint: String?
  /// The screen it belongs to; nil is all of them.
  let screen: ExplorerState.Screen?
  /// Why it cannot be given now; nil when it can.
  let obstacle: @Sendable (ExplorerState) -> String?

  init(
    _ action: Action, _ title: String, keys: [Key], hint: String? = nil,
    on screen: ExplorerState.Screen? = nil,
    unless obstacle: @escaping @Sendable (ExplorerState) -> String? = { _ in nil }
  ) {
    self.action = action
    self.screen = screen
    self.title = title
    self.keys = keys
    self.hint = hint
    self.obstacle = obstacle
  }

  /// The keys as help shows them.
  public var keyLabel: String { keys.prefix(2).map(\.label).joined(separator: " ") }
}

public enum CommandTable {
  /// In the order of the footer.
  private static let all: [ExplorerCommand] = [
    ExplorerCommand(.togglePause, "pause, or go on", keys: [.character(" ")], hint: "pause"),
    ExplorerCommand(.quit, "go back, or quit", keys: [.character("q"), .control("c")], hint: "quit"),
    ExplorerCommand(.openHelp, "help: every key", keys: [.character("?")], hint: "help"),
    ExplorerCommand(
      .showScreen(.membership), "the Membership screen: who was trained on?", keys: [.character("2")],
      on: .train),
    ExplorerCommand(
      .showScreen(.train), "the Train screen: what the model learns", keys: [.character("1")],
      on: .membership),
    ExplorerCommand(
      .chooseAttack(by: 1), "the next attack", keys: [.character("a")], hint: "b attack", on: .membership),
    ExplorerCommand(.chooseAttack(by: -1), "the attack before", keys: [.character("b")], on: .membership),
    ExplorerCommand(.focusPane(by: 1), "next pane", keys: [.tab], hint: "pane"),
    ExplorerCommand(
      .nextShadowCount, "more reference models, or fewer again", keys: [.character("s")], hint: "shadows",
      on: .membership),
    ExplorerCommand(
      .toggleROCScale, "ROC with logarithmic axes, or linear ones", keys: [.character("g")], hint: "axes",
      on: .membership),
    ExplorerCommand(
      .nextPrior, "another share of members among those asked about, for precision",
      keys: [.character("w")], hint: "prior", on: .membership),
    ExplorerCommand(.zoom, "zoom the pane, or back", keys: [.character("z")], hint: "zoom"),
    ExplorerCommand(.step, "take one step", keys: [.character(".")], hint: "step"),
    ExplorerCommand(.epoch, "run one epoch, then pause", keys: [.character(">")], hint: "epoch"),
    ExplorerCommand(
      .changePace(by: 1), "train faster", keys: [.character("+"), .character("=")], hint: "- pace"),
    ExplorerCommand(.changePace(by: -1), "train slower", keys: [.character("-")]),
    ExplorerCommand(.restart, "restart with the present knobs", keys: [.character("R")], hint: "restart"),
    ExplorerCommand(.explain, "explain ε with today's numbers", keys: [.character("x")], hint: "explain"),
    ExplorerCommand(.openPresets, "presets and data sets", keys: [.character("o")], hint: "presets"),
    ExplorerCommand(.undo, "undo the last change of a knob", keys: [.character("u")], hint: "undo") {
      $0.undoable.isEmpty ? "No knob was turned yet." : nil
    },
    ExplorerCommand(
      .changeClass(by: 1), "invert the next class", keys: [.character("c")], hint: "class",
      on: .train),
    ExplorerCommand(.openPalette, "type a command", keys: [.character(":")], hint: "command"),
    ExplorerCommand(
      .toggleROCScale, "ROC with logarithmic axes, or linear ones", keys: [.character("g")], hint: "ROC axes",
      on: .train),
    ExplorerCommand(.showKnobs, "all knobs in a list", keys: [.character("K")], hint: "knobs"),
    ExplorerCommand(.search, "search the commands", keys: [.character("/")], hint: "search"),
    ExplorerCommand(
      .changeClass(by: -1), "invert the previous class", keys: [.character("v")], on: .train),
    ExplorerCommand(.selectKnob(by: -1), "choose the knob above", keys: [.up, .character("k")]),
    ExplorerCommand(.selectKnob(by: 1), "choose the knob below", keys: [.down, .character("j")]),
    ExplorerCommand(.turnKnob(by: -1), "turn the knob down", keys: [.left, .character("h")]),
    ExplorerCommand(.turnKnob(by: 1), "turn the knob up", keys: [.right, .character("l")]),
    ExplorerCommand(.turnKnob(by: -3), "turn the knob down, coarsely", keys: [.shiftLeft]),
    ExplorerCommand(.turnKnob(by: 3), "turn the knob up, coarsely", keys: [.shiftRight]),
    ExplorerCommand(.selectKnob(by: -4), "four knobs up", keys: [.shiftUp]),
    ExplorerCommand(.selectKnob(by: 4), "four knobs down", keys: [.shiftDown]),
    ExplorerCommand(.typeValue, "type the knob's value", keys: [.enter]),
    ExplorerCommand(.resetKnob, "set the knob back to where the run began", keys: [.delete]),
    ExplorerCommand(.redo, "redo what was undone", keys: [.character("U")]) {
      $0.redoable.isEmpty ? "Nothing was undone." : nil
    },
    ExplorerCommand(
      .scrub(by: -1), "look at an earlier step (paused)", keys: [.pageUp, .character("(")], unless: running),
    ExplorerCommand(
      .scrub(by: 1), "look at a later step (paused)", keys: [.pageDown, .character(")")], unless: running),
    ExplorerCommand(.scrubToStart, "look at the first step (paused)", keys: [.home], unless: running),
    ExplorerCommand(.scrubToEnd, "look at the newest step (paused)", keys: [.end], unless: running),
    ExplorerCommand(.focusPane(by: -1), "previous pane", keys: [.backTab]),
    ExplorerCommand(.back, "back, out of anything", keys: [.escape]),
    ExplorerCommand(.nextGlyphs, "glyphs: braille, ASCII or blocks", keys: [.character("G")]),
    ExplorerCommand(.nextRamp, "colours of the pictures", keys: [.character("V")]),
    ExplorerCommand(.redraw, "draw the screen anew", keys: [.control("l")]),
    ExplorerCommand(.suspend, "suspend; `fg` comes back", keys: [.control("z")]),
  ]

  /// What can be given on that screen, in the order of the footer, which drops from its end what does not fit.
  public static func commands(on screen: ExplorerState.Screen) -> [ExplorerCommand] {
    byScreen[screen]?.commands ?? []
  }

  public static func command(for key: Key, on screen: ExplorerState.Screen) -> ExplorerCommand? {
    byScreen[screen]?.byKey[key]
  }

  private static let byScreen:
    [ExplorerState.Screen: (commands: [ExplorerCommand], byKey: [Key: ExplorerCommand])] = Dictionary(
      uniqueKeysWithValues: ExplorerState.Screen.allCases.map { screen in
        let commands = all.filter { $0.screen == nil || $0.screen == screen }
        let byKey = Dictionary(
          commands.flatMap { command in command.keys.map { ($0, command) } },
          uniquingKeysWith: { first, _ in first })
        return (screen, (commands, byKey))
      })

  private static let running: @Sendable (ExplorerState) -> String? = { state in
    state.isRunning ? "Pause first, with Space, to look at earlier steps." : nil
  }
}
