package import Crypto
package import Foundation
import LinearAlgebra

/// The words that a key of 256 bits stretches to, uniform to whoever does not know the key: a mask, or one party's share.
///
/// They are what AES-256-GCM makes of zeros, that is AES in counter mode, block after block, each block under a nonce that is its
/// number. No key makes more than one vector. The processor's own instructions make it four times faster than ChaCha20.
package struct MaskStream {
  /// A block and what it is made of fit the second cache.
  private static let blockBytes = 32768
  private static let zeros = Data(count: blockBytes)

  private let key: SymmetricKey

  package init(key: SymmetricKey) { self.key = key }

  package init(key: Data) { self.key = SymmetricKey(data: key) }

  /// Adds the mask to all words of a vector, or takes it away.
  package func add(to words: inout [UInt32], subtracting: Bool) {
    let blockWords = Self.blockBytes / 4
    for (number, start) in stride(from: 0, to: words.count, by: blockWords).enumerated() {
      let count = min(blockWords, words.count - start)
      words.addWords(of: block(number, byteCount: 4 * count), from: start, subtracting: subtracting)
    }
  }

  /// The first words of the stream.
  package func words(_ count: Int) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: count)
    let blockWords = Self.blockBytes / 8
    for (number, start) in stride(from: 0, to: count, by: blockWords).enumerated() {
      let length = min(blockWords, count - start)
      words.addWords(of: block(number, byteCount: 8 * length), from: start, subtracting: false)
    }
    return words
  }

  private func block(_ number: Int, byteCount: Int) -> Data {
    let nonce = [UInt64(number)].littleEndianBytes + Data(count: 4)
    do {
      return try AES.GCM.seal(
        Self.zeros.prefix(byteCount), using: key, nonce: AES.GCM.Nonce(data: nonce)
      ).ciphertext
    } catch {
      preconditionFailure("a key of 256 bits and a nonce of twelve bytes seal any block: \(error)")
    }
  }
}
