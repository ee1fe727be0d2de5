package import Crypto
package import Foundation

/// The keys that two clients agree on without anybody else, by X25519 and HKDF-SHA256.
///
/// The round and both numbers are in what the key is derived from, so that one pair of private keys, if ever kept, gives another key
/// in another round and with another client.
package struct PairwiseKeys {
  package enum Purpose: String {
    case sealing = "shares"
    case masking = "mask"
  }

  package let round: UInt64

  package init(round: UInt64) { self.round = round }

  /// - Throws: `AggregationError.unusableKey` of the other, where its key is none that leads to a secret.
  package func key(
    of own: ClientID, _ privateKey: Curve25519.KeyAgreement.PrivateKey, with other: ClientID,
    _ publicKey: Data,
    for purpose: Purpose
  ) throws(AggregationError) -> SymmetricKey {
    let secret: SharedSecret
    do {
      secret = try privateKey.sharedSecretFromKeyAgreement(with: .init(rawRepresentation: publicKey))
    } catch {
      throw .unusableKey(other)
    }
    return secret.hkdfDerivedSymmetricKey(
      using: SHA256.self, salt: Data(), sharedInfo: info(own, other, purpose), outputByteCount: 32)
  }

  private func info(_ one: ClientID, _ two: ClientID, _ purpose: Purpose) -> Data {
    Data("glasshouse secure aggregation 1, \(purpose.rawValue)".utf8) + Data(littleEndian: round)
      + Data(littleEndian: min(one, two).number) + Data(littleEndian: max(one, two).number)
  }
}

/// The two shares that one client holds of another, sealed on their way through the server.
package struct SharePair: Hashable, Sendable {
  package let selfMask: KeyShare
  package let maskKey: KeyShare

  package init(selfMask: KeyShare, maskKey: KeyShare) {
    self.selfMask = selfMask
    self.maskKey = maskKey
  }

  /// Who sends them to whom is sealed with them.
  package func sealed(by key: SymmetricKey, from sender: ClientID, to recipient: ClientID) -> Data {
    do {
      return try ChaChaPoly.seal(
        selfMask.encoded + maskKey.encoded, using: key, authenticating: Self.envelope(sender, recipient)
      ).combined
    } catch {
      preconditionFailure("a key of 256 bits seals any shares: \(error)")
    }
  }

  /// Nil where the box was sealed by another key, for another or by another, or changed on its way.
  package init?(opening box: Data, by key: SymmetricKey, from sender: ClientID, to recipient: ClientID) {
    guard let sealed = try? ChaChaPoly.SealedBox(combined: box),
      let bytes = try? ChaChaPoly.open(
        sealed, using: key, authenticating: Self.envelope(sender, recipient))
    else { return nil }
    var reader = MessageReader(bytes, of: .deliveredShares)
    guard let selfMask = try? KeyShare(reading: &reader), let maskKey = try? KeyShare(reading: &reader),
      reader.remaining.isEmpty
    else { return nil }
    self.init(selfMask: selfMask, maskKey: maskKey)
  }

  private static func envelope(_ sender: ClientID, _ recipient: ClientID) -> Data {
    Data(littleEndian: sender.number) + Data(littleEndian: recipient.number)
  }
}
