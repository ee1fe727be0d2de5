import Foundation
import Terminal
import Testing

struct DoctorCommandTests {
  /// Where nothing is a terminal, and where nothing is right: words alone, and never a failure.
  @Test(
    arguments: ["", "dumb", "vt100", "linux", "xterm-256color", "no-such-terminal", "\u{1B}[31m"],
    ["C", "C.UTF-8", "xx_YY.UTF-8"])
  func whereverItRunsItSaysWhatItFoundWithoutASequence(type: String, locale: String) throws {
    let environment = ["TERM": type, "LC_ALL": locale, "COLORTERM": "truecolor"]
    let text = try Program.built.run(["doctor", "--color", "always"], environment: environment)
    #expect(text.status == 0 && text.complaint.isEmpty)
    #expect(!text.output.contains("\u{1B}"))
    #expect(text.output.contains("are no terminal"))
    #expect(text.output.contains("⡇") == (locale != "C"))
    let object = try Program.built.run(["doctor", "--format", "json"], environment: environment).object()
    #expect(object["term"] as? String == (type.isEmpty ? nil : type))
    #expect(object["is_known"] as? Bool == ["dumb", "vt100", "linux", "xterm-256color"].contains(type))
    #expect(object["can_show_screen"] as? Bool == false)
    #expect(object["is_utf8"] as? Bool == (locale != "C"))
  }

  @Test(arguments: [
    (["COLORTERM": "truecolor"], "direct", "colorterm"), (["COLORTERM": ""], "256", "terminfo"),
    (["COLORTERM": "truecolor", "NO_COLOR": "1"], "none", "no_color"),
    (["COLORTERM": "24bit", "STY": "1.pts", "TMUX": ""], "256", "terminfo"),
    (["COLORTERM": "24bit", "TERM": "vt100"], "none", "colorterm_unfulfilled"),
  ])
  func theDepthAndWhatDecidedItAreSaid(changes: [String: String], depth: String, reason: String) throws {
    let environment = ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "NO_COLOR": ""].merging(changes) { $1 }
    let object = try Program.built.run(["doctor", "--format", "json"], environment: environment).object()
    #expect(object["depth_reason"] as? String == reason)
    #if !os(macOS)
      #expect(object["depth"] as? String == depth)
    #endif
  }

  @Test func onATerminalItAsksForTheBackgroundAndLeavesAllAsItWas() throws {
    let terminal = try PseudoTerminal(
      path: Program.built.url.path, rows: 60, columns: 100, arguments: ["doctor"],
      environment: ["COLORTERM": "truecolor"])
    #expect(terminal.wait(for: "\u{1B}]11;?\u{1B}\\\u{1B}[c"))
    terminal.press("\u{1B}]11;rgb:1e1e/2e2e/3e3e\u{1B}\\\u{1B}[?62;22c")
    #expect(terminal.wait(for: "100x60"))
    #expect(terminal.wait(for: "#1e2e3e"))
    #expect(terminal.wait(for: "\u{1B}[48;2;0;255;255m"))
    #expect(terminal.isCooked)
    #expect(terminal.status() == 0)
    // The terminal has echoed no part of the answer.
    #expect(!terminal.received.contains("rgb:"))
  }
}
