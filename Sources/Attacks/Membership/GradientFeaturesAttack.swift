import NeuralNetworks

/// Membership inference by classifiers of what a candidate's gradient looks like inside the network, one for each class,
/// trained on models whose members are known.
///
/// Each is a logistic regression on the logarithm of the gradient's norm in every layer, the margin, and their squares.
///
/// Reference: Nasr, Shokri and Houmansadr, _Comprehensive Privacy Analysis of Deep Learning_, arXiv:1812.00910, whose
/// classifier is a network over whole gradients.
public struct GradientFeaturesAttack: MembershipAttack {
  public struct Observation: Sendable {
    public let target: WhiteBox
    /// Models trained as the target was.
    public let shadows: [WhiteBox]
    /// For each shadow, which candidates it was trained on.
    public let includes: [[Bool]]

    public init(target: WhiteBox, shadows: [WhiteBox], includes: [[Bool]]) {
      precondition(shadows.count == includes.count)
      self.target = target
      self.shadows = shadows
      self.includes = includes
    }
  }

  /// Shadows to learn from: eight give thousands of examples for a handful of coefficients.
  static let largestShadowCount = 8

  public init() {}

  public func scores(of observation: Observation) -> [Double] {
    let target = observation.target
    let shadows = observation.shadows.prefix(Self.largestShadowCount).map(features(of:))
    let classifier = ClasswiseClassifier(
      shadows: shadows, includes: Array(observation.includes.prefix(shadows.count)), labels: target.labels,
      width: 2 * (target.network.parameters.layout.layerCount + 1))
    return classifier.scores(of: features(of: target))
  }

  /// Candidate by candidate.
  private func features(of whiteBox: WhiteBox) -> [Double] {
    let norms = GradientNorms(of: whiteBox)
    return norms.margins.indices.flatMap { candidate in
      let values = norms.layers.map { $0[candidate] } + [norms.margins[candidate]]
      return values + values.map { $0 * $0 }
    }
  }
}
