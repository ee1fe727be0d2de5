import Experiments
import Explorer
import Synchronization

/// What the threads have to say, until the screen takes it. Of snapshots, findings and accounts the newest is enough, so the
/// box stays small however long nobody looks.
final class NewsBox: Sendable {
  private struct Contents {
    var events: [Message] = []
    var snapshot: Message?
    var finding: Message?
    var account: Message?
  }

  private let contents = Mutex(Contents())

  func put(_ message: Message) {
    contents.withLock { contents in
      switch message {
      case .trainer(.snapshot): contents.snapshot = message
      case .finding: contents.finding = message
      case .account: contents.account = message
      default: contents.events.append(message)
      }
    }
  }

  /// Everything that waits: first what happened once, such as the start of a run, then the newest of the rest.
  func takeAll() -> [Message] {
    contents.withLock { contents in
      defer { contents = Contents() }
      return contents.events + [contents.snapshot, contents.finding, contents.account].compactMap { $0 }
    }
  }
}
