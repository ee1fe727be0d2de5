import CTerminal
import Foundation
import Statistics
import Terminal
import Testing

/// The real program on a pseudo-terminal: keys, resizes, and every way out.
@Suite(.serialized)
struct ExploreCommandTests {
  private static let leavesAlternateScreen = "\u{1B}[?1049l"

  private func start(_ folder: ScratchFolder, rows: Int32 = 24, columns: Int32 = 80) throws -> PseudoTerminal
  {
    try PseudoTerminal(
      path: Program.built.url.path, rows: rows, columns: columns,
      arguments: ["explore", "--dataset", "digits", "--train-size", "100"],
      environment: ["XDG_STATE_HOME": folder.url.path])
  }

  private func log(in folder: ScratchFolder) throws -> String {
    let runs = folder.url.appending(path: "glasshouse/runs")
    let names = try FileManager.default.contentsOfDirectory(atPath: runs.path)
    return runs.appending(path: try #require(names.first)).path
  }

  @Test func keysTrainTurnResizeAndQuit() throws {
    let folder = try ScratchFolder()
    let terminal = try start(folder)
    #expect(terminal.wait(for: "RUN"))
    #expect(terminal.wait(for: "steps/s"))
    #expect(!terminal.isCooked)
    terminal.press("l")
    #expect(terminal.wait(for: "0.1"))
    terminal.press(" ")
    #expect(terminal.wait(for: "PAUSED"))
    terminal.resize(rows: 36, columns: 120)
    // A cursor that goes down stops at the margins: these are to be as high as the screen.
    #expect(terminal.wait(for: "\u{1B}[1;36r"))
    #expect(terminal.wait(for: "noise multiplier"))
    terminal.resize(rows: 10, columns: 40)
    #expect(terminal.wait(for: "The screen needs 60 x 16."))
    terminal.resize(rows: 24, columns: 80)
    #expect(terminal.wait(for: "Accuracy"))
    terminal.press("q")
    let status = try #require(terminal.status())
    #expect(ct_status_code(status) == 0)
    #expect(terminal.isCooked)
    #expect(terminal.received.contains(Self.leavesAlternateScreen))
    #expect(terminal.received.contains("The log of the run is"))

    let log = try log(in: folder)
    let text = try String(contentsOfFile: log, encoding: .utf8)
    #expect(text.contains(#""set":{"noise_multiplier":0.1}"#))
    #expect(try Program.built.run(["replay", log, "--verify"]).status == 0)
  }

  @Test func pausedItWritesNothing() throws {
    let folder = try ScratchFolder()
    let terminal = try start(folder)
    #expect(terminal.wait(for: "steps/s"))
    terminal.press(" ")
    #expect(terminal.wait(for: "PAUSED"))
    while terminal.read(milliseconds: 500) > 0 {}
    #expect(terminal.read(milliseconds: 1500) == 0)
  }

  /// A kill loses at most the last second: the log is whole, and replays.
  @Test func aKilledRunKeepsItsLog() throws {
    let folder = try ScratchFolder()
    let terminal = try start(folder)
    #expect(terminal.wait(for: "steps/s"))
    terminal.press("l")
    // The trainer writes a command down as soon as it has taken it. (Of what is said then, curses sends only the letters that are
    // not on the screen already.)
    for _ in 0..<400 {
      if try String(contentsOfFile: log(in: folder), encoding: .utf8).contains(#""set":{"#) { break }
      _ = terminal.read(milliseconds: 50)
    }
    _ = ct_pty_signal(terminal.process, SIGKILL)
    _ = terminal.status()
    let log = try log(in: folder)
    #expect(try String(contentsOfFile: log, encoding: .utf8).contains(#""set":{"noise_multiplier":0.1}"#))
    #expect(try Program.built.run(["replay", log, "--verify"]).status == 0)
  }

  @Test(arguments: [
    SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU, SIGSYS,
  ])
  func signalsEndItInOrder(signal: Int32) throws {
    let folder = try ScratchFolder()
    let terminal = try start(folder)
    #expect(terminal.wait(for: "steps/s"))
    _ = ct_pty_signal(terminal.process, signal)
    #expect(ct_status_signal(try #require(terminal.status())) == signal)
    #expect(terminal.isCooked && terminal.received.contains(Self.leavesAlternateScreen))
    #expect(terminal.received.contains("\u{1B}[?2004l"))
    #expect(try Program.built.run(["replay", log(in: folder), "--verify"]).status == 0)
  }

  /// Counts of 16 bits, as some terminals claim them.
  @Test func aWindowOfAnySizeIsDrawn() throws {
    let folder = try ScratchFolder()
    let terminal = try start(folder, rows: 40_000, columns: 32_768)
    #expect(terminal.wait(for: "steps/s"))
    for (rows, columns) in [(1, 65535), (65535, 1), (24, 80)] as [(Int32, Int32)] {
      terminal.resize(rows: rows, columns: columns)
      terminal.read(milliseconds: 100)
    }
    #expect(terminal.wait(for: "Accuracy"))
    terminal.press("q")
    #expect(ct_status_code(try #require(terminal.status())) == 0)
  }

  /// Keys that are pasted outside a field would quit and restart; reports of the terminal would type.
  @Test func pastesAndReportsAreNoKeys() throws {
    let folder = try ScratchFolder()
    let terminal = try start(folder)
    #expect(terminal.wait(for: "steps/s"))
    terminal.press("\u{1B}[200~Rq2\rqqq\u{1B}[201~\u{1B}]11;rgb:qq/qq/qq\u{1B}\\\u{1B}P>|qqq\u{1B}\\")
    #expect(terminal.wait(for: "What was pasted is dropped"))
    terminal.press(":\u{1B}[200~set noise_multiplier 0.7\u{1B}[201~")
    #expect(terminal.wait(for: "set noise_multiplier 0.7_"))
    terminal.press("\r")
    #expect(terminal.wait(for: "The noise multiplier goes"))
    terminal.press("q")
    #expect(ct_status_code(try #require(terminal.status())) == 0)
  }

  /// On a full disk the log stays as far as it was written, and the screen says so.
  @Test func aFullDiskLeavesAWholeLog() throws {
    let folder = try ScratchFolder()
    let terminal = try PseudoTerminal(
      path: "/bin/sh", rows: 24, columns: 80,
      arguments: ["-c", "ulimit -f 3; exec \(Program.built.url.path) --dataset digits --train-size 100"],
      environment: ["XDG_STATE_HOME": folder.url.path])
    #expect(terminal.wait(for: "steps/s"))
    // Each turn of a knob is two lines.
    terminal.press("jjjjj" + String(repeating: "lh", count: 20))
    #expect(terminal.wait(for: "can no longer be written"))
    terminal.press("q")
    #expect(terminal.wait(for: "would be lost"))
    terminal.press("q")
    #expect(ct_status_code(try #require(terminal.status())) == 0)
    let log = try log(in: folder)
    #expect(try String(contentsOfFile: log, encoding: .utf8).hasSuffix("}\n"))
    #expect(try FileManager.default.attributesOfItem(atPath: log)[.posixPermissions] as? Int == 0o600)
  }

  /// Some hundred keys, pastes and sizes at random; `Tests/Fuzzing/monkey.py` goes on for longer.
  @Test func keysAtRandomBreakNothing() throws {
    let folder = try ScratchFolder()
    let terminal = try start(folder)
    #expect(terminal.wait(for: "steps/s"))
    terminal.press("++++++++")
    var chance = RandomStream(seed: 10)
    let keys =
      " 12abcgswvzZ.>+-=xo:/KUjklhGV(),0123e".map(String.init) + [
        "\t", "\u{1B}", "\u{1B}", "\u{7F}", "\u{C}", "\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D",
        "\u{1B}[5~", "\u{1B}[6~",
        "\u{1B}[200~q\rq\u{3}\u{1B}[201~", "\u{1B}]11;rgb:q/q/q\u{7}", "東",
      ]
    for index in 0..<600 {
      terminal.press(keys.randomElement(using: &chance) ?? "")
      if index % 20 == 0 {
        terminal.resize(
          rows: Int32.random(in: 1...70, using: &chance), columns: Int32.random(in: 1...200, using: &chance))
      }
      terminal.read(milliseconds: 2)
    }
    terminal.press("\u{1B}\u{1B}\u{1B}")
    terminal.resize(rows: 24, columns: 80)
    terminal.read(milliseconds: 200)
    terminal.press("qqq")
    #expect(ct_status_code(try #require(terminal.status())) == 0)
    #expect(terminal.isCooked && terminal.received.contains(Self.leavesAlternateScreen))
  }

  /// A crash, in whichever thread, gives the terminal back and still ends as a crash.
  @Test(arguments: [SIGILL, SIGSEGV, SIGABRT])
  func crashesGiveTheTerminalBack(signal: Int32) throws {
    let folder = try ScratchFolder()
    let terminal = try start(folder)
    #expect(terminal.wait(for: "steps/s"))
    _ = ct_pty_signal(terminal.process, signal)
    #expect(ct_status_signal(try #require(terminal.status())) == signal)
    #expect(terminal.isCooked && terminal.received.contains(Self.leavesAlternateScreen))
  }

  @Test func aClosedWindowEndsIt() throws {
    let folder = try ScratchFolder()
    let terminal = try start(folder)
    #expect(terminal.wait(for: "steps/s"))
    ct_pty_close(terminal.master)
    var status: Int32 = 0
    #expect(ct_pty_wait(terminal.process, 10_000, &status) == 1)
    #expect(ct_status_signal(status) == SIGHUP)
  }

  @Test func whatCannotStartIsSaidAfterTheScreenIsGivenBack() throws {
    let folder = try ScratchFolder()
    let terminal = try PseudoTerminal(
      path: Program.built.url.path, rows: 24, columns: 80,
      arguments: ["--dataset", "digits", "--train-size", "5000"],
      environment: ["XDG_STATE_HOME": folder.url.path])
    #expect(ct_status_code(try #require(terminal.status())) == 1)
    #expect(terminal.isCooked)
    #expect(terminal.received.contains("A training set of 5000 needs a pool of 10000 records"))
  }
}
