import AccessControl
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
    public let target: WhiteBoxCandidates
    /// Models trained as the target was.
    public let shadows: [WhiteBoxCandidates]
    /// For each shadow, which candidates it was trained on.
    public let includes: [[Bool]]

    public init(target: WhiteBoxCandidates, shadows: [WhiteBoxCandidates], includes: [[Bool]]) {
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
      width: 2 * (target.whiteBox.network.parameters.layout.layerCount + 1))
    return classifier.scores(of: features(of: target))
  }

  /// Candidate by candidate.
  private func features(of candidates: WhiteBoxCandidates) -> [Double] {
    let norms = GradientNorms(of: candidates)
    return norms.margins.indices.flatMap { candidate in
      let values = norms.layers.map { $0[candidate] } + [norms.margins[candidate]]
      return values + values.map { $0 * $0 }
    }
  }
}

extension MembershipMethod {
  public static let gradientFeatures = MembershipMethod(
    name: "gradient_features", title: "Gradient features",
    sentence: "A classifier has learned from similar models how gradients of members look.",
    paper: "Nasr et al. 2019, arXiv:1812.00910",
    capabilities: [.weights, .referencesWithoutCandidate, .referencesWithCandidate], neededReferences: (1, 1),
    largestReferenceCount: GradientFeaturesAttack.largestShadowCount, isSlow: true
  ) { evidence, _ throws(MissingEvidence) in
    let known = evidence.references.filter { $0.model != nil }
    return GradientFeaturesAttack().scores(
      of: .init(
        target: try evidence.whiteBox(), shadows: known.compactMap(\.model), includes: known.map(\.includes)))
  }
}
