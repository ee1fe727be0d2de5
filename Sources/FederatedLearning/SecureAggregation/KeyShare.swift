package import Foundation

/// A share of a secret of 32 bytes: one of each of its five limbs, seven bytes long, that is shared on a polynomial of its own.
package struct KeyShare: Hashable, Sendable {
  static let limbCount = 5
  static let byteCount = 8 * limbCount
  private static let limbBytes = 7
  private static let secretBytes = 32

  /// Elements of the field of 2⁶¹ − 1.
  package let limbs: [UInt64]

  package init(limbs: [UInt64]) {
    precondition(limbs.count == Self.limbCount)
    self.limbs = limbs
  }

  /// The shares of a secret at those points, drawn from the system's generator.
  package static func shares(of secret: Data, at points: [UInt64], threshold: Int) -> [KeyShare] {
    precondition(secret.count == secretBytes)
    var generator = SystemRandomNumberGenerator()
    let sharing = SecretSharing(threshold: threshold)
    let bytes = [UInt8](secret)
    let limbs = stride(from: 0, to: bytes.count, by: limbBytes).map { start in
      bytes[start..<min(start + limbBytes, bytes.count)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
    let shared = limbs.map { sharing.shares(of: $0, at: points, using: &generator) }
    return points.indices.map { point in KeyShare(limbs: shared.map { $0[point] }) }
  }

  /// The secret that those shares give, or nil where they are of none.
  package static func secret(from shares: [KeyShare], _ recovery: SecretSharing.Recovery) -> Data? {
    var secret = Data()
    for limb in 0..<limbCount {
      let length = min(limbBytes, secretBytes - secret.count)
      var value = recovery.secret(from: shares.map { $0.limbs[limb] })
      guard value >> (8 * length) == 0 else { return nil }
      for _ in 0..<length {
        secret.append(UInt8(truncatingIfNeeded: value))
        value >>= 8
      }
    }
    return secret
  }
}
