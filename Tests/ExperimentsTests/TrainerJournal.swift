import Dispatch
import Experiments
import Synchronization

/// What a trainer published, and a wait for it to publish something.
final class TrainerJournal: Sendable {
  private let reports = Mutex<[Trainer.News]>([])
  private let news = DispatchSemaphore(value: 0)

  func put(_ report: Trainer.News) {
    reports.withLock { $0.append(report) }
    news.signal()
  }

  /// All of it so far.
  var published: [Trainer.News] { reports.withLock { $0 } }

  /// Waits until some report is as wanted, at most a minute.
  func wait<Value>(for wanted: (Trainer.News) -> Value?) -> Value? {
    for _ in 0..<10_000 {
      if let value = published.compactMap(wanted).first { return value }
      if news.wait(timeout: .now() + 60) == .timedOut { return nil }
    }
    return nil
  }

  /// The snapshot of a run that stands still at that step.
  static func paused(at step: Int) -> (Trainer.News) -> Snapshot? {
    { report in
      if case .snapshot(let snapshot, isRunning: false, _) = report, snapshot.step == step {
        snapshot
      } else {
        nil
      }
    }
  }
}
