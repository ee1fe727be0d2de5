import Crypto
package import Foundation

/// The public keys of a client for one round, both of X25519 and fresh.
package struct Advertisement: Hashable, Sendable {
  static let keyBytes = 32
  static let signatureBytes = 64

  /// For the shares that others seal for this client.
  package let encryptionKey: Data
  /// For the masks of each pair.
  package let maskKey: Data
  /// By the client's identity key, where there are such keys.
  package let signature: Data?

  package init(encryptionKey: Data, maskKey: Data, signature: Data?) {
    (self.encryptionKey, self.maskKey, self.signature) = (encryptionKey, maskKey, signature)
  }

  /// What the identity key signs.
  static func signedBytes(
    of client: ClientID, _ settings: RoundSettings, encryptionKey: Data, maskKey: Data
  ) -> Data {
    SignedText("advertised keys", settings).bytes + Data(littleEndian: client.number) + encryptionKey
      + maskKey
  }

  func isSigned(by client: ClientID, _ settings: RoundSettings) -> Bool {
    guard let identities = settings.identities else { return true }
    guard let signature, let identity = identities[client] else { return false }
    return IdentityKey.isSignature(
      signature, by: identity,
      of: Self.signedBytes(of: client, settings, encryptionKey: encryptionKey, maskKey: maskKey))
  }
}

/// How all that is signed begins, so that no signature holds for anything else, nor in a round of another number or of other settings.
package struct SignedText {
  package let bytes: Data

  init(_ purpose: String, _ settings: RoundSettings) {
    bytes =
      Data("glasshouse secure aggregation 1, \(purpose), round \(settings.round): ".utf8) + settings.agreement
  }

  /// The list of those in the sum, as clients sign it, with the keys that were advertised: a signature holds among these keys alone,
  /// should a round ever have the number of another one.
  package static func consistency(
    _ survivors: [ClientID], among advertised: [ClientID: Advertisement], _ settings: RoundSettings
  ) -> Data {
    var keys = SHA256()
    for (client, advertisement) in advertised.sorted(by: { $0.key < $1.key }) {
      keys.update(data: Data(littleEndian: client.number))
      keys.update(data: advertisement.encryptionKey)
      keys.update(data: advertisement.maskKey)
    }
    return survivors.reduce(into: SignedText("survivors", settings).bytes + Data(keys.finalize())) {
      $0 += Data(littleEndian: $1.number)
    }
  }
}

extension Data {
  init(littleEndian number: some FixedWidthInteger) {
    self.init((0..<number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) })
  }
}
