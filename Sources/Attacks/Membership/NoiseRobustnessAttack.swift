public import AccessControl
import LinearAlgebra
public import Statistics

/// Membership inference by how often the label survives noise on the input: training moves the boundary away from
/// members. It sees labels alone.
///
/// Noise is normal, of eight sizes from a sixteenth of the inputs' usual deviation to eight times it, so that no size
/// needs to be chosen on models whose members are known. The score is the share of answers that are the candidate's
/// label, the answer without noise among them.
///
/// Reference: Choquette-Choo, Tramèr, Carlini and Papernot, _Label-Only Membership Inference Attacks_,
/// arXiv:2007.14321.
public struct NoiseRobustnessAttack: MembershipAttack {
  private static let sizes = (0..<8).map { 0.0625 * Double(1 << $0) }
  private static let drawCount = 8

  /// Questions asked about each candidate.
  public static var queryCount: Int { 1 + sizes.count * drawCount }

  private let random: RandomStream

  public init(random: RandomStream) { self.random = random }

  public func scores(of observation: LabelOracle) throws(Refusal) -> [Double] {
    var noise = GaussianNoise(random.split("noise"))
    let unit = observation.typicalDeviation
    var kept = try hits(of: observation.inputs, observation)
    for size in Self.sizes {
      for _ in 0..<Self.drawCount {
        var noisy = observation.inputs
        noise.add(to: &noisy, standardDeviation: Float(size * unit))
        for (candidate, hit) in try hits(of: noisy, observation).enumerated() { kept[candidate] += hit }
      }
    }
    return kept.map { $0 / Double(Self.queryCount) }
  }

  private func hits(of inputs: Matrix<Float>, _ oracle: LabelOracle) throws(Refusal) -> [Double] {
    zip(try oracle.predict(inputs), oracle.labels).map { $0 == $1 ? 1 : 0 }
  }
}

extension MembershipMethod {
  public static let labelOnlyNoise = MembershipMethod(
    name: "label_only_noise", title: "Noise robustness",
    sentence: "How much noise on the input does the label survive?",
    paper: "Choquette-Choo et al. 2021, arXiv:2007.14321",
    capabilities: [.labels, .questions], isSlow: true
  ) { evidence, random throws(MissingEvidence) in
    try evidence.asking(NoiseRobustnessAttack(random: random).scores(of:))
  }
}
