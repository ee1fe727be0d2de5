import Explorer
import Foundation
import TerminalCanvas
import Testing

/// What the README says of keys is what the program has.
struct ReadmeTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "../../README.md"
  ).standardized
  private static let marks = (start: "<!-- keys -->\n", end: "<!-- /keys -->")

  /// Between its marks stands the table; `RECORD_SNAPSHOTS=1 swift test …` writes it anew.
  @Test func theTableOfKeysIsThatOfTheProgram() throws {
    var text = try String(contentsOf: Self.file, encoding: .utf8)
    let start = try #require(text.range(of: Self.marks.start)?.upperBound)
    let end = try #require(text.range(of: Self.marks.end)?.lowerBound)
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      text.replaceSubrange(start..<end, with: Self.table)
      try Data(text.utf8).write(to: Self.file)
      return
    }
    #expect(text[start..<end] == Self.table)
  }

  /// A row for each command, in the order of the footer, with all its keys and the screens that have it.
  private static var table: String {
    let table = CommandTable.standard
    let screens = ExplorerState.everyScreen.map { type(of: $0).title }
    let rows = table.everyCommand.map { command in
      let places = screens.indices.filter { place in
        table.commands(on: place).contains { $0.name == command.name }
      }
      // The key of a screen is of no use on that screen alone.
      let isEverywhere = places.count >= screens.count - (command.name.hasPrefix("screen-") ? 1 : 0)
      let keys = command.keys.map { "`\($0.label)`" }.joined(separator: " ")
      let title = command.title.replacing("|", with: "\\|")
      return
        "| \(keys) | \(title) | \(isEverywhere ? "" : places.map { screens[$0] }.joined(separator: ", ")) |"
    }
    return (["| Keys | Do | Where |", "|---|---|---|"] + rows).map { $0 + "\n" }.joined()
  }

  /// A command without a row would be one that nobody finds.
  @Test func everyCommandHasARow() {
    let names = CommandTable.standard.everyCommand.map(\.name)
    for place in ExplorerState.everyScreen.indices {
      for command in CommandTable.standard.commands(on: place) { #expect(names.contains(command.name)) }
    }
    #expect(Set(names).count == names.count && names.count >= 55)
  }
}
