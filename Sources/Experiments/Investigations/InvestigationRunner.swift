import Foundation
import Synchronization

/// Runs investigations of a live run on one pool of workers: each is given the newest snapshot when it is done with the one
/// before, and what it finds of an earlier run is dropped. What is on the screen goes first.
public final class InvestigationRunner: Sendable {
  private struct Started: Sendable {
    let examine: @Sendable (Snapshot) -> Void
    let stop: @Sendable () -> Void
  }

  private let pool = WorkerPool()
  private let started = Mutex<[Started]>([])
  private let newest = Mutex<Snapshot?>(nil)

  public init() {}

  /// Takes up an investigation.
  ///
  /// - Parameters:
  ///   - request: what is asked from the start; nil rests until something is.
  ///   - followsRun: whether it is given the snapshots of `examine`; otherwise the inquiry is handed its own.
  ///   - publish: called on a worker with everything it finds.
  public func start<Subject: Investigation>(
    _ subject: Subject, request: Subject.Request? = nil, followsRun: Bool = true,
    publish: @escaping @Sendable (Subject.Found) -> Void
  ) -> Inquiry<Subject> {
    let inquiry = Inquiry(subject, request: request, on: pool, publish: publish)
    let count = started.withLock { started in
      started.append(
        Started(examine: { if followsRun { inquiry.examine($0) } }, stop: { inquiry.stop() }))
      return started.count
    }
    // One for each investigation, so that none waits for another's long round.
    pool.grow(to: max(count, ProcessInfo.processInfo.activeProcessorCount))
    if followsRun, let snapshot = newest.withLock({ $0 }) { inquiry.examine(snapshot) }
    return inquiry
  }

  /// A newer snapshot takes the place of an older one that no round has begun with.
  public func examine(_ snapshot: Snapshot) {
    newest.withLock { $0 = snapshot }
    for investigation in started.withLock({ $0 }) { investigation.examine(snapshot) }
  }

  /// Ends all rounds, and the threads.
  public func stop() {
    for investigation in started.withLock({ $0 }) { investigation.stop() }
    pool.stop()
  }
}
