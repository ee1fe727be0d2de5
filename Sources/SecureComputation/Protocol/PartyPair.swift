import Channels
public import Foundation
import Synchronization

/// Both parties in one program, each on a thread of its own, with a channel between them.
package struct PartyPair: Sendable {
  package let first: any PartyLink
  package let second: any PartyLink
  private let channels: [ChannelLink]

  /// - Parameter latency: seconds that every message is on its way.
  package init(latency: Double = 0) {
    let (one, other) = Channel.pair(largestPayload: 1 << 30)
    channels = [ChannelLink(one), ChannelLink(other)]
    (first, second) =
      latency > 0
      ? (DelayedLink(channels[0], seconds: latency), DelayedLink(channels[1], seconds: latency))
      : (channels[0], channels[1])
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
      if case .failure = result { channels[1].close() }
      box.result.withLock { $0 = result }
      finished.signal()
    }
    thread.stackSize = 4 << 20
    thread.start()
    let one = Result { try first() }
    if case .failure = one { channels[0].close() }
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

/// A link on which every message takes a while.
public struct DelayedLink: PartyLink {
  private let link: any PartyLink
  private let seconds: Double

  public init(_ link: any PartyLink, seconds: Double) { (self.link, self.seconds) = (link, seconds) }

  public func exchange(_ message: Data) throws -> Data {
    // Both send at the same time, so that a late departure is a late arrival.
    Thread.sleep(forTimeInterval: seconds)
    return try link.exchange(message)
  }

  public func send(_ message: Data) throws {
    Thread.sleep(forTimeInterval: seconds)
    try link.send(message)
  }

  public func receive() throws -> Data { try link.receive() }
}
