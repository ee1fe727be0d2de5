internal import Crypto
import Foundation
import Synchronization

/// A channel whose ends have proven that they share a key, and on which every frame carries a code of what it is.
///
/// The code is AES-256-GCM's over the payload, under a key for this direction of this conversation alone and a nonce of the frame's
/// number and kind: what was changed, repeated, left out, moved or sent back to where it came from is noticed. Nothing is encrypted:
/// whoever may read along reads.
public final class AuthenticatedChannel: Sendable {
  private let channel: Channel
  private let outgoing: Mutex<SessionKey>
  private let incoming: Mutex<SessionKey>

  init(_ channel: Channel, sendingKey: SessionKey, receivingKey: SessionKey) {
    self.channel = channel
    outgoing = Mutex(sendingKey)
    incoming = Mutex(receivingKey)
  }

  /// Lets payloads come in that have so many bytes at most.
  public func allowPayloads(of byteCount: Int) { channel.largestPayload = byteCount + SessionKey.codeBytes }

  /// What it is carried by, to wait for news on.
  public var carrier: Channel { channel }

  /// Sends a frame; what comes meanwhile is kept for whoever receives next.
  ///
  /// - Throws: `ChannelError` where the other does not take all of it in that time.
  public func send(_ frame: Frame, within seconds: Double) throws(ChannelError) {
    let code = outgoing.withLock { $0.nextCode(of: frame) }
    try channel.sendTakingIncoming(frame.encoded(appending: code), until: .now + .seconds(seconds))
  }

  /// The next frame, if it has come whole.
  ///
  /// - Throws: `ChannelError`, `notAuthentic` among them.
  public func receiveWithoutWaiting() throws(ChannelError) -> Frame? {
    guard let coded = try channel.receiveWithoutWaiting() else { return nil }
    guard coded.payload.count >= SessionKey.codeBytes else { throw .notAuthentic }
    let frame = Frame(kind: coded.kind, payload: coded.payload.dropLast(SessionKey.codeBytes))
    let code = coded.payload.suffix(SessionKey.codeBytes)
    guard incoming.withLock({ $0.isNextCode(code, of: frame) }) else { throw .notAuthentic }
    return frame
  }

  /// Says that nothing more is read or written. What was sent before still arrives.
  public func close() { channel.close() }
}

/// The key of one direction of one conversation, and how many frames it has coded.
struct SessionKey: Sendable {
  static let codeBytes = 16

  private let key: SymmetricKey
  private var count: UInt64 = 0

  init(_ key: SymmetricKey) { self.key = key }

  mutating func nextCode(of frame: Frame) -> Data {
    do {
      return try AES.GCM.seal(Data(), using: key, nonce: nextNonce(frame.kind), authenticating: frame.payload)
        .tag
    } catch {
      preconditionFailure("a key of 256 bits and a nonce of twelve bytes seal any frame: \(error)")
    }
  }

  mutating func isNextCode(_ code: Data, of frame: Frame) -> Bool {
    guard
      let nonce = try? nextNonce(frame.kind),
      let box = try? AES.GCM.SealedBox(nonce: nonce, ciphertext: Data(), tag: code)
    else { return false }
    return (try? AES.GCM.open(box, using: key, authenticating: frame.payload)) != nil
  }

  /// Never the same for two frames, and another for another kind.
  private mutating func nextNonce(_ kind: UInt8) throws -> AES.GCM.Nonce {
    defer { count += 1 }
    return try AES.GCM.Nonce(
      data: (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + [kind, 0, 0, 0])
  }
}
