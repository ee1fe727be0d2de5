internal import Crypto
public import Foundation

/// Thirty-two bytes that programs have beforehand, and nobody else: by these they know each other.
public struct PreSharedKey: Sendable {
  public static let byteCount = 32

  let key: SymmetricKey

  /// - Returns: nil where there are more or fewer bytes.
  public init?(_ bytes: Data) {
    guard bytes.count == Self.byteCount else { return nil }
    key = SymmetricKey(data: bytes)
  }

  /// Of the system's generator.
  public static func newBytes() -> Data {
    var generator = SystemRandomNumberGenerator()
    return Data((0..<byteCount).map { _ in UInt8.random(in: 0...255, using: &generator) })
  }

  /// The key of a conversation, as two make it of this one and of what each opened with.
  func key(for purpose: String, opening: Data) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(
      inputKeyMaterial: key, salt: opening, info: Data(purpose.utf8), outputByteCount: Self.byteCount)
  }

  /// What proves that one has the key: a code over the openings of both.
  func proof(_ purpose: String, of opening: Data) -> Data {
    Data(HMAC<SHA256>.authenticationCode(for: Data(purpose.utf8) + opening, using: key))
  }

  func isProof(_ proof: Data, _ purpose: String, of opening: Data) -> Bool {
    HMAC<SHA256>.isValidAuthenticationCode(
      proof, authenticating: Data(purpose.utf8) + opening, using: key)
  }
}
