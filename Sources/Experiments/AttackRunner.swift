/// Attacks the newest snapshot on a thread of its own; older ones are dropped unread.
public final class AttackRunner: Sendable {
  private enum Request: Sendable {
    case attack(Snapshot)
    case stop
  }

  private let requests = Mailbox<Request>()
  private let thread: WorkerThread

  /// - Parameter publish: called on the attacker's thread with each finding and the snapshot it is about.
  public init(publish: @escaping @Sendable (Finding, Snapshot) -> Void) {
    thread = WorkerThread(name: "attacks") { [requests] in
      var latest: (generation: Int, step: Int)?
      while true {
        var newest: Snapshot?
        for request in requests.takeWaiting() {
          switch request {
          case .attack(let snapshot): newest = snapshot
          case .stop: return
          }
        }
        guard let snapshot = newest, latest ?? (-1, -1) != (snapshot.generation, snapshot.step) else {
          continue
        }
        latest = (snapshot.generation, snapshot.step)
        publish(Finding(step: snapshot.step, network: snapshot.network, data: snapshot.data), snapshot)
      }
    }
  }

  public func attack(_ snapshot: Snapshot) { requests.post(.attack(snapshot)) }

  /// Ends the thread, after the finding it is at.
  public func stop() {
    requests.post(.stop)
    thread.join()
  }
}
