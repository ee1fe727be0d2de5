public import Preferences
public import TerminalCanvas

/// What can be given on each screen, and by which keys: the shell's commands, a key to every other screen, and the screen's own.
///
/// Keys, footer, help, palette and the table in the README are all read from it.
public struct CommandTable: Sendable {
  private var tables: [[ExplorerCommand]]
  private var byKey: [[Key: ExplorerCommand]] = []

  /// With the keys that the program comes with.
  public static let standard = CommandTable()

  private init() {
    tables = ExplorerState.everyScreen.indices.map(Self.commands(onScreenAt:))
    index()
  }

  /// What can be given on the screen of that place, in the order of the footer, which drops from its end what does not fit.
  public func commands(on screen: Int) -> [ExplorerCommand] { tables[screen] }

  /// What the key gives on that screen; nil for nothing.
  public func command(for key: Key, on screen: Int) -> ExplorerCommand? { byKey[screen][key] }

  /// Every command that there is on any screen, once.
  public var everyCommand: [ExplorerCommand] {
    var seen = Set<String>()
    return tables.joined().filter { seen.insert($0.name).inserted }
  }

  /// The key that gives that action on that screen; nil where none does.
  func key(for action: Action, on screen: Int) -> Key? {
    tables[screen].first { $0.action == action }?.keys.first
  }

  /// The screen on which the key gives something, and what; nil where it does so nowhere.
  func command(forKeyElsewhere key: Key, than screen: Int) -> (command: ExplorerCommand, screen: Int)? {
    for other in tables.indices where other != screen {
      if let command = byKey[other][key] { return (command, other) }
    }
    return nil
  }

  /// The table with other keys for some commands, by their names: they take the place of those it came with.
  ///
  /// - Throws: `KeyBindingError` for a name that no command has, and for a key that would give two commands on one screen.
  public func binding(_ bindings: KeyBindings) throws(KeyBindingError) -> CommandTable {
    let names = Set(tables.joined().map(\.name))
    var (keys, lines): ([String: [Key]], [String: Int]) = ([:], [:])
    for entry in bindings.entries {
      guard names.contains(entry.command) else {
        throw .unknownCommand(entry.command, path: bindings.path, line: entry.line, known: names.sorted())
      }
      (keys[entry.command], lines[entry.command]) = (entry.keys, entry.line)
    }
    var copy = self
    for screen in tables.indices {
      for place in tables[screen].indices {
        if let own = keys[tables[screen][place].name] { copy.tables[screen][place].keys = own }
      }
      var given: [Key: String] = [:]
      for command in copy.tables[screen] {
        for key in command.keys {
          if let other = given.updateValue(command.name, forKey: key) {
            // One of the two is of the file, for the keys that the program comes with are told apart.
            throw .boundTwice(
              key.label, path: bindings.path, line: max(lines[other] ?? 0, lines[command.name] ?? 0),
              commands: [other, command.name].sorted())
          }
        }
      }
    }
    // Who has lost these has lost the way.
    for name in ["quit", "help"] where keys[name]?.isEmpty == true {
      throw .noKey(name, path: bindings.path, line: lines[name] ?? 0)
    }
    copy.index()
    return copy
  }

  private mutating func index() {
    byKey = tables.map { commands in
      Dictionary(
        commands.flatMap { command in command.keys.map { ($0, command) } },
        uniquingKeysWith: { first, _ in first })
    }
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
        "screen-\(kind.title.lowercased())", .view(.showScreen(place)),
        "the \(kind.title) screen: \(kind.purpose)",
        keys: [ExplorerState.key(ofScreen: place)])
    }
  }
}
