import FlyingSocks
import Foundation
import Synchronization

/// Frames from one program to another and back, over a socket or from thread to thread.
///
/// One thread at a time reads from it, and one writes to it. Nothing is sealed: what must not be read on the way is sealed before.
public final class Channel: Sendable {
  /// Where nothing else is said.
  public static let usualLargestPayload = 64 << 20

  private let stream: any ByteStream
  private let reader: Mutex<FrameReader>

  init(_ stream: any ByteStream, largestPayload: Int) {
    self.stream = stream
    reader = Mutex(FrameReader(largestPayload: largestPayload))
  }

  deinit { stream.close() }

  /// Two ends in one program, which follow the same protocol.
  public static func pair(largestPayload: Int = usualLargestPayload) -> (Channel, Channel) {
    let (one, two) = MemoryStream.pair()
    return (Channel(one, largestPayload: largestPayload), Channel(two, largestPayload: largestPayload))
  }

  /// Opens a channel to where another program listens; where none does yet, tries again until time is up.
  ///
  /// - Throws: `ChannelError`.
  public static func connect(
    to address: ChannelAddress, within seconds: Double = 5, largestPayload: Int = usualLargestPayload
  ) throws(ChannelError) -> Channel {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while true {
      do {
        return Channel(try connected(to: address), largestPayload: largestPayload)
      } catch {
        guard ContinuousClock.now < deadline else {
          throw .cannotConnect(address, reason: SocketReason.of(error))
        }
        Thread.sleep(forTimeInterval: 0.02)
      }
    }
  }

  private static func connected(to address: ChannelAddress) throws -> SocketStream {
    let socket = try address.socket()
    do {
      switch address {
      case .loopback(let host, let port): try socket.connect(to: .inet(ip4: host, port: port))
      case .unix(let path): try socket.connect(to: .unix(path: path))
      }
      return try SocketStream(socket, isTCP: address.isTCP)
    } catch {
      try? socket.close()
      throw error
    }
  }

  /// The most bytes that a payload may have which comes in.
  public var largestPayload: Int {
    get { reader.withLock { $0.largestPayload } }
    set { reader.withLock { $0.largestPayload = newValue } }
  }

  var descriptor: Int32? { stream.descriptor }

  /// - Throws: `ChannelError` where the other does not take all of it in that time.
  public func send(_ frame: Frame, within seconds: Double = 10) throws(ChannelError) {
    try stream.write(frame.encoded, until: .now + .seconds(seconds), takingIncoming: nil)
  }

  /// Sends a frame and takes the next one, from another who does the same at the same time: however long both are.
  ///
  /// - Throws: `ChannelError` where either is not done in that time.
  public func exchange(_ frame: Frame, within seconds: Double) throws(ChannelError) -> Frame {
    let deadline = ContinuousClock.now + .seconds(seconds)
    try sendTakingIncoming(frame.encoded, until: deadline)
    guard let frame = try self.frame(until: deadline) else { throw .silent(seconds: seconds) }
    return frame
  }

  /// Sends a frame as it goes over the wire, and keeps what comes meanwhile for whoever receives next: the other may be sending as
  /// long a one.
  ///
  /// - Throws: `ChannelError` where the other does not take all of it until then.
  func sendTakingIncoming(_ encoded: Data, until deadline: ContinuousClock.Instant) throws(ChannelError) {
    try stream.write(encoded, until: deadline) { bytes in
      self.reader.withLock { reader in
        reader.append(bytes)
        return reader.hasRoom
      }
    }
  }

  /// The next frame.
  ///
  /// - Throws: `ChannelError` where none has come whole in that time, or what came is none.
  public func receive(within seconds: Double) throws(ChannelError) -> Frame {
    let deadline = ContinuousClock.now + .seconds(seconds)
    guard let frame = try frame(until: deadline) else { throw .silent(seconds: seconds) }
    return frame
  }

  /// The next frame, if it has come whole.
  ///
  /// - Throws: `ChannelError` as above.
  public func receiveWithoutWaiting() throws(ChannelError) -> Frame? { try frame(until: .now) }

  private func frame(until deadline: ContinuousClock.Instant) throws(ChannelError) -> Frame? {
    try reader.withLock { reader throws(ChannelError) in
      while true {
        if let frame = try reader.next() { return frame }
        let bytes: [UInt8]
        do throws(ChannelError) {
          bytes = try stream.read(until: deadline)
        } catch {
          throw error == .closed && reader.isInsideFrame ? .truncated : error
        }
        guard !bytes.isEmpty else { return nil }
        reader.append(bytes)
      }
    }
  }

  /// Says that nothing more is read or written. What was sent before still arrives.
  public func close() { stream.shutDown() }

  /// Waits until something came over one of the channels, or somebody wants in.
  ///
  /// - Returns: whether there is something before the deadline.
  public static func waitForNews(
    on channels: [Channel], and listener: ChannelListener? = nil, until deadline: ContinuousClock.Instant
  ) -> Bool {
    var polled = channels.compactMap(\.descriptor).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    if let listener { polled.append(pollfd(fd: listener.descriptor, events: Int16(POLLIN), revents: 0)) }
    return SocketStream.wait(for: &polled, until: deadline)
  }
}

extension ChannelAddress {
  var isTCP: Bool {
    if case .loopback = self { true } else { false }
  }

  func socket() throws -> Socket { try Socket(domain: isTCP ? AF_INET : AF_UNIX) }
}
