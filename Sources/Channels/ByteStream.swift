import FlyingSocks
import Foundation

/// What carries the bytes of a channel, both ways.
protocol ByteStream: Sendable {
  /// What the system knows it by, where it can be waited for together with others.
  var descriptor: Int32? { get }

  /// What has come, at least a byte; empty where nothing comes until then.
  ///
  /// - Throws: `ChannelError.closed` where nothing will come any more.
  func read(until deadline: ContinuousClock.Instant) throws(ChannelError) -> [UInt8]

  /// All of it, or a failure. What comes meanwhile is handed over where somebody takes it, who says whether there is room for more:
  /// so that two who write at each other at the same time do not wait for each other.
  func write(
    _ bytes: Data, until deadline: ContinuousClock.Instant, takingIncoming take: (([UInt8]) -> Bool)?
  ) throws(ChannelError)

  /// Says that nothing more is read or written; what was written before still arrives.
  func shutDown()

  /// Gives back what the system keeps for it. Nothing may be asked of it any longer.
  func close()
}

/// A connected socket that blocks nowhere but in `poll`.
struct SocketStream: ByteStream {
  private static let pieceBytes = 1 << 16

  private let socket: Socket

  /// - Throws: `ChannelError.failed`.
  init(_ socket: Socket, isTCP: Bool) throws(ChannelError) {
    self.socket = socket
    do {
      try socket.setFlags(.nonBlocking)
      // An answer that fits one packet is not held back until the last one is acknowledged.
      if isTCP {
        try socket.setValue(true, for: BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY))
      }
    } catch {
      throw .failed(reason: SocketReason.of(error))
    }
    _ = fcntl(socket.file.rawValue, F_SETFD, FD_CLOEXEC)
  }

  var descriptor: Int32? { socket.file.rawValue }

  func read(until deadline: ContinuousClock.Instant) throws(ChannelError) -> [UInt8] {
    while true {
      do {
        return try socket.read(atMost: Self.pieceBytes)
      } catch SocketError.blocked {
        guard Self.wait(for: socket.file.rawValue, POLLIN, until: deadline) else { return [] }
      } catch SocketError.disconnected {
        throw .closed
      } catch SocketError.failed(_, EINTR, _) {
        continue
      } catch SocketError.failed(_, ECONNRESET, _) {
        throw .closed
      } catch {
        throw .failed(reason: SocketReason.of(error))
      }
    }
  }

  func write(
    _ bytes: Data, until deadline: ContinuousClock.Instant, takingIncoming take: (([UInt8]) -> Bool)?
  ) throws(ChannelError) {
    let start = ContinuousClock.now
    var take = take
    var next = bytes.startIndex
    while next < bytes.endIndex {
      do {
        next = try socket.write(bytes, from: next)
      } catch SocketError.blocked {
        // What goes on coming is no reason to wait longer.
        guard ContinuousClock.now < deadline,
          Self.wait(for: socket.file.rawValue, take == nil ? POLLOUT : POLLOUT | POLLIN, until: deadline)
        else { throw .silent(seconds: (deadline - start).inSeconds) }
        if let taking = take, !takesMore(taking) { take = nil }
      } catch SocketError.disconnected {
        throw .closed
      } catch SocketError.failed(_, EINTR, _) {
        continue
      } catch SocketError.failed(_, EPIPE, _) {
        throw .closed
      } catch SocketError.failed(_, ECONNRESET, _) {
        throw .closed
      } catch {
        throw .failed(reason: SocketReason.of(error))
      }
    }
  }

  /// Hands over what came; false where there is no room for more, and where nothing will come: what ended the stream is said by the
  /// next who reads.
  private func takesMore(_ take: ([UInt8]) -> Bool) -> Bool {
    do {
      return take(try socket.read(atMost: Self.pieceBytes))
    } catch SocketError.blocked {
      return true
    } catch {
      return false
    }
  }

  func shutDown() { _ = shutdown(socket.file.rawValue, Int32(SHUT_RDWR)) }

  func close() { try? socket.close() }

  private static func wait(
    for descriptor: Int32, _ event: Int32, until deadline: ContinuousClock.Instant
  ) -> Bool {
    var polled = [pollfd(fd: descriptor, events: Int16(event), revents: 0)]
    return wait(for: &polled, until: deadline)
  }

  /// Whether one of them has something before then.
  static func wait(for polled: inout [pollfd], until deadline: ContinuousClock.Instant) -> Bool {
    while true {
      let left = (deadline - .now).inSeconds
      let milliseconds = Int32(max(0, min(1e6, (1000 * left).rounded(.up))))
      let count = poll(&polled, nfds_t(polled.count), milliseconds)
      if count > 0 { return true }
      if count < 0 && errno != EINTR { return false }
      if ContinuousClock.now >= deadline { return false }
    }
  }
}

/// What the system said of a socket, for a sentence.
enum SocketReason {
  static func of(_ error: any Error) -> String {
    if case SocketError.failed(_, _, let message) = error { message.lowercased() } else { "\(error)" }
  }
}

extension Duration {
  var inSeconds: Double { self / .seconds(1) }
}
