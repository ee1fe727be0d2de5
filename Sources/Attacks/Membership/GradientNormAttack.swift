import AccessControl

/// Membership inference by the norm of the gradient of the candidate's loss over all parameters: training has made the
/// members' small. The score is minus its logarithm.
///
/// Reference: Nasr, Shokri and Houmansadr, _Comprehensive Privacy Analysis of Deep Learning_, arXiv:1812.00910.
public struct GradientNormAttack: MembershipAttack {
  public init() {}

  public func scores(of observation: WhiteBoxCandidates) -> [Double] {
    GradientNorms(of: observation).total.map { -$0 }
  }
}

extension MembershipMethod {
  public static let gradientNorm = MembershipMethod(
    name: "gradient_norm", title: "Gradient norm",
    sentence: "A candidate is a member if it would hardly change the weights.",
    paper: "Nasr et al. 2019, arXiv:1812.00910",
    capabilities: [.weights]
  ) { evidence, _ throws(MissingEvidence) in
    GradientNormAttack().scores(of: try evidence.whiteBox())
  }
}
