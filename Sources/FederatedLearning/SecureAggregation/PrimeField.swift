/// Whole numbers modulo a prime, in which everything but zero can be divided by.
public struct PrimeField: Hashable, Sendable {
  /// How many elements there are; they are 0 ..< modulus.
  public let modulus: UInt64

  /// 2⁶¹ − 1, in which seven bytes fit.
  public static let mersenne61 = PrimeField(prime: (1 << 61) - 1)

  /// - Precondition: a prime below 2⁶³.
  public init(prime: UInt64) {
    precondition(prime > 1 && prime < 1 << 63)
    modulus = prime
  }

  public func sum(_ one: UInt64, _ two: UInt64) -> UInt64 {
    let sum = one + two
    return sum >= modulus ? sum - modulus : sum
  }

  public func difference(_ one: UInt64, _ two: UInt64) -> UInt64 {
    one >= two ? one - two : one + modulus - two
  }

  public func product(_ one: UInt64, _ two: UInt64) -> UInt64 {
    modulus.dividingFullWidth(one.multipliedFullWidth(by: two)).remainder
  }

  public func power(_ base: UInt64, _ exponent: UInt64) -> UInt64 {
    var (result, square, rest) = (1 % modulus, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = product(result, square) }
      square = product(square, square)
      rest >>= 1
    }
    return result
  }

  /// What the element is to be multiplied by to give 1, by Fermat's little theorem.
  ///
  /// - Precondition: not zero.
  public func inverse(of element: UInt64) -> UInt64 {
    precondition(element % modulus != 0)
    return power(element, modulus - 2)
  }

  /// An element, each as likely as any other.
  public func random(using generator: inout some RandomNumberGenerator) -> UInt64 {
    let excess = modulus.leadingZeroBitCount
    while true {
      let element = generator.next() >> excess
      if element < modulus { return element }
    }
  }
}
