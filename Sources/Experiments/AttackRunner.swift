/// What was found of a run at one step, with what that step and all before it cost.
public struct Examination: Sendable {
  /// The run it is about.
  public let generation: Int
  /// The knobs as they were.
  public let settings: ExperimentConfiguration
  public let finding: Finding
  public let account: RunAccount

  public init(generation: Int, settings: ExperimentConfiguration, finding: Finding, account: RunAccount) {
    self.generation = generation
    self.settings = settings
    self.finding = finding
    self.account = account
  }

  public init(of snapshot: Snapshot) {
    self.init(
      generation: snapshot.generation, settings: snapshot.settings,
      finding: Finding(of: snapshot),
      account: RunAccount(of: snapshot))
  }
}

/// Attacks and prices the newest snapshot on a thread of its own; older ones are dropped unread.
public final class AttackRunner: Sendable {
  private enum Request: Sendable {
    case attack(Snapshot)
    case stop
  }

  private let requests = Mailbox<Request>()
  private let thread: WorkerThread

  /// - Parameter publish: called on the attacker's thread.
  public init(publish: @escaping @Sendable (Examination) -> Void) {
    thread = WorkerThread(name: "attacks") { [requests] in
      var latest = (generation: -1, step: -1)
      while true {
        for request in requests.takeWaiting() {
          guard case .attack(let snapshot) = request else { return }
          guard latest != (snapshot.generation, snapshot.step) else { continue }
          latest = (snapshot.generation, snapshot.step)
          publish(Examination(of: snapshot))
        }
      }
    }
  }

  public func attack(_ snapshot: Snapshot) { requests.replaceAll(with: .attack(snapshot)) }

  /// Ends the thread, after the snapshot it is at.
  public func stop() {
    requests.replaceAll(with: .stop)
    thread.join()
  }
}
