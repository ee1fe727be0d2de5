public import Attacks
import Foundation

/// Attacks the newest snapshot on a thread of its own, with reference models that follow the run: each replays its log to
/// the same step. A knob that is turned restarts none of them; only another run does.
public final class MembershipLaboratory: Sendable {
  /// What somebody looks at.
  public struct Focus: Hashable, Sendable {
    public var method: MembershipMethod
    /// Reference models, an even number.
    public var shadowCount: Int

    public init(method: MembershipMethod, shadowCount: Int) {
      self.method = method
      self.shadowCount = shadowCount
    }
  }

  enum Request: Sendable {
    case examine(Snapshot)
    /// nil rests, and keeps what was trained.
    case focus(Focus?)
    case stop
  }

  private let requests = Mailbox<Request>()
  private let thread: WorkerThread

  /// - Parameter publish: called on the laboratory's thread, some times a second while it finds something new.
  public init(publish: @escaping @Sendable (MembershipFindings) -> Void) {
    thread = WorkerThread(name: "laboratory") { [requests] in
      var loop = MembershipLaboratoryLoop(requests: requests, publish: publish)
      loop.work()
    }
  }

  /// Newer snapshots take the place of older ones.
  public func examine(_ snapshot: Snapshot) {
    requests.post(.examine(snapshot)) { if case .examine = $0 { true } else { false } }
  }

  /// Begins or goes on with that; nil rests until it is asked again.
  public func look(at focus: Focus?) { requests.post(.focus(focus)) }

  /// Ends the thread, after the attack it is at.
  public func stop() {
    requests.post(.stop)
    thread.join()
  }
}
