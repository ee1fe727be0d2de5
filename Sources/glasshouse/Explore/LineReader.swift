import Dispatch
import Foundation
import Synchronization

/// Lines of standard input, read on a thread of its own, so that whoever takes them can wait for other things too.
final class LineReader: Sendable {
  private let lines = Mutex<(waiting: [String], hasEnded: Bool)>(([], false))

  /// - Parameter wake: called when there is a line, or the end.
  init(wake: @escaping @Sendable () -> Void) {
    Thread.detachNewThread { [self] in
      while let line = readLine() {
        lines.withLock { $0.waiting.append(line) }
        wake()
      }
      lines.withLock { $0.hasEnded = true }
      wake()
    }
  }

  var isEmpty: Bool { lines.withLock { $0.waiting.isEmpty } }

  /// The next line; nil where there is none yet, or none any more.
  func next() -> String? { lines.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() } }

  var hasEnded: Bool { lines.withLock { $0.hasEnded && $0.waiting.isEmpty } }
}
