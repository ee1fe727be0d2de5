import Foundation
import Synchronization

/// Helpers of a round, on workers that no other round wants.
package final class Assistance: Sendable {
  private struct State {
    var running = 0
    var isOver = false
  }

  private let pool: WorkerPool
  private let state = Mutex(State())
  private let ended = Mailbox<Void>()
  private let work: @Sendable (_ shouldPause: () -> Bool) -> Bool

  /// - Parameters:
  ///   - count: how many helpers at most.
  ///   - work: done by each until it returns; to return soon when it is told to pause, and to say whether there is more to do.
  package init(
    of pool: WorkerPool, count: Int, work: @escaping @Sendable (_ shouldPause: () -> Bool) -> Bool
  ) {
    self.pool = pool
    self.work = work
    for _ in 0..<max(0, count) { submit() }
  }

  /// Waits for a helper to pause, or to find nothing more to do; no longer than that.
  package func wait(_ duration: Duration) { _ = ended.take(waiting: duration) }

  /// Sends all helpers away, and waits for those that are at work.
  package func end() {
    state.withLock { $0.isOver = true }
    while state.withLock({ $0.running > 0 }) { wait(.milliseconds(50)) }
  }

  private func submit() {
    pool.submit(.helper) { [self] in
      let isWanted = state.withLock { state in
        if !state.isOver { state.running += 1 }
        return !state.isOver
      }
      guard isWanted else { return }
      let hasMore = work { [self] in pool.isRoundWaiting || state.withLock { $0.isOver } }
      state.withLock { $0.running -= 1 }
      ended.post(())
      if hasMore { submit() }
    }
  }
}
