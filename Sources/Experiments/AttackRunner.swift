/// Attacks the newest snapshot on a thread of its own; older ones are dropped unread.
public final class AttackRunner: Sendable {
  private enum Request: Sendable {
    case attack(Snapshot)
    case stop
  }

  private let requests = Mailbox<Request>()
  private let thread: WorkerThread

  /// - Parameter publish: called on the attacker's thread with each finding, the run it is about, and the ε of its step.
  public init(publish: @escaping @Sendable (Finding, _ generation: Int, _ epsilon: Double) -> Void) {
    thread = WorkerThread(name: "attacks") { [requests] in
      var latest = (generation: -1, step: -1)
      while true {
        for request in requests.takeWaiting() {
          guard case .attack(let snapshot) = request else { return }
          guard latest != (snapshot.generation, snapshot.step) else { continue }
          latest = (snapshot.generation, snapshot.step)
          let finding = Finding(step: snapshot.step, network: snapshot.network, data: snapshot.data)
          publish(finding, snapshot.generation, snapshot.epsilon)
        }
      }
    }
  }

  public func attack(_ snapshot: Snapshot) { requests.replaceAll(with: .attack(snapshot)) }

  /// Ends the thread, after the finding it is at.
  public func stop() {
    requests.replaceAll(with: .stop)
    thread.join()
  }
}
