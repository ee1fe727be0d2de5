import Foundation

/// A thread that works behind the screen's, at a lower priority, so that a key is answered while all cores train.
final class WorkerThread: Sendable {
  private let finished = Mailbox<Void>()

  init(name: String, _ work: @escaping @Sendable () -> Void) {
    let thread = Thread { [finished] in
      #if os(Linux)
        // On Linux a process identifier of zero names the calling thread.
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
      #endif
      work()
      finished.post(())
    }
    thread.name = name
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// Waits until the work has returned.
  func join() { _ = finished.takeWaiting() }

  /// Waits no longer than that, and says whether the work has returned; to be asked no more once it has.
  func join(within duration: Duration) -> Bool { !finished.take(waiting: duration).isEmpty }
}
