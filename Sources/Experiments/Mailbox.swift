import Foundation

/// Hands values from any thread to the one that waits for them, in order.
final class Mailbox<Element: Sendable>: @unchecked Sendable {
  // The condition guards what follows.
  private let condition = NSCondition()
  private var waiting: [Element] = []
  private var timersEnded = 0

  func post(_ element: Element) {
    condition.withLock {
      waiting.append(element)
      condition.signal()
    }
  }

  /// Puts the element behind all that still wait but those it makes obsolete.
  func post(_ element: Element, replacing isObsolete: (Element) -> Bool) {
    condition.withLock {
      waiting.removeAll(where: isObsolete)
      waiting.append(element)
      condition.signal()
    }
  }

  /// Puts the element in the place of all that still wait.
  func replaceAll(with element: Element) {
    condition.withLock {
      waiting = [element]
      condition.signal()
    }
  }

  var isEmpty: Bool { condition.withLock { waiting.isEmpty } }

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
    let before = condition.withLock { timersEnded }
    let timer = DispatchWorkItem { [weak self] in self?.endWait() }
    let nanoseconds = Int(min(1e15, max(0, duration / .nanoseconds(1))))
    DispatchQueue.global(qos: .userInteractive)
      .asyncAfter(deadline: .now() + .nanoseconds(nanoseconds), execute: timer)
    defer { timer.cancel() }
    return condition.withLock {
      while waiting.isEmpty, timersEnded == before { condition.wait() }
      return removeAll()
    }
  }

  private func endWait() {
    condition.withLock {
      timersEnded += 1
      condition.broadcast()
    }
  }

  private func removeAll() -> [Element] {
    let all = waiting
    waiting = []
    return all
  }
}
