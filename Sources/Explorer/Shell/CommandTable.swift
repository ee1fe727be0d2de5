public import TerminalCanvas

/// What can be given on each screen, and by which keys: the shell's commands, a key to every other screen, and the screen's own.
///
/// Keys, footer, help and palette are all read from it.
public enum CommandTable {
  /// What can be given on the screen of that place, in the order of the footer, which drops from its end what does not fit.
  public static func commands(on screen: Int) -> [ExplorerCommand] { tables[screen].commands }

  /// What the key gives on that screen; nil for nothing.
  public static func command(for key: Key, on screen: Int) -> ExplorerCommand? { tables[screen].byKey[key] }

  /// The key that leads to the screen of that place; nil from the eleventh on, which the palette leads to.
  static func key(ofScreen place: Int) -> Key? {
    place < 10 ? .character(Character(String((place + 1) % 10))) : nil
  }

  private static let tables = ExplorerState.everyScreen.indices.map { place in
    let commands = commands(onScreenAt: place)
    let byKey = Dictionary(
      commands.flatMap { command in command.keys.map { ($0, command) } },
      uniquingKeysWith: { first, _ in first })
    return (commands: commands, byKey: byKey)
  }

  private static func commands(onScreenAt place: Int) -> [ExplorerCommand] {
    var commands = ExplorerCommand.leading + tabs(without: place) + ExplorerCommand.following
    for (command, successor) in type(of: ExplorerState.everyScreen[place]).erasedCommands {
      guard let index = commands.firstIndex(where: { $0.action == successor }) else {
        preconditionFailure("\(command.title) stands before a command that there is not")
      }
      commands.insert(command, at: index)
    }
    return commands
  }

  private static func tabs(without shown: Int) -> [ExplorerCommand] {
    ExplorerState.everyScreen.enumerated().filter { $0.offset != shown }.map { place, screen in
      let kind = type(of: screen)
      return ExplorerCommand(
        .view(.showScreen(place)), "the \(kind.title) screen: \(kind.purpose)",
        keys: key(ofScreen: place).map { [$0] } ?? [])
    }
  }
}
