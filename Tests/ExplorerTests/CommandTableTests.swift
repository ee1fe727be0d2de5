import Explorer
import TerminalCanvas
import Testing

struct CommandTableTests {
  @Test(arguments: ExplorerState.everyScreen.indices) func noKeyGivesTwoCommands(screen: Int) {
    let keys = CommandTable.standard.commands(on: screen).flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
  }

  /// The keys that every screen shares stand in the table, and letters that belong to movement mean nothing else.
  @Test(arguments: ExplorerState.everyScreen.indices) func theSharedKeysAreThere(screen: Int) {
    let shared: [(Key, Action)] = [
      (.character(" "), .run(.togglePause)), (.character("."), .run(.step)), (.character(">"), .run(.epoch)),
      (.character("+"), .run(.changePace(by: 1))), (.character("-"), .run(.changePace(by: -1))),
      (.character("R"), .run(.restart)),
      (.character("o"), .open(.presets)), (.pageUp, .view(.scrub(by: -1))),
      (.character("("), .view(.scrub(by: -1))),
      (.pageDown, .view(.scrub(by: 1))), (.character(")"), .view(.scrub(by: 1))),
      (.home, .view(.scrubToStart)),
      (.end, .view(.scrubToEnd)),
      (.tab, .view(.focusPane(by: 1))), (.character("z"), .view(.zoom)), (.escape, .view(.back)),
      (.character("q"), .session(.quit)),
      (.character("u"), .knob(.undo)), (.character("U"), .knob(.redo)), (.character("G"), .view(.nextGlyphs)),
      (.character("V"), .view(.nextRamp)), (.character("K"), .open(.knobs)), (.character("?"), .open(.help)),
      (.character(":"), .open(.palette)), (.character("/"), .open(.search)),
      (.character("h"), .knob(.turnKnob(by: -1))), (.character("j"), .knob(.selectKnob(by: 1))),
      (.character("k"), .knob(.selectKnob(by: -1))), (.character("l"), .knob(.turnKnob(by: 1))),
      (.enter, .knob(.typeValue)),
      (.delete, .knob(.resetKnob)),
    ]
    for (key, action) in shared {
      #expect(CommandTable.standard.command(for: key, on: screen)?.action == action, "\(key.label)")
    }
    // The number of every other screen leads there.
    for other in ExplorerState.everyScreen.indices where other != screen {
      let key = ExplorerState.key(ofScreen: other)
      #expect(CommandTable.standard.command(for: key, on: screen)?.action == .view(.showScreen(other)))
    }
  }

  /// No command is reachable only by a function key or a bracket, and every screen letter is in the footer or in help.
  @Test(arguments: ExplorerState.everyScreen.indices) func everyCommandHasAnOrdinaryKey(
    screen: Int
  ) {
    for command in CommandTable.standard.commands(on: screen) {
      #expect(!command.keys.isEmpty)
      #expect(!command.keys.contains(.character("[")) && !command.keys.contains(.character("]")))
    }
  }
}
