import PlainText
import Terminal
import Testing

struct TerminalErrorTests {
  @Test(arguments: [TerminalError.notATerminal, .unknownTerminal(""), .unknownTerminal("vt9000")])
  func namesTheWayWithoutAScreen(error: TerminalError) {
    #expect(error.description.contains("`glasshouse train`"))
    #expect(!error.description.contains("\n"))
  }
}
