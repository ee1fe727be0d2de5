import Foundation

/// A thread pool behind the screen's thread, with a priority queue: the most urgent work first, of equal urgency first in, first out.
///
/// A round of an investigation waits for a worker at most as long as a helper takes to notice; helpers are the least urgent,
/// and make way for every round.
package final class WorkerPool: @unchecked Sendable {
  /// What goes before what.
  package enum Urgency: Int, Comparable, Sendable {
    /// Helps a round of somebody else.
    case helper
    /// A round that nobody looks at just now.
    case behind
    /// A round of what is on the screen.
    case shown

    package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
  }

  private struct Job {
    let urgency: Urgency
    let work: @Sendable () -> Void
  }

  // The condition guards what follows.
  private let condition = NSCondition()
  private var jobs: [Job] = []
  private var isStopping = false
  private var threads: [WorkerThread] = []

  package init() {}

  /// Adds threads until there are that many.
  package func grow(to count: Int) {
    condition.withLock {
      while threads.count < count {
        threads.append(WorkerThread(name: "worker \(threads.count)") { [self] in work() })
      }
    }
  }

  /// Adds work for the first thread that finds nothing more urgent.
  package func submit(_ urgency: Urgency, _ work: @escaping @Sendable () -> Void) {
    condition.withLock {
      jobs.append(Job(urgency: urgency, work: work))
      condition.signal()
    }
  }

  /// Whether a round waits for a worker.
  package var isRoundWaiting: Bool { condition.withLock { jobs.contains { $0.urgency > .helper } } }

  /// Ends the threads after the work they are at; what waits is dropped.
  package func stop() {
    let ending = condition.withLock {
      isStopping = true
      condition.broadcast()
      return threads
    }
    for thread in ending { thread.join() }
  }

  private func work() {
    while let job = next() { job.work() }
  }

  private func next() -> Job? {
    condition.withLock {
      while jobs.isEmpty, !isStopping { condition.wait() }
      guard !isStopping else { return nil }
      // The first of the most urgent.
      let best = jobs.indices.max { (jobs[$0].urgency, $1) < (jobs[$1].urgency, $0) } ?? 0
      return jobs.remove(at: best)
    }
  }
}
