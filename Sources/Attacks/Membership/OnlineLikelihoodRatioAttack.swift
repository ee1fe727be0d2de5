#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// LiRA with models trained on the candidate and models not: the logarithm of how much likelier its margin is among
/// the first than among the second, each taken to be normal.
///
///     ln N(φ; μ_in, σ_in²) − ln N(φ; μ_out, σ_out²)
///
/// Reference: Carlini et al., _Membership Inference Attacks From First Principles_, arXiv:2112.03570, Algorithm 1.
public struct OnlineLikelihoodRatioAttack: MembershipAttack {
  private let variance: LikelihoodRatioVariance

  public init(variance: LikelihoodRatioVariance) { self.variance = variance }

  public func scores(of observation: OnlineMargins) -> [Double] {
    let (meansIn, meansOut) = (observation.with.means(), observation.without.means())
    let variancesIn = variance.estimates(from: observation.with)
    let variancesOut = variance.estimates(from: observation.without)
    return observation.target.enumerated().map { candidate, margin in
      let (fromIn, fromOut) = (margin - meansIn[candidate], margin - meansOut[candidate])
      let (varianceIn, varianceOut) = (variancesIn[candidate], variancesOut[candidate])
      return fromOut * fromOut / (2 * varianceOut) - fromIn * fromIn / (2 * varianceIn)
        + log(varianceOut / varianceIn) / 2
    }
  }
}
