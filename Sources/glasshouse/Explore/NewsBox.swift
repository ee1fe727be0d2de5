import Experiments
import Explorer
import Synchronization

/// What the threads have to say, until the screen takes it. Of what is told many times a second the
/// newest is enough, so the box stays small however long nobody looks.
final class NewsBox: Sendable {
  private struct Contents {
    var events: [Message] = []
    var replay: Message?
    var snapshot: Message?
    var examination: Message?
    /// The newest of each kind, in the order in which kinds were first found.
    var found: [(kind: ObjectIdentifier, message: Message)] = []
  }

  private let contents = Mutex(Contents())

  func put(_ message: Message) {
    contents.withLock { contents in
      switch message {
      case .trainer(.snapshot): contents.snapshot = message
      case .examination: contents.examination = message
      case .trainer(.replaying): contents.replay = message
      case .found(let findings):
        let kind = ObjectIdentifier(type(of: findings))
        if let place = contents.found.firstIndex(where: { $0.kind == kind }) {
          contents.found[place].message = message
        } else {
          contents.found.append((kind, message))
        }
      case .trainer(.started), .trainer(.budgetReached), .trainer(.stoppedEarly), .trainer(.failed),
        .trainer(.refused),
        .trainer(.logBegun), .trainer(.logLost), .trainer(.logKept), .key, .pointer, .asked, .paste, .resized,
        .tick,
        .themed, .archived, .written, .refused:
        contents.events.append(message)
      }
    }
  }

  /// Everything that waits: first what happened once, such as the start of a run, then the newest of the rest.
  func takeAll() -> [Message] {
    contents.withLock { contents in
      defer { contents = Contents() }
      let newest = [contents.replay, contents.snapshot, contents.examination].compactMap { $0 }
      return contents.events + newest + contents.found.map(\.message)
    }
  }
}
