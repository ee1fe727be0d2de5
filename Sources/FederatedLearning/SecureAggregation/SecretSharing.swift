/// Shamir's secret sharing: any `threshold` shares give the secret, and fewer give nothing.
///
/// The secret is a polynomial of degree `threshold` − 1 at 0; a share is the polynomial at a point of its own. With a share too few,
/// every secret has exactly one polynomial through those that there are, and all are equally likely.
///
/// Reference: Shamir, _How to share a secret_, Communications of the ACM 22 (1979).
public struct SecretSharing: Hashable, Sendable {
  public let field: PrimeField
  public let threshold: Int

  /// - Precondition: `threshold` is at least 1.
  public init(field: PrimeField = .mersenne61, threshold: Int) {
    precondition(threshold >= 1)
    self.field = field
    self.threshold = threshold
  }

  /// A share for each of the points. The generator must be one that nobody can guess.
  ///
  /// - Precondition: the secret and the points are elements of the field, and no point is 0, where the secret is.
  public func shares(
    of secret: UInt64, at points: [UInt64], using generator: inout some RandomNumberGenerator
  ) -> [UInt64] {
    shares(of: secret, at: points, coefficients: (1..<threshold).map { _ in field.random(using: &generator) })
  }

  /// - Parameter coefficients: of x, x², … .
  package func shares(of secret: UInt64, at points: [UInt64], coefficients: [UInt64]) -> [UInt64] {
    precondition(secret < field.modulus && coefficients.count == threshold - 1)
    return points.map { point in
      precondition(point > 0 && point < field.modulus)
      let rest = coefficients.reversed().reduce(0) { field.sum(field.product($0, point), $1) }
      return field.sum(field.product(rest, point), secret)
    }
  }

  /// What recovers secrets from the shares at some points: Lagrange's weights, made once for all secrets that were shared so.
  public struct Recovery: Hashable, Sendable {
    private let field: PrimeField
    private let weights: [UInt64]

    /// - Precondition: the points differ, and none is 0.
    public init(field: PrimeField = .mersenne61, points: [UInt64]) {
      self.field = field
      weights = points.indices.map { own in
        var (numerator, denominator): (UInt64, UInt64) = (1, 1)
        for other in points.indices where other != own {
          numerator = field.product(numerator, points[other])
          denominator = field.product(denominator, field.difference(points[other], points[own]))
        }
        return field.product(numerator, field.inverse(of: denominator))
      }
    }

    /// - Parameter shares: at the points, in their order.
    public func secret(from shares: [UInt64]) -> UInt64 {
      precondition(shares.count == weights.count)
      return zip(shares, weights).reduce(0) { field.sum($0, field.product($1.0, $1.1)) }
    }
  }
}
