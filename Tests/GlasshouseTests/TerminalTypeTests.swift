import Foundation
import Terminal
import Testing

struct TerminalTypeTests {
  /// Among them the console of Linux, whose entry has no size.
  @Test(arguments: ["linux", "vt100", "xterm", "xterm-256color", "screen-256color", "tmux-256color"])
  func theExplorerOpensAndLeavesOnEveryTypeOfTerminal(type: String) throws {
    let scratch = try ScratchFolder()
    let terminal = try PseudoTerminal(
      path: Program.built.url.path, rows: 24, columns: 80, arguments: ["explore", "--dataset", "digits"],
      environment: ["TERM": type, "COLORTERM": "truecolor", "XDG_STATE_HOME": scratch.url.path])
    #expect(terminal.wait(for: "Train"))
    terminal.press("q")
    #expect(terminal.status() == 0)
    #expect(terminal.isCooked)
  }
}
