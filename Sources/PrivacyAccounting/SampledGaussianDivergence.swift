#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// R(α) = α / 2σ² of the Gaussian mechanism (Mironov, arXiv:1702.07476, Corollary 3).
func gaussianDivergence(order: Double, noiseMultiplier: Double) -> Double {
  noiseMultiplier > 0 ? order / (2 * noiseMultiplier * noiseMultiplier) : .infinity
}

/// R(α) of one step of the Gaussian mechanism on a Poisson sample, for every real order above 1.
///
/// Mironov, Talwar and Zhang, _Rényi Differential Privacy of the Sampled Gaussian Mechanism_, arXiv:1908.10530,
/// show that R(α) = ln A(α) / (α − 1) with
///
///     A(α) = E[(1 + u(z))^α],  u(z) = q (exp((2z − 1) / 2σ²) − 1),  z ~ N(0, σ²).
///
/// They expand A into a series whose terms alternate in sign and cancel for fractional α. Here it is integrated
/// instead. As E[u] = 0,
///
///     A(α) − 1 = E[(1 + u)^α − 1 − α u],
///
/// whose integrand is never negative, so that nothing cancels however close A is to 1; and the integrand is
/// analytic in the strip |Im z| < πσ², where the trapezoidal rule converges exponentially in strip over spacing.
func sampledGaussianDivergence(order: Double, rate: Double, noiseMultiplier sigma: Double) -> Double {
  guard rate > 0 else { return 0 }
  guard sigma > 0 else { return .infinity }
  // With next to no noise sampling hides next to nothing, and the cost without sampling bounds the one with it.
  guard rate < 1, sigma >= 0.1 else { return gaussianDivergence(order: order, noiseMultiplier: sigma) }

  let variance = sigma * sigma
  let spacing = min(sigma, variance) / 2
  let reach = 12 * sigma
  let count = Int(((order + 2 * reach) / spacing).rounded(.up))
  var terms = [Double]()
  terms.reserveCapacity(count + 1)
  for index in 0...count {
    let z = Double(index) * spacing - reach
    let logWeight = logOfExcess(order: order, rate: rate, exponent: (2 * z - 1) / (2 * variance))
    terms.append(logWeight - z * z / (2 * variance))
  }
  let largest = terms.max() ?? -.infinity
  guard largest > -.infinity else { return 0 }
  let sum = terms.reduce(0) { $0 + exp($1 - largest) }
  let logExcess = largest + log(sum) + log(spacing / (sigma * (2 * Double.pi).squareRoot()))
  return (logExcess > 36 ? logExcess : log1p(exp(logExcess))) / (order - 1)
}

/// ln((1 + u)^α − 1 − α u) for u = q (exp(x) − 1), without overflow or cancellation.
private func logOfExcess(order: Double, rate: Double, exponent x: Double) -> Double {
  // ln(1 + u), from the side on which it is exact.
  let logRatio = x > 0 ? x + log(rate + (1 - rate) * exp(-x)) : log1p(rate * expm1(x))
  let growth = order * logRatio
  let u = rate * expm1(x)
  if growth > 40 { return u < 1e290 ? growth + log1p(-exp(log(1 + order * u) - growth)) : growth }
  if abs(u) * order > 1e-2 || abs(u) > 1e-2 { return log(expm1(growth) - order * u) }
  // The binomial series from its quadratic term on; eight terms reach 1e-16 at this size of u.
  var term = order * (order - 1) / 2 * u * u
  var sum = term
  for power in 3...10 {
    term *= (order - Double(power) + 1) / Double(power) * u
    sum += term
  }
  return log(sum)
}
