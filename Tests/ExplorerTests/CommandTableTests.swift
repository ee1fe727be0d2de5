import Explorer
import TerminalCanvas
import Testing

struct CommandTableTests {
  @Test(arguments: ExplorerState.Screen.allCases) func noKeyGivesTwoCommands(screen: ExplorerState.Screen) {
    let keys = CommandTable.commands(on: screen).flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
  }

  /// The keys that every screen shares stand in the table, and letters that belong to movement mean nothing else.
  @Test(arguments: ExplorerState.Screen.allCases) func theSharedKeysAreThere(screen: ExplorerState.Screen) {
    let shared: [(Key, Action)] = [
      (.character(" "), .togglePause), (.character("."), .step), (.character(">"), .epoch),
      (.character("+"), .changePace(by: 1)), (.character("-"), .changePace(by: -1)),
      (.character("R"), .restart),
      (.character("o"), .openPresets), (.pageUp, .scrub(by: -1)), (.character("("), .scrub(by: -1)),
      (.pageDown, .scrub(by: 1)), (.character(")"), .scrub(by: 1)), (.home, .scrubToStart),
      (.end, .scrubToEnd),
      (.tab, .focusPane(by: 1)), (.character("z"), .zoom), (.escape, .back), (.character("q"), .quit),
      (.character("u"), .undo), (.character("U"), .redo), (.character("G"), .nextGlyphs),
      (.character("V"), .nextRamp), (.character("K"), .showKnobs), (.character("?"), .openHelp),
      (.character(":"), .openPalette), (.character("/"), .search),
      (.character("h"), .turnKnob(by: -1)), (.character("j"), .selectKnob(by: 1)),
      (.character("k"), .selectKnob(by: -1)), (.character("l"), .turnKnob(by: 1)), (.enter, .typeValue),
      (.delete, .resetKnob),
    ]
    for (key, action) in shared {
      #expect(CommandTable.command(for: key, on: screen)?.action == action, "\(key.label)")
    }
    // The number of every other screen leads there.
    for other in ExplorerState.Screen.allCases where other != screen {
      let key = Key.character(Character(String(other.rawValue)))
      #expect(CommandTable.command(for: key, on: screen)?.action == .showScreen(other))
    }
  }

  /// No command is reachable only by a function key or a bracket, and every screen letter is in the footer or in help.
  @Test(arguments: ExplorerState.Screen.allCases) func everyCommandHasAnOrdinaryKey(
    screen: ExplorerState.Screen
  ) {
    for command in CommandTable.commands(on: screen) {
      #expect(!command.keys.isEmpty)
      #expect(!command.keys.contains(.character("[")) && !command.keys.contains(.character("]")))
    }
  }
}
