import Channels
import Foundation
import Synchronization

/// Both parties in one program, each on a thread of its own, with a channel between them.
package struct PartyPair: Sendable {
  package let first: ChannelLink
  package let second: ChannelLink

  /// - Parameter latency: seconds that every message is on its way.
  package init(latency: Double = 0) {
    let (one, other) = Channel.pair(largestPayload: 1 << 30)
    (first, second) = (ChannelLink(one, latency: latency), ChannelLink(other, latency: latency))
  }

  /// Does what each of them does, at the same time.
  ///
  /// - Throws: what the one who failed first threw; the other is told by its channel.
  package func run<One: Sendable, Other: Sendable>(
    first: () throws -> One, second: @escaping @Sendable () throws -> Other
  ) throws -> (One, Other) {
    let finished = DispatchSemaphore(value: 0)
    let box = Box<Other>()
    let thread = Thread {
      let result = Result { try second() }
      if case .failure = result { self.second.close() }
      box.result.withLock { $0 = result }
      finished.signal()
    }
    thread.stackSize = 4 << 20
    thread.start()
    let one = Result { try first() }
    if case .failure = one { self.first.close() }
    finished.wait()
    let other = box.result.withLock { $0 }!
    switch (one, other) {
    case (.success(let one), .success(let other)): return (one, other)
    case (.failure(let error), .success), (.success, .failure(let error)): throw error
    // Whose channel was closed only saw the other end.
    case (.failure(let error), .failure(let otherError)):
      throw error is ChannelError ? otherError : error
    }
  }

  /// Where the second thread leaves what it found.
  private final class Box<Other: Sendable>: Sendable {
    let result = Mutex<Result<Other, any Error>?>(nil)
  }
}
