import Statistics

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Two distributions P and Q that dominate one event: δ(ε) of the event is at most E_P[(1 − e^(ε − L))⁺] with the privacy
/// loss L = ln(P / Q).
///
/// Reference: Zhu, Dong and Wang, _Optimal Accounting of Differential Privacy via Characteristic Function_,
/// arXiv:2106.08567.
enum DominatingPair: Hashable, Sendable {
  case mixtures(GaussianMixtures)
  /// Laplace noise on a sample; only one of two neighbours can be in it.
  case sampledLaplace(rate: Double, noiseMultiplier: Double, isRemoval: Bool)
  /// Finitely many losses, each with its probability under P.
  case losses([Double], masses: [Double])
}

extension DominatingPair {
  /// The pairs that together dominate the event, one for each direction of neighbours: δ(ε) of the event is the largest of
  /// theirs.
  ///
  /// For a Poisson sample of the Gaussian mechanism these are (1 − q) N(0, σ²) + q N(1, σ²) and N(0, σ²), both ways
  /// around; where `groupSize` k records are one person's, each sampled on its own, the binomial mixture of N(j, σ²)
  /// (Ganesh, _Tight Group-Level DP Guarantees for DP-SGD with Sampling via Mixture of Gaussians Mechanisms_,
  /// arXiv:2401.10294). With one record replaced the two mixtures lean to opposite sides.
  ///
  /// - Returns: two pairs, first the removal of a record and then its addition.
  /// - Throws: `PrivacyAccountingError` for an event without known pairs.
  static func pairs(
    for event: PrivacyEvent, under relation: NeighboringRelation, groupSize: Int = 1
  ) throws(PrivacyAccountingError) -> [DominatingPair] {
    switch event {
    case .gaussian(let noiseMultiplier):
      return gaussians(rate: 1, noiseMultiplier: noiseMultiplier, relation, groupSize)
    case .poissonSampled(let rate, .gaussian(let noiseMultiplier)):
      guard (0...1).contains(rate) else { throw .samplingRateOutOfRange(rate) }
      return gaussians(rate: rate, noiseMultiplier: noiseMultiplier, relation, groupSize)
    case .laplace(let noiseMultiplier) where groupSize == 1:
      return [true, false].map {
        .sampledLaplace(rate: 1, noiseMultiplier: noiseMultiplier, isRemoval: $0)
      }
    case .poissonSampled(let rate, .laplace(let noiseMultiplier)) where groupSize == 1:
      guard (0...1).contains(rate) else { throw .samplingRateOutOfRange(rate) }
      guard relation == .addOrRemove || rate == 1 else { throw .unsupportedRelation(event, relation) }
      return [true, false].map {
        .sampledLaplace(rate: rate, noiseMultiplier: noiseMultiplier, isRemoval: $0)
      }
    case .randomizedResponse(let noise, let categoryCount) where groupSize == 1:
      guard relation == .replaceOne else { throw .unsupportedRelation(event, relation) }
      // Two people with different answers: each answer is as likely as the other's is for the other.
      let other = noise / Double(categoryCount)
      let own = 1 - noise + other
      let pair = DominatingPair.losses(
        [log(own / other), log(other / own), 0], masses: [own, other, max(0, 1 - own - other)])
      return [pair, pair]
    default:
      throw .unsupportedEvent(event)
    }
  }

  private static func gaussians(
    rate: Double, noiseMultiplier: Double, _ relation: NeighboringRelation, _ groupSize: Int
  ) -> [DominatingPair] {
    // The distance between the data sets is one: the record itself, or half to either side of what both share.
    let side = relation == .addOrRemove ? 1.0 : 0.5
    let hit = (0...groupSize).compactMap { count -> GaussianMixtures.Component? in
      let weight = exp(BinomialDistribution.logProbability(of: count, trials: groupSize, rate: rate))
      return weight > 0 ? .init(shift: side * Double(count), weight: weight) : nil
    }
    let mixtures = GaussianMixtures(
      noiseMultiplier: noiseMultiplier, first: hit,
      second: relation == .addOrRemove
        ? [.init(shift: 0, weight: 1)] : hit.map { .init(shift: -$0.shift, weight: $0.weight) })
    return [.mixtures(mixtures), .mixtures(mixtures.swapped)]
  }

  /// The share of outcomes that both laws have alike by construction: of mixtures what their components share.
  var commonShare: Double {
    guard case .mixtures(let mixtures) = self else { return 0 }
    return mixtures.first.reduce(0) { sum, own in
      let other = mixtures.second.first { $0.shift == own.shift }
      return sum + min(own.weight, other?.weight ?? 0)
    }
  }

  /// The largest loss there is, where there is one.
  var largestLoss: Double {
    switch self {
    case .mixtures(let mixtures): mixtures.largestLoss
    case .losses(let losses, let masses): zip(losses, masses).filter { $0.1 > 0 }.map(\.0).max() ?? 0
    case .sampledLaplace(let rate, let scale, let isRemoval):
      isRemoval ? log1p(rate * expm1(1 / scale)) : -log1p(rate * expm1(-1 / scale))
    }
  }
}
