import Foundation

/// A blocking queue, first in, first out: from any thread to the one that waits.
final class Mailbox<Element: Sendable>: @unchecked Sendable {
  // The condition guards what follows.
  private let condition = NSCondition()
  private var waiting: [Element] = []
  /// The number of the wait that began last, and of that whose time is over.
  private var lastWait = 0
  private var endedWait = 0

  func post(_ element: Element) {
    condition.withLock {
      waiting.append(element)
      condition.signal()
    }
  }

  /// Takes what is there.
  func take() -> [Element] {
    condition.withLock { removeAll() }
  }

  /// Takes what is there, waiting for something to come.
  func takeWaiting() -> [Element] {
    condition.withLock {
      while waiting.isEmpty { condition.wait() }
      return removeAll()
    }
  }

  /// Takes what is there, waiting for something to come; nothing when that time passes first.
  ///
  /// A timer of the monotonic clock ends the wait: a deadline of the condition would be in wall time, which can be set back.
  func take(waiting duration: Duration) -> [Element] {
    let wait = condition.withLock {
      lastWait += 1
      return lastWait
    }
    let timer = DispatchWorkItem { [weak self] in self?.end(wait: wait) }
    let nanoseconds = Int(min(1e15, max(0, duration / .nanoseconds(1))))
    DispatchQueue.global(qos: .userInteractive)
      .asyncAfter(deadline: .now() + .nanoseconds(nanoseconds), execute: timer)
    defer { timer.cancel() }
    return condition.withLock {
      while waiting.isEmpty, endedWait < wait { condition.wait() }
      return removeAll()
    }
  }

  private func end(wait: Int) {
    condition.withLock {
      endedWait = max(endedWait, wait)
      condition.broadcast()
    }
  }

  private func removeAll() -> [Element] {
    let all = waiting
    waiting = []
    return all
  }
}
