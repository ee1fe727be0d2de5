import Dispatch
import Foundation
import Synchronization

/// A server and clients, each a process of its own, that meet at a socket in a folder.
final class Federation: Sendable {
  let folder: ScratchFolder
  private let outcomes = Mutex<[String: Program.Outcome]>([:])
  private let group = DispatchGroup()

  init() throws { folder = try ScratchFolder(in: URL(filePath: "/tmp")) }

  var address: String { "unix:\(folder.path("s"))" }

  func start(_ name: String, _ arguments: [String]) {
    group.enter()
    // A thread each, for all of them run at once.
    let thread = Thread { [self] in
      let outcome = try? Program.built.run(arguments)
      outcomes.withLock { $0[name] = outcome }
      group.leave()
    }
    thread.start()
  }

  func serve(clients: Int, _ options: [String] = []) {
    start(
      "server",
      [
        "federate", "serve", "--clients", String(clients), "--listen", address, "--bits", "8", "--clip",
        "127.5", "--format", "json",
      ] + (options.contains("--timeout") ? [] : ["--timeout", "20"]) + options)
  }

  /// Values as 8 bits hold them exactly within ±127.5: k − 127.5, so that sums are exact too.
  static func values(of client: Int, count: Int = 5) -> [Double] {
    (0..<count).map { Double((client * 37 + $0 * 11) % 256) - 127.5 }
  }

  static func sum(of clients: [Int], count: Int = 5) -> [Double] {
    clients.reduce([Double](repeating: 0, count: count)) { zip($0, values(of: $1, count: count)).map(+) }
  }

  func join(_ client: Int, _ options: [String] = []) throws {
    let file = try folder.write(
      Self.values(of: client).map { "\($0)" }.joined(separator: ",\n"), to: "values\(client).csv")
    start(
      "\(client)", ["federate", "join", "--connect", address, "--values", file, "--format", "json"] + options)
  }

  /// Waits for all of them.
  func ended() -> [String: Program.Outcome] {
    group.wait()
    return outcomes.withLock { $0 }
  }
}
