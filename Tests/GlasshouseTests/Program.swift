import Foundation
import Testing

/// The program, run as a person or a script runs it.
struct Program {
  let url: URL

  struct Outcome {
    let status: Int32
    let output: String
    let complaint: String
    /// Whether a signal ended it, the status being its number.
    let isKilled: Bool

    /// The one JSON object of a command with `--format json`.
    func object() throws -> [String: Any] {
      try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any] ?? [:]
    }

    /// What each membership attack found, by its name.
    func methods() throws -> [String: [String: Any]] {
      let methods = try #require(try object()["methods"] as? [[String: Any]])
      return Dictionary(uniqueKeysWithValues: methods.map { ($0["name"] as? String ?? "", $0) })
    }
  }

  /// As built beside the tests.
  static let built = Program(
    url: URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "glasshouse"))

  func run(
    _ arguments: [String], environment: [String: String] = [:], in folder: URL? = nil
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = url
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let (output, complaint) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = complaint
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    let complained = complaint.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: String(decoding: printed, as: UTF8.self),
      complaint: String(decoding: complained, as: UTF8.self),
      isKilled: process.terminationReason == .uncaughtSignal)
  }
}

extension Program {
  /// The program under a shell, which can give it what only a shell can.
  func shell(_ line: String) throws -> Outcome {
    try Program(url: URL(filePath: "/bin/sh")).run(["-c", line], environment: ["GLASSHOUSE": url.path])
  }
}

/// A folder that is gone when the test is.
final class ScratchFolder: Sendable {
  let url: URL

  init(in parent: URL = FileManager.default.temporaryDirectory) throws {
    url = parent.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path }

  func write(_ text: String, to name: String) throws -> String {
    try Data(text.utf8).write(to: url.appending(path: name))
    return path(name)
  }

  var files: [String] { (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? [] }
}
