#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The privacy loss ln(P(z) / Q(z)), z ~ P, of one event and one pair of dominating distributions P and Q.
///
/// The loss rises with z over the continuous part, so that an interval of losses is an interval of z.
struct PrivacyLossVariable: Sendable {
  /// Losses that are taken with positive probability.
  var atoms: [(loss: Double, mass: Double)] = []
  var continuous: Continuous?

  struct Continuous: Sendable {
    /// Where the density is integrated; what lies beyond has a mass below 10⁻²⁰.
    let domain: ClosedRange<Double>
    /// The length over which the density changes.
    let scale: Double
    /// ln of the density under P.
    let logDensity: @Sendable (Double) -> Double
    let loss: @Sendable (Double) -> Double
    /// The z of that loss, −∞ below all losses and ∞ above.
    let position: @Sendable (Double) -> Double
  }
}

extension PrivacyLossVariable {
  /// The pairs that together dominate the event: δ(ε) of the event is the largest of theirs.
  ///
  /// For a Poisson sample of the Gaussian mechanism these are N(0, σ²) and (1 − q) N(0, σ²) + q N(1, σ²), both ways
  /// around (Zhu, Dong and Wang, _Optimal Accounting of Differential Privacy via Characteristic Function_,
  /// arXiv:2106.08567); with one example replaced, two mixtures that lean to opposite sides.
  ///
  /// - Throws: `PrivacyAccountingError.unsupportedEvent` for an event without known pairs.
  static func pairs(
    for event: PrivacyEvent, under relation: NeighboringRelation
  ) throws(PrivacyAccountingError) -> [PrivacyLossVariable] {
    switch event {
    case .gaussian(let noiseMultiplier):
      return [gaussian(noiseMultiplier: noiseMultiplier)]
    case .poissonSampled(let rate, .gaussian(let noiseMultiplier)):
      guard (0...1).contains(rate) else { throw .samplingRateOutOfRange(rate) }
      guard rate > 0 else { return [PrivacyLossVariable(atoms: [(0, 1)])] }
      guard rate < 1 else { return [gaussian(noiseMultiplier: noiseMultiplier)] }
      switch relation {
      case .addOrRemove:
        return [true, false].map {
          sampledGaussian(rate: rate, noiseMultiplier: noiseMultiplier, isRemoval: $0)
        }
      case .replaceOne:
        return [replacedGaussian(rate: rate, noiseMultiplier: noiseMultiplier)]
      }
    case .laplace(let noiseMultiplier):
      return [sampledLaplace(rate: 1, noiseMultiplier: noiseMultiplier, isRemoval: true)]
    case .poissonSampled(let rate, .laplace(let noiseMultiplier)):
      guard (0...1).contains(rate) else { throw .samplingRateOutOfRange(rate) }
      guard rate > 0 else { return [PrivacyLossVariable(atoms: [(0, 1)])] }
      guard rate < 1 else {
        return [sampledLaplace(rate: 1, noiseMultiplier: noiseMultiplier, isRemoval: true)]
      }
      guard relation == .addOrRemove else { throw .unsupportedRelation(event, relation) }
      return [true, false].map {
        sampledLaplace(rate: rate, noiseMultiplier: noiseMultiplier, isRemoval: $0)
      }
    case .randomizedResponse(let noise, let categoryCount):
      guard relation == .replaceOne else { throw .unsupportedRelation(event, relation) }
      return [randomizedResponse(noise: noise, categoryCount: categoryCount)]
    case .poissonSampled, .composed, .repeated, .nonPrivate:
      throw .unsupportedEvent(event)
    }
  }

  /// (1 − q) Lap(0, b) + q Lap(1, b) and Lap(0, b): the loss is constant outside [0, 1].
  private static func sampledLaplace(
    rate: Double, noiseMultiplier scale: Double, isRemoval: Bool
  ) -> PrivacyLossVariable {
    let cumulative = { (x: Double) in x < 0 ? exp(x / scale) / 2 : 1 - exp(-x / scale) / 2 }
    let loss: @Sendable (Double) -> Double = { z in logOfMixture(rate: rate, exponent: (2 * z - 1) / scale) }
    let position: @Sendable (Double) -> Double = { value in
      let excess = expm1(value) + rate
      return excess > 0 ? (scale * log(excess / rate) + 1) / 2 : -.infinity
    }
    let q = isRemoval ? rate : 0
    let low = (1 - q) * cumulative(0) + q * cumulative(-1)
    let high = (1 - q) * (1 - cumulative(1)) + q * cumulative(0)
    let logDensity: @Sendable (Double) -> Double = { z in
      logOfMixture(rate: q, exponent: (2 * z - 1) / scale) - z / scale - log(2 * scale)
    }
    let sign = isRemoval ? 1.0 : -1.0
    return PrivacyLossVariable(
      atoms: [(sign * loss(0), low), (sign * loss(1), high)],
      continuous: Continuous(
        domain: isRemoval ? 0...1 : -1...0, scale: min(1, scale), logDensity: { logDensity(sign * $0) },
        loss: { sign * loss(sign * $0) }, position: { sign * position(sign * $0) }))
  }

  /// Two people with different answers: each answer is as likely as the other's is for the other.
  private static func randomizedResponse(noise: Double, categoryCount: Int) -> PrivacyLossVariable {
    let other = noise / Double(categoryCount)
    let own = 1 - noise + other
    return PrivacyLossVariable(atoms: [
      (log(own / other), own), (log(other / own), other), (0, max(0, 1 - own - other)),
    ])
  }

  /// R(α) = ln E[e^((α − 1) L)] / (α − 1), the Rényi divergence of P from Q.
  func renyiDivergence(order: Double) -> Double {
    var terms = atoms.filter { $0.mass > 0 }.map { log($0.mass) + (order - 1) * $0.loss }
    if let continuous {
      // The tilted density lies up to order × scale beyond the plain one.
      let (low, high) = (continuous.domain.lowerBound, continuous.domain.upperBound)
      let reach = atoms.isEmpty ? order * max(1, 1 / continuous.scale) : 0
      let count = max(4000, Int(40 * (high - low + 2 * reach) / continuous.scale))
      let width = (high - low + 2 * reach) / Double(count)
      for index in 0..<count {
        let z = low - reach + (Double(index) + 0.5) * width
        terms.append(continuous.logDensity(z) + log(width) + (order - 1) * continuous.loss(z))
      }
    }
    let largest = terms.max() ?? 0
    return (largest + log(terms.reduce(0) { $0 + exp($1 - largest) })) / (order - 1)
  }

  /// N(1, σ²) against N(0, σ²): the loss is itself normal.
  private static func gaussian(noiseMultiplier sigma: Double) -> PrivacyLossVariable {
    let variance = sigma * sigma
    return PrivacyLossVariable(
      continuous: Continuous(
        domain: (1 - 10 * sigma)...(1 + 10 * sigma), scale: sigma,
        logDensity: { z in logNormalDensity(z - 1, deviation: sigma) },
        loss: { z in (2 * z - 1) / (2 * variance) }, position: { loss in variance * loss + 0.5 }))
  }

  private static func sampledGaussian(
    rate: Double, noiseMultiplier sigma: Double, isRemoval: Bool
  ) -> PrivacyLossVariable {
    let variance = sigma * sigma
    let forward: @Sendable (Double) -> Double = { z in
      logOfMixture(rate: rate, exponent: (2 * z - 1) / (2 * variance))
    }
    let inverse: @Sendable (Double) -> Double = { loss in
      // e^loss = 1 − q + q e^x, and x = (2 z − 1) / 2σ².
      let excess = expm1(loss) + rate
      guard excess > 0 else { return -.infinity }
      let exponent = loss > 30 ? loss + log1p((rate - 1) * exp(-loss)) : log(excess)
      return variance * (exponent - log(rate)) + 0.5
    }
    guard isRemoval else {
      // The loss falls with z, so the axis is turned over.
      return PrivacyLossVariable(
        continuous: Continuous(
          domain: (-10 * sigma)...(10 * sigma), scale: sigma,
          logDensity: { z in logNormalDensity(z, deviation: sigma) }, loss: { z in -forward(-z) },
          position: { loss in -inverse(-loss) }))
    }
    return PrivacyLossVariable(
      continuous: Continuous(
        domain: (-10 * sigma)...(1 + 10 * sigma), scale: sigma,
        logDensity: { z in logNormalDensity(z, deviation: sigma) + forward(z) }, loss: forward,
        position: inverse))
  }

  /// (1 − q) N(0, σ²) + q N(½, σ²) against (1 − q) N(0, σ²) + q N(−½, σ²): the sensitivity, one, is the distance
  /// between the two examples.
  private static func replacedGaussian(rate: Double, noiseMultiplier sigma: Double) -> PrivacyLossVariable {
    let variance = sigma * sigma
    let offset = 1 / (8 * variance)
    return PrivacyLossVariable(
      continuous: Continuous(
        domain: (-0.5 - 10 * sigma)...(0.5 + 10 * sigma), scale: sigma,
        logDensity: { z in
          logNormalDensity(z, deviation: sigma)
            + logOfMixture(rate: rate, exponent: z / (2 * variance) - offset)
        },
        loss: { z in
          logOfMixture(rate: rate, exponent: z / (2 * variance) - offset)
            - logOfMixture(rate: rate, exponent: -z / (2 * variance) - offset)
        },
        position: { loss in
          // With y = exp(z / 2σ²) and c = q exp(−1/8σ²) / (1 − q): c y² + (1 − e^loss) y − c e^loss = 0.
          let c = rate / (1 - rate) * exp(-offset)
          guard loss.magnitude < 600 else { return loss > 0 ? .infinity : -.infinity }
          let half = expm1(loss) / (2 * c)
          let root = (half * half + exp(loss)).squareRoot()
          return 2 * variance * log(half > 0 ? half + root : exp(loss) / (root - half))
        }))
  }

  private static func logOfMixture(rate: Double, exponent x: Double) -> Double {
    x > 0 ? x + log(rate + (1 - rate) * exp(-x)) : log1p(rate * expm1(x))
  }

  private static func logNormalDensity(_ x: Double, deviation: Double) -> Double {
    -x * x / (2 * deviation * deviation) - log(deviation * (2 * Double.pi).squareRoot())
  }
}
