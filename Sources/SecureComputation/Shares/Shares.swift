internal import Crypto
package import Foundation
package import LinearAlgebra

/// A secret is the sum of two shares modulo 2⁶⁴, each of which is uniform by itself.
///
/// The owner of a secret gives the other party nothing but a key, once: what the key stretches to is that party's share of all that the
/// owner will ever bring, and what is left is the owner's. Keys come from the system's generator.
package struct ShareKeys: Sendable {
  private let key: SymmetricKey
  private var inputCount: UInt64 = 0

  /// - Parameter key: 32 bytes that both parties know, of one of them.
  package init(key: Data) { self.key = SymmetricKey(data: key) }

  /// Thirty-two bytes of the system's generator.
  package static func newKey() -> Data {
    var generator = SystemRandomNumberGenerator()
    return (0..<4).map { _ in generator.next() as UInt64 }.littleEndianBytes
  }

  /// The other party's share of the owner's next secret, of that size.
  package mutating func nextShare(rowCount: Int, columnCount: Int) -> Matrix<UInt64> {
    inputCount += 1
    return Matrix(
      rowCount: rowCount, columnCount: columnCount,
      elements: KeyDerivation.stream(key, "input", inputCount).words(rowCount * columnCount))
  }
}

/// Keys of keys: for each purpose and number another one.
enum KeyDerivation {
  static func stream(_ key: SymmetricKey, _ purpose: String, _ number: UInt64) -> MaskStream {
    let info = Data("glasshouse \(purpose) ".utf8) + [number].littleEndianBytes
    return MaskStream(key: HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: info, outputByteCount: 32))
  }
}
