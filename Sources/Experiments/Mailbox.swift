import Foundation

/// Hands values from any thread to the one that waits for them, in order.
final class Mailbox<Element: Sendable>: @unchecked Sendable {
  // The condition guards `waiting`.
  private let condition = NSCondition()
  private var waiting: [Element] = []

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

  /// Takes what is there, waiting for something to come; nothing when `deadline` passes first.
  func take(waitingUntil deadline: Date) -> [Element] {
    condition.withLock {
      while waiting.isEmpty, condition.wait(until: deadline) {}
      return removeAll()
    }
  }

  private func removeAll() -> [Element] {
    let all = waiting
    waiting = []
    return all
  }
}
