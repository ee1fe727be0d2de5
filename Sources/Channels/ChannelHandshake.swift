import Foundation

/// How two programs prove to each other that they have the same key, before either says anything else.
///
/// Both open with the version of what they speak, the role that they play and 32 bytes of the system's generator. Both then send
/// HMAC-SHA256, by the shared key, of who they are on this channel (the one who opened it, or the one who took it) and of both
/// openings: so that no proof is good for another conversation, another role, another version, or for the one who made it.
public struct ChannelHandshake: Sendable {
  /// What programs agree on beforehand.
  public struct Terms: Sendable {
    /// The name of the protocol: proofs in one are none in another.
    let name: String
    let version: UInt8
    let key: PreSharedKey

    public init(name: String, version: UInt8, key: PreSharedKey) {
      (self.name, self.version, self.key) = (name, version, key)
    }
  }

  private enum Kind {
    static let opening: UInt8 = 0xF0
    static let proof: UInt8 = 0xF1
  }

  private static let nonceBytes = 32
  /// Version, role and nonce.
  private static let openingBytes = 2 + nonceBytes
  /// Nobody has to say more before it is known.
  static let largestPayload = 256

  public let channel: Channel
  private let terms: Terms
  private let isConnector: Bool
  private let ownOpening: Data
  private var otherOpening: Data?
  private let timeout: Double
  /// When the other must have proven itself.
  public let deadline: ContinuousClock.Instant

  /// Opens.
  ///
  /// - Parameters:
  ///   - role: for the other to know; what it means is for those who speak.
  ///   - isConnector: whether this program opened the channel.
  ///   - timeout: seconds that the other has for all of it.
  /// - Throws: `ChannelError`.
  public init(_ channel: Channel, terms: Terms, role: UInt8, isConnector: Bool, within timeout: Double)
    throws(ChannelError)
  {
    (self.channel, self.terms, self.isConnector, self.timeout) = (channel, terms, isConnector, timeout)
    deadline = .now + .seconds(timeout)
    ownOpening = Data([terms.version, role]) + PreSharedKey.newBytes()
    channel.largestPayload = Self.largestPayload
    try channel.send(Frame(kind: Kind.opening, payload: ownOpening), within: timeout)
  }

  /// Takes what has come, and answers it.
  ///
  /// - Returns: the channel from here on and the other's role, once it has proven itself; nil as long as it has to say more.
  /// - Throws: `ChannelError`, `otherKey` and `otherProtocol` among them.
  public mutating func advance() throws(ChannelError) -> (channel: AuthenticatedChannel, role: UInt8)? {
    while let frame = try channel.receiveWithoutWaiting() {
      guard let otherOpening else {
        try open(frame)
        continue
      }
      guard frame.kind == Kind.proof else { throw .tooShort }
      guard terms.key.isProof(frame.payload, purpose(ofConnector: !isConnector), of: openings(otherOpening))
      else { throw .otherKey }
      return (
        AuthenticatedChannel(
          channel, sendingKey: key(ofConnector: isConnector), receivingKey: key(ofConnector: !isConnector)),
        otherOpening[otherOpening.startIndex + 1]
      )
    }
    guard ContinuousClock.now < deadline else { throw .silent(seconds: timeout) }
    return nil
  }

  private mutating func open(_ frame: Frame) throws(ChannelError) {
    guard frame.kind == Kind.opening, let version = frame.payload.first else { throw .tooShort }
    // Another version may open otherwise.
    guard version == terms.version else { throw .otherProtocol(version: version, own: terms.version) }
    guard frame.payload.count == Self.openingBytes else { throw .tooShort }
    otherOpening = frame.payload
    let proof = terms.key.proof(purpose(ofConnector: isConnector), of: openings(frame.payload))
    try channel.send(Frame(kind: Kind.proof, payload: proof), within: timeout)
  }

  /// Both, that of the one who opened the channel first.
  private func openings(_ other: Data) -> Data { isConnector ? ownOpening + other : other + ownOpening }

  private func purpose(ofConnector: Bool) -> String {
    "\(terms.name), proof of \(ofConnector ? "connector" : "listener"): "
  }

  private func key(ofConnector: Bool) -> SessionKey {
    SessionKey(
      terms.key.key(
        for: "\(terms.name), messages of \(ofConnector ? "connector" : "listener")",
        opening: openings(otherOpening ?? Data())))
  }
}
