import Dispatch
import Files
import Foundation
import SecureComputation
import Synchronization

/// What a party printed, and how it ended.
struct EndedParty: Sendable {
  let status: Int32
  let output: Data
  /// Its sentence on standard error, or how it ended without one.
  let complaint: String

  var isDone: Bool { status == 0 }

  func report<Report: CommandReport>() -> Report? { try? JSONDecoder().decode(Report.self, from: output) }
}

/// A folder of this user alone in which parties meet, and their programs; both are gone when a signal ends this program.
final class PrivateFolder: Sendable {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]
  /// Seconds that the others have once one of them failed: it told them, and who is stopped never hears of it.
  private static let grace = 0.8

  /// Shares are multiplied by loops of our own, and threads of the matrix library would turn beside them in wait of work.
  private static let environment = ["OPENBLAS_NUM_THREADS": "1"]

  private let place: String
  private let state = Mutex(State())

  private struct State {
    var programs: [Process] = []
    var watches: [Watch] = []
    var isRemoved = false
  }

  /// A signal that is heard of, and what would have been done of it.
  private struct Watch: @unchecked Sendable {
    let number: Int32
    let source: any DispatchSourceSignal
    let action: sigaction
  }

  /// - Throws: `PartyProcessError.noFolder`.
  init() throws(PartyProcessError) {
    let name = "glasshouse-\(UUID().uuidString.prefix(8))"
    var parent = FileManager.default.temporaryDirectory
    // The path of a socket has little room.
    if parent.path.utf8.count > 60 { parent = URL(filePath: "/tmp") }
    place = parent.appending(path: name).path
    // Heard of before there is anything to remove.
    for number in Self.signals where !IgnoredSignal.isIgnored(number) { watch(number) }
    let isMade = state.withLock { !$0.isRemoved && mkdir(place, 0o700) == 0 }
    guard isMade else {
      remove()
      throw .noFolder(place)
    }
  }

  private func watch(_ number: Int32) {
    var action = sigaction()
    sigaction(number, nil, &action)
    // The source hears of it; the default is to end at once.
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler { [weak self] in
      self?.remove()
      Ending.end(bySignal: number)
    }
    source.resume()
    let watch = Watch(number: number, source: source, action: action)
    state.withLock { $0.watches.append(watch) }
  }

  func path(_ name: String) -> String { "\(place)/\(name)" }

  /// Ends what runs, and removes all of it; nothing is made there afterwards.
  func remove() {
    state.withLock { state in
      state.isRemoved = true
      for program in state.programs where program.isRunning { kill(program.processIdentifier, SIGKILL) }
      try? FileManager.default.removeItem(atPath: place)
      for watch in state.watches {
        watch.source.cancel()
        var action = watch.action
        sigaction(watch.number, &action, nil)
      }
      state.watches = []
    }
  }

  /// Runs a party for each role with those options, and waits for all; where one fails, the others have a moment to say so, too.
  ///
  /// - Throws: `PartyProcessError.notStarted`.
  func run(_ program: URL?, _ options: [PartyRole: [String]]) throws -> [PartyRole: EndedParty] {
    guard let program else { throw PartyProcessError.notStarted("its own file is not known") }
    // Who listens is started before those who come.
    let parties = try [PartyRole.dealer, .model, .data].map { role in
      let process = Process()
      process.executableURL = program
      process.arguments = ["party", "--role", role.rawValue] + (options[role] ?? [])
      process.environment = ProcessInfo.processInfo.environment.merging(Self.environment) { $1 }
      process.standardInput = FileHandle.nullDevice
      try start(process, role)
      return (role: role, process: process)
    }
    waitUntilEnded(parties.map(\.process))
    return Dictionary(uniqueKeysWithValues: parties.map { ($0.role, ended($0.role, $0.process)) })
  }

  private func start(_ process: Process, _ role: PartyRole) throws {
    try state.withLock { state in
      guard !state.isRemoved else { throw PartyProcessError.noFolder(place) }
      process.standardOutput = try newFile(role, "output")
      process.standardError = try newFile(role, "complaint")
      do { try process.run() } catch {
        throw PartyProcessError.notStarted(error.localizedDescription)
      }
      state.programs.append(process)
    }
  }

  private func waitUntilEnded(_ processes: [Process]) {
    var deadline: ContinuousClock.Instant?
    while processes.contains(where: \.isRunning) {
      if deadline == nil, processes.contains(where: { !$0.isRunning && $0.terminationStatus != 0 }) {
        deadline = .now + .seconds(Self.grace)
      }
      if let deadline, deadline < .now {
        for process in processes where process.isRunning { kill(process.processIdentifier, SIGKILL) }
      }
      Thread.sleep(forTimeInterval: 0.002)
    }
  }

  private func ended(_ role: PartyRole, _ process: Process) -> EndedParty {
    let lines = String(decoding: contents(role, "complaint"), as: UTF8.self).split(separator: "\n")
    let status = process.terminationStatus
    let ending =
      process.terminationReason == .exit
      ? "it ended with status \(status)" : "it was ended by signal \(status)"
    return EndedParty(
      status: process.terminationReason == .exit ? status : -1, output: contents(role, "output"),
      complaint: lines.last { $0.hasPrefix("Error: ") }.map { String($0.dropFirst(7)) } ?? "\(ending).")
  }

  private func newFile(_ role: PartyRole, _ name: String) throws(PartyProcessError) -> FileHandle {
    let path = path("\(role.rawValue)-\(name)")
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let handle = FileHandle(forWritingAtPath: path)
    else { throw .noFolder(place) }
    return handle
  }

  private func contents(_ role: PartyRole, _ name: String) -> Data {
    FileManager.default.contents(atPath: path("\(role.rawValue)-\(name)")) ?? Data()
  }
}
