internal import Crypto
package import Foundation
import LinearAlgebra

/// What one party draws of the dealer's randomness, from 32 bytes that the dealer gave it.
struct DealtStream {
  private let key: SymmetricKey
  /// Bits of the masks of matrices: all, but where somebody is to see what fewer would show.
  private let maskBits: Int

  init(key: Data, maskBits: Int = 64) {
    self.key = SymmetricKey(data: key)
    self.maskBits = maskBits
  }

  /// This party's shares of the masks of an operation.
  func masks(for demand: Demand, _ serial: UInt64) -> [UInt64] {
    let words = KeyDerivation.stream(key, "mask", serial).words(demand.freeWordCount)
    guard maskBits < 64, case .matrixProduct = demand else { return words }
    // Two shares of one bit less make a mask of so many bits.
    return words.map { $0 >> UInt64(65 - maskBits) }
  }

  /// The first party's share of what is made of the masks.
  func made(for demand: Demand, _ serial: UInt64) -> [UInt64] {
    KeyDerivation.stream(key, "triple", serial).words(demand.correctedWordCount)
  }

  func mask(_ kept: KeptMask) -> Matrix<UInt64> {
    Matrix(
      rowCount: kept.rowCount, columnCount: kept.columnCount,
      elements: KeyDerivation.stream(key, "kept", UInt64(kept.number)).words(kept.rowCount * kept.columnCount)
    )
  }
}

/// What the dealer gives each party before anything else: a key each, new for every computation, of the system's generator.
package struct DealerKeys: Hashable, Sendable {
  package let first: Data
  package let second: Data

  package init() { (first, second) = (ShareKeys.newKey(), ShareKeys.newKey()) }
}
