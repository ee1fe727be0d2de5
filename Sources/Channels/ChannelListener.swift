import FlyingSocks
import Foundation

/// Where other programs may open channels.
public final class ChannelListener: Sendable {
  /// Where it really is: of port 0, the one that the system chose.
  public let address: ChannelAddress
  private let socket: Socket

  /// A socket in a folder that nobody listens at any longer is taken over.
  ///
  /// - Throws: `ChannelError.cannotListen`.
  public init(on address: ChannelAddress) throws(ChannelError) {
    do {
      socket = try address.socket()
    } catch {
      throw .cannotListen(address, reason: SocketReason.of(error))
    }
    do {
      switch address {
      case .loopback(let host, let port):
        try socket.setValue(true, for: .localAddressReuse)
        try socket.bind(to: .inet(ip4: host, port: port))
      case .unix(let path):
        do {
          try socket.bind(to: .unix(path: path))
        } catch SocketError.failed(_, EADDRINUSE, _) where Self.isAbandoned(path) {
          unlink(path)
          try socket.bind(to: .unix(path: path))
        }
      }
      try socket.listen()
      try socket.setFlags(.nonBlocking)
      _ = fcntl(socket.file.rawValue, F_SETFD, FD_CLOEXEC)
      if case .ip4(let host, let port) = try socket.sockname() {
        self.address = .loopback(host: host, port: port)
      } else {
        self.address = address
      }
    } catch {
      try? socket.close()
      throw .cannotListen(address, reason: SocketReason.of(error))
    }
  }

  deinit {
    try? socket.close()
    if case .unix(let path) = address { _ = unlink(path) }
  }

  /// Whether a socket is there and nobody listens at it, as after a program that was killed.
  private static func isAbandoned(_ path: String) -> Bool {
    var status = stat()
    // What is no socket refuses whoever connects, too.
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK,
      let socket = try? Socket(domain: AF_UNIX, type: .datagram)
    else { return false }
    defer { try? socket.close() }
    do {
      // Of another type, so that one who listens is told from nobody and hears of no caller who leaves at once.
      try socket.setFlags(.nonBlocking)
      try socket.connect(to: .unix(path: path))
      return false
    } catch SocketError.failed(_, ECONNREFUSED, _) {
      return true
    } catch {
      return false
    }
  }

  var descriptor: Int32 { socket.file.rawValue }

  /// The channel of the next program that wants one, or nil where there is none.
  public func accept(largestPayload: Int = Channel.usualLargestPayload) -> Channel? {
    guard let (file, _) = try? socket.accept() else { return nil }
    let accepted = Socket(file: file)
    do {
      return Channel(try SocketStream(accepted, isTCP: address.isTCP), largestPayload: largestPayload)
    } catch {
      try? accepted.close()
      return nil
    }
  }
}
