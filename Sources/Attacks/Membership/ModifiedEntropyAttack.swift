import LinearAlgebra

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Membership inference by a prediction's modified entropy, which counts doubt about the right label as doubt and
/// confidence in a wrong one too:
///
///     Mentr(p, y) = −(1 − p_y) ln p_y − Σ_{i≠y} p_i ln(1 − p_i).
///
/// With two classes it ranks candidates as the loss does.
///
/// Reference: Song and Mittal, _Systematic Evaluation of Privacy Risks of Machine Learning Models_,
/// arXiv:2003.10595.
public struct ModifiedEntropyAttack: MembershipAttack {
  public init() {}

  public func scores(of observation: CandidateConfidences) -> [Double] {
    observation.labels.enumerated().map { row, label in
      -modifiedEntropy(logits: observation.logits.row(row), label: label)
    }
  }

  private func modifiedEntropy(logits: ArraySlice<Double>, label: Int) -> Double {
    let logSum = CandidateConfidences.logSumExp(of: logits)
    var entropy = 0.0
    for (index, logit) in logits.enumerated() {
      let logConfidence = logit - logSum
      // ln(1 − p) loses its digits when p is near 1; the others' sum has them.
      let logDoubt =
        logConfidence < -0.7
        ? log1p(-exp(logConfidence))
        : CandidateConfidences.logSumExp(of: logits, leavingOut: index) - logSum
      entropy -= index == label ? exp(logDoubt) * logConfidence : exp(logConfidence) * logDoubt
    }
    return entropy
  }
}
