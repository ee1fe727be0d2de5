import Dispatch
import Foundation
import Synchronization
import Testing

/// Three parties, each a process of its own, that meet at sockets in a folder.
final class PartyTrio: Sendable {
  let folder: ScratchFolder
  private let processes = Mutex<[String: Process]>([:])

  /// A network of 64 inputs and ten classes, and one with another activation.
  private static let models = Result {
    let folder = try ScratchFolder(in: URL(filePath: "/tmp"))
    for activation in ["relu", "tanh"] {
      let outcome = try Program.built.run([
        "train", "--dataset", "digits", "--network", "mlp:8", "--steps", "30", "--activation", activation,
        "--model", folder.path(activation),
      ])
      #expect(outcome.status == 0, "\(outcome.complaint)")
    }
    return folder
  }

  static func model(_ activation: String = "relu") throws -> String { try models.get().path(activation) }

  init() throws {
    folder = try ScratchFolder(in: URL(filePath: "/tmp"))
    let made = try Program.built.run(["party", "keys", folder.path("key")])
    #expect(made.status == 0, "\(made.complaint)")
  }

  func address(_ role: String) -> String { "unix:\(folder.path(role))" }

  /// What a role needs to meet the two others, who meet it the same way.
  func usual(_ role: String) throws -> [String] {
    let own =
      switch role {
      case "dealer": ["--listen", address("d")]
      case "model": ["--listen", address("m"), "--peer", address("d"), "--model", try Self.model()]
      default: ["--peer", address("m"), "--peer", address("d")]
      }
    return ["party", "--role", role, "--key-file", folder.path("key"), "--format", "json"] + own
  }

  /// Begins a party; `printed` is where its output and complaints go.
  func start(_ role: String, _ options: [String] = []) throws {
    let process = Process()
    process.executableURL = Program.built.url
    process.arguments = try usual(role) + options
    process.standardInput = FileHandle.nullDevice
    for (name, isOutput) in [("\(role).out", true), ("\(role).err", false)] {
      let handle = FileHandle(forWritingAtPath: try folder.write("", to: name))
      if isOutput { process.standardOutput = handle } else { process.standardError = handle }
    }
    try process.run()
    processes.withLock { $0[role] = process }
  }

  func signal(_ role: String, _ number: Int32) {
    if let process = processes.withLock({ $0[role] }) { kill(process.processIdentifier, number) }
  }

  func complaint(_ role: String) throws -> String {
    try String(contentsOfFile: folder.path("\(role).err"), encoding: .utf8)
  }

  /// Waits until a party has said that it listens.
  func listens(_ role: String) throws {
    while try !complaint(role).contains("Listening on ") { Thread.sleep(forTimeInterval: 0.005) }
  }

  /// What came of a party.
  func ended(_ role: String) throws -> Program.Outcome {
    let process = try #require(processes.withLock { $0[role] })
    process.waitUntilExit()
    return Program.Outcome(
      status: process.terminationStatus,
      output: try String(contentsOfFile: folder.path("\(role).out"), encoding: .utf8),
      complaint: try complaint(role), isKilled: process.terminationReason == .uncaughtSignal)
  }
}
