package import Channels
import Foundation

/// How three programs find each other: each listens, or opens channels, or both, and roles are told apart once keys are proven.
///
/// Whoever cannot prove the key ends the meeting, as a party with another one would otherwise be waited for in vain; so may any program
/// of this machine that finds the address.
package struct PartyMeeting {
  /// Seconds between two attempts to open a channel where nobody listens yet.
  private static let pause = 0.02

  private let session: PartySession
  private let terms: ChannelHandshake.Terms
  private let listener: ChannelListener?
  private var addresses: [ChannelAddress]
  private let timeout: Double
  private var handshakes: [ChannelHandshake] = []

  /// - Parameters:
  ///   - addresses: where others listen, in no order.
  ///   - timeout: seconds that another has to prove itself.
  /// - Throws: `PartyError` where there are too many addresses, or too few and nothing to listen at.
  package init(
    for session: PartySession, key: PreSharedKey, version: UInt8 = PartyMessage.version,
    listener: ChannelListener?, addresses: [ChannelAddress], timeout: Double
  ) throws(PartyError) {
    guard addresses.count <= 2 else { throw .tooManyPeers(addresses.count) }
    guard addresses.count == 2 || listener != nil else { throw .tooFewPeers(addresses.count) }
    (self.session, self.listener, self.addresses, self.timeout) = (session, listener, addresses, timeout)
    terms = ChannelHandshake.Terms(name: "glasshouse party", version: version, key: key)
  }

  /// Waits until the two others are there.
  ///
  /// - Throws: `PartyError`, `ChannelError`; whoever came is told.
  package mutating func hold(within seconds: Double) throws {
    do {
      try gather(until: .now + .seconds(seconds), seconds)
    } catch {
      for handshake in handshakes { handshake.channel.close() }
      session.end(because: error)
      throw error
    }
  }

  private mutating func gather(until deadline: ContinuousClock.Instant, _ seconds: Double) throws {
    while !session.missing.isEmpty {
      guard ContinuousClock.now < deadline else {
        throw PartyError.missing(session.missing, seconds: seconds)
      }
      try open()
      while let channel = listener?.accept() { try greet(channel, isConnector: false) }
      try advance()
      guard !session.missing.isEmpty else { return }
      try session.listen()
      var next = ([deadline] + handshakes.map(\.deadline)).min() ?? deadline
      if !addresses.isEmpty { next = min(next, .now + .seconds(Self.pause)) }
      _ = Channel.waitForNews(
        on: session.carriers + handshakes.map(\.channel), and: listener, until: next)
    }
  }

  private mutating func open() throws {
    for address in addresses {
      guard let channel = try? Channel.connect(to: address, within: 0) else { continue }
      addresses.removeAll { $0 == address }
      try greet(channel, isConnector: true)
    }
  }

  private mutating func greet(_ channel: Channel, isConnector: Bool) throws {
    handshakes.append(
      try ChannelHandshake(
        channel, terms: terms, role: session.role.number, isConnector: isConnector, within: timeout))
  }

  private mutating func advance() throws {
    for index in handshakes.indices.reversed() {
      guard let (channel, role) = try handshakes[index].advance() else { continue }
      handshakes.remove(at: index)
      try session.add(channel, roleNumber: role)
    }
  }
}
