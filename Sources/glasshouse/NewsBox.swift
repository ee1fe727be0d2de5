import Experiments
import Explorer
import Synchronization

/// What the threads have to say, until the screen takes it. Of snapshots and findings the newest is enough.
final class NewsBox: Sendable {
  private let waiting = Mutex<[Message]>([])

  func put(_ message: Message) {
    waiting.withLock { messages in
      if case .trainer(.snapshot(_)) = message, case .trainer(.snapshot(_))? = messages.last {
        messages.removeLast()
      }
      messages.append(message)
    }
  }

  func takeAll() -> [Message] {
    waiting.withLock { messages in
      defer { messages = [] }
      return messages
    }
  }
}
