/// What a party computes of its shares with a triple: masks a, then b, of as many words each; c, what they make; and d = x − a, then
/// e = y − b, once they are open. A party of the two adds what is public.
extension [UInt64] {
  /// x − a, then y − b: what is to be opened.
  ///
  /// - Precondition: there are as many words in x as in y, and as many masks as both have.
  public static func closing(_ x: [UInt64], _ y: [UInt64], under masks: [UInt64]) -> [UInt64] {
    closing(x, y, under: masks) { $0 &- $1 }
  }

  /// The same modulo 2, bit by bit: x ⊕ a, then y ⊕ b.
  public static func closingBits(_ x: [UInt64], _ y: [UInt64], under masks: [UInt64]) -> [UInt64] {
    closing(x, y, under: masks) { $0 ^ $1 }
  }

  @inline(__always)
  private static func closing(
    _ x: [UInt64], _ y: [UInt64], under masks: [UInt64], _ close: (UInt64, UInt64) -> UInt64
  ) -> [UInt64] {
    let count = x.count
    precondition(y.count == count && masks.count == 2 * count)
    return [UInt64](unsafeUninitializedCapacity: 2 * count) { closed, initialized in
      x.withUnsafeBufferPointer { x in
        y.withUnsafeBufferPointer { y in
          masks.withUnsafeBufferPointer { masks in
            for index in 0..<count { closed[index] = close(x[index], masks[index]) }
            for index in 0..<count { closed[count + index] = close(y[index], masks[count + index]) }
          }
        }
      }
      initialized = 2 * count
    }
  }

  /// A share of x y: c + d b + a e, and d e of the party that adds it.
  public static func products(
    made: [UInt64], masks: [UInt64], opened: [UInt64], addsPublic: Bool
  ) -> [UInt64] {
    combining(made, masks, opened) { c, a, b, d, e in c &+ d &* (addsPublic ? b &+ e : b) &+ a &* e }
  }

  /// A share of x ∧ y, bit by bit: c ⊕ (d ∧ b) ⊕ (a ∧ e), and d ∧ e of the party that adds it.
  public static func conjunctions(
    made: [UInt64], masks: [UInt64], opened: [UInt64], addsPublic: Bool
  ) -> [UInt64] {
    combining(made, masks, opened) { c, a, b, d, e in c ^ (d & (addsPublic ? b ^ e : b)) ^ (a & e) }
  }

  @inline(__always)
  private static func combining(
    _ made: [UInt64], _ masks: [UInt64], _ opened: [UInt64],
    _ combine: (_ c: UInt64, _ a: UInt64, _ b: UInt64, _ d: UInt64, _ e: UInt64) -> UInt64
  ) -> [UInt64] {
    let count = made.count
    precondition(masks.count == 2 * count && opened.count == 2 * count)
    return [UInt64](unsafeUninitializedCapacity: count) { result, initialized in
      made.withUnsafeBufferPointer { made in
        masks.withUnsafeBufferPointer { masks in
          opened.withUnsafeBufferPointer { opened in
            for index in 0..<count {
              result[index] = combine(
                made[index], masks[index], masks[count + index], opened[index], opened[count + index])
            }
          }
        }
      }
      initialized = count
    }
  }
}
