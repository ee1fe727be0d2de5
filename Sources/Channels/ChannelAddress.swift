/// Where a channel can be had: a port of this machine, or a socket in one of its folders.
public enum ChannelAddress: Hashable, Sendable, CustomStringConvertible {
  /// An IPv4 address of this machine alone.
  case loopback(host: String, port: UInt16)
  case unix(path: String)

  static let longestPath = 100

  /// Reads `127.0.0.1:4000`, `localhost:4000`, or `unix:/run/x.sock`.
  ///
  /// - Throws: `ChannelError`.
  public init(parsing text: String) throws(ChannelError) {
    if text.hasPrefix("unix:") {
      let path = String(text.dropFirst(5))
      guard !path.isEmpty else { throw .unreadableAddress(text) }
      guard path.utf8.count <= Self.longestPath else { throw .pathTooLong(path) }
      self = .unix(path: path)
      return
    }
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
      throw .unreadableAddress(text)
    }
    let host = text[..<colon] == "localhost" ? "127.0.0.1" : String(text[..<colon])
    let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    guard parts.count == 4, parts.allSatisfy({ $0 != nil }) else { throw .unreadableAddress(text) }
    guard parts[0] == 127 else { throw .notThisMachine(host) }
    self = .loopback(host: host, port: port)
  }

  public var description: String {
    switch self {
    case .loopback(let host, let port): "\(host):\(port)"
    case .unix(let path): "unix:\(path)"
    }
  }
}
