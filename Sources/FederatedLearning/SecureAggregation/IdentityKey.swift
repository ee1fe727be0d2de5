import Crypto
public import Foundation

/// A client's long-lived key, of Ed25519, by which others know that the server passes on what the client said.
public struct IdentityKey: Sendable {
  private let key: Curve25519.Signing.PrivateKey

  /// A new one, of the system's generator.
  public init() { key = Curve25519.Signing.PrivateKey() }

  /// Nil where the bytes are no key, which 32 of them are.
  public init?(bytes: Data) {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes) else { return nil }
    self.key = key
  }

  /// The secret of it.
  public var bytes: Data { key.rawRepresentation }

  /// What others know it by.
  public var publicBytes: Data { key.publicKey.rawRepresentation }

  package func signature(of text: Data) -> Data {
    do {
      return try key.signature(for: text)
    } catch {
      preconditionFailure("a key of Ed25519 signs any text: \(error)")
    }
  }

  package static func isSignature(_ signature: Data, by identity: Data, of text: Data) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: identity) else { return false }
    return key.isValidSignature(signature, for: text)
  }
}
