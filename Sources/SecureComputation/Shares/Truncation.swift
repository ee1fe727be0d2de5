/// How a product gets rid of the fractional bits it has too many.
public enum Truncation: String, CaseIterable, Codable, Sendable {
  /// Each party shifts its own share, one of them the negative of it: no message, and wrong by 2⁶⁴⁻ᶠ units with probability |z| / 2⁶⁴ for
  /// a product z (at most 2ˡ⁺¹⁻⁶⁴ for |z| < 2ˡ by theorem 1 of Mohassel and Zhang, _SecureML_, 2017).
  case local
  /// A mask from the dealer is added, and the sum opened: one round and eight bytes for each value, and never wrong by more than a unit.
  case exact
}

extension Truncation {
  /// A party's share of numbers without their last bits, from its share of the numbers alone.
  package static func local(_ words: [UInt64], bits: UInt64, side: PartySide) -> [UInt64] {
    switch side {
    case .first: words.map { $0 >> bits }
    case .second: words.map { 0 &- ((0 &- $0) >> bits) }
    }
  }

  /// What is added to numbers below 2⁶² in magnitude, so that all are positive and a sum with a mask wraps around no more than once.
  package static let offset: UInt64 = 1 << 62

  /// A party's share of numbers without their last bits, from what was opened: c, each number with the offset and a mask r.
  ///
  /// (z + 2⁶²) ≫ f is (c ≫ f) − (r ≫ f), give or take the unit that rounds by chance, and 2⁶⁴⁻ᶠ more where the sum wrapped: where r has
  /// its highest bit and c has not.
  ///
  /// - Parameter made: the party's shares of r ≫ f of all numbers, then of their highest bits.
  package static func exact(opened: [UInt64], made: [UInt64], bits: UInt64, side: PartySide) -> [UInt64] {
    let count = opened.count
    return opened.enumerated().map { index, c in
      let wrapped = c >> 63 == 0 ? made[count + index] << (64 - bits) : 0
      let share = wrapped &- made[index]
      return side == .first ? share &+ (c >> bits) &- (offset >> bits) : share
    }
  }
}
