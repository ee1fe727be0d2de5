/// Membership inference by the norm of the gradient of the candidate's loss over all parameters: training has made the
/// members' small. The score is minus its logarithm.
///
/// Reference: Nasr, Shokri and Houmansadr, _Comprehensive Privacy Analysis of Deep Learning_, arXiv:1812.00910.
public struct GradientNormAttack: MembershipAttack {
  public init() {}

  public func scores(of observation: WhiteBox) -> [Double] {
    GradientNorms(of: observation).total.map { -$0 }
  }
}
