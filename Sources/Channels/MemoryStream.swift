import Foundation
import Synchronization

/// One end of a pair that carries bytes from thread to thread of one program.
struct MemoryStream: ByteStream {
  private let incoming: Pipe
  private let outgoing: Pipe

  /// Both ends.
  static func pair() -> (MemoryStream, MemoryStream) {
    let (one, two) = (Pipe(), Pipe())
    return (MemoryStream(incoming: one, outgoing: two), MemoryStream(incoming: two, outgoing: one))
  }

  var descriptor: Int32? { nil }

  func read(until deadline: ContinuousClock.Instant) throws(ChannelError) -> [UInt8] {
    while true {
      let (bytes, isClosed) = incoming.take()
      if !bytes.isEmpty { return bytes }
      if isClosed { throw .closed }
      guard incoming.wait(until: deadline) else { return [] }
    }
  }

  func write(
    _ bytes: Data, until _: ContinuousClock.Instant, takingIncoming _: (([UInt8]) -> Bool)?
  ) throws(ChannelError) {
    guard outgoing.put(bytes) else { throw .closed }
  }

  func shutDown() {
    incoming.close()
    outgoing.close()
  }

  func close() { shutDown() }

  /// Bytes on their way in one direction.
  private final class Pipe: Sendable {
    private struct State {
      var bytes: [UInt8] = []
      var isClosed = false
    }

    private let state = Mutex(State())
    private let news = DispatchSemaphore(value: 0)

    func take() -> (bytes: [UInt8], isClosed: Bool) {
      state.withLock { state in
        defer { state.bytes = [] }
        return (state.bytes, state.isClosed)
      }
    }

    func put(_ bytes: Data) -> Bool {
      let isOpen = state.withLock { state in
        guard !state.isClosed else { return false }
        state.bytes += bytes
        return true
      }
      news.signal()
      return isOpen
    }

    func close() {
      state.withLock { $0.isClosed = true }
      news.signal()
    }

    func wait(until deadline: ContinuousClock.Instant) -> Bool {
      news.wait(timeout: .now() + max(0, (deadline - .now).inSeconds)) == .success
    }
  }
}
