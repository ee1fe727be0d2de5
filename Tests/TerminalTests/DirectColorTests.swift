import Foundation
import Terminal
import TerminalCanvas
import Testing

/// The entry that gives a terminal direct colours, as ncurses' own program reads it. Entries are read one at a time.
@Suite(.serialized)
struct DirectColorTests {
  private static let infocmp = ["/usr/bin/infocmp", "/bin/infocmp"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// The curses of macOS reads entries from files alone.
  private static var isTried: Bool {
    #if os(macOS)
      false
    #else
      infocmp != nil
    #endif
  }

  /// The capabilities of a type, one a line.
  private static func capabilities(_ type: String, terminfo: String? = nil) throws -> Set<String> {
    let process = Process()
    process.executableURL = URL(filePath: try #require(infocmp))
    process.arguments = ["-x", "-1", type]
    process.environment = terminfo.map { ["TERMINFO": $0] } ?? [:]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Set(text.split(separator: "\n").filter { $0.hasPrefix("\t") }.map { $0.dropFirst().description })
  }

  @Test(
    .enabled(if: isTried), arguments: ["xterm-256color", "tmux-256color", "screen-256color"])
  func theEntryIsTheTerminalsOwnButForItsColors(type: String) throws {
    let own = try Self.capabilities(type)
    guard !own.isEmpty else { return }
    let entry = try #require(DirectColorEntry.terminfo(for: type))
    let made = try Self.capabilities(type, terminfo: entry)
    #expect(made.isSuperset(of: ["RGB,", "colors#0x1000000,", "pairs#0x10000,"]))
    let added = made.subtracting(own).map { $0.prefix { $0 != "=" && $0 != "#" && $0 != "," } }
    #expect(Set(added).isSubset(of: ["RGB", "colors", "pairs", "setaf", "setab"]))
    // What has a name of three letters or more in lower case is of the standard, and none of that is lost.
    let lost = own.subtracting(made).map { $0.prefix { $0 != "=" && $0 != "#" && $0 != "," } }
    let standard = [
      "cup", "smcup", "rmcup", "sgr", "sgr0", "op", "kmous", "civis", "cnorm", "smkx", "rmkx", "el",
    ]
    #expect(Set(lost).isDisjoint(with: standard.map { $0[...] }))
    #expect(!made.contains("ccc,") && !made.contains { $0.hasPrefix("initc=") })
  }

  /// tput runs `setaf` as curses does.
  @Test(
    .enabled(if: isTried && FileManager.default.isExecutableFile(atPath: "/usr/bin/tput")),
    arguments: [
      (1, "\u{1B}[31m"), (9, "\u{1B}[91m"), (245, "\u{1B}[38;5;245m"), (0x123456, "\u{1B}[38;2;18;52;86m"),
      (0x100, "\u{1B}[38;2;0;1;0m"), (0xFFFFFF, "\u{1B}[38;2;255;255;255m"),
    ])
  func numbersOfThePaletteStayAndOthersAreColors(number: Int, sequence: String) throws {
    let entry = try #require(DirectColorEntry.terminfo(for: "xterm-256color"))
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/tput")
    process.arguments = ["-T", "xterm-256color", "setaf", "\(number)"]
    process.environment = ["TERMINFO": entry]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    #expect(String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) == sequence)
  }

  @Test(arguments: ["vt100", "linux", "xterm", "dumb", "no-such-terminal", ""])
  func aTerminalWithoutThePaletteHasNone(type: String) {
    #expect(DirectColorEntry.terminfo(for: type) == nil)
  }

  @Test func directColorsTakeAPromiseAPaletteAndAWish() {
    let choice = { (values: [String: String], colors: Int?, canBeDirect: Bool) in
      DepthChoice(
        .automatic, environment: TerminalEnvironment(values), colors: colors, canBeDirect: canBeDirect)
    }
    let promise = ["COLORTERM": "truecolor"]
    #expect(choice(promise, 256, true).depth == .direct)
    #expect(choice(["COLORTERM": "24bit", "TMUX": "/tmp/t", "STY": "1.x"], 256, true).depth == .direct)
    #expect(choice([:], 0x1000000, true).depth == .direct)
    #expect(choice([:], 256, true).depth == .twoHundredFiftySix)
    #expect(choice(promise, 256, false).depth == .twoHundredFiftySix)
    #expect(choice(promise.merging(["STY": "1.x"]) { $1 }, 256, true).depth == .twoHundredFiftySix)
    #expect(choice(promise.merging(["NO_COLOR": "1"]) { $1 }, 256, true).reason == .noColor)
    #expect(choice(promise, nil, true).reason == .unknownType)
    #expect(choice([:], 0x1000000, false).depth == .eight)
  }
}
