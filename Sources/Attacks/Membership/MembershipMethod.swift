/// The membership attacks of this program, by the name that reports call it.
public enum MembershipMethod: String, CaseIterable, Hashable, Sendable {
  case gap
  case lossThreshold = "loss_threshold"
  case confidence
  case entropy
  case modifiedEntropy = "modified_entropy"
  case shadowClassifier = "shadow_classifier"
  case population
  case reference
  case calibration
  case liraOffline = "lira_offline"
  case liraOnline = "lira_online"
  case liraOfflineSquashed = "lira_offline_squashed"
  case liraOnlineSquashed = "lira_online_squashed"
  case liraOfflinePerExample = "lira_offline_per_example"
  case liraOnlinePerExample = "lira_online_per_example"
  case rmiaOffline = "rmia_offline"
  case rmiaOnline = "rmia_online"
  case quantile
  case labelOnlyBoundary = "label_only_boundary"
  case labelOnlyNoise = "label_only_noise"
  case gradientNorm = "gradient_norm"
  case gradientFeatures = "gradient_features"

  public var threatModel: ThreatModel {
    switch self {
    case .gap, .labelOnlyBoundary, .labelOnlyNoise: ThreatModel(observes: .label)
    case .lossThreshold: ThreatModel(observes: .loss)
    case .confidence:
      ThreatModel(
        observes: .loss, references: .withAndWithoutCandidate,
        largestReferenceCount: ClassThresholds.largestModelCount)
    case .entropy, .modifiedEntropy, .shadowClassifier:
      ThreatModel(
        observes: .confidences, references: .withAndWithoutCandidate,
        largestReferenceCount: MembershipEvidence.largestWholeCount)
    case .population, .quantile: ThreatModel(observes: .loss, hasPublicRecords: true)
    case .reference, .calibration, .liraOffline, .liraOfflineSquashed, .liraOfflinePerExample, .rmiaOffline:
      ThreatModel(observes: .loss, references: .withoutCandidate)
    case .liraOnline, .liraOnlineSquashed, .liraOnlinePerExample, .rmiaOnline:
      ThreatModel(observes: .loss, references: .withAndWithoutCandidate)
    case .gradientNorm: ThreatModel(observes: .weightsAndGradients)
    case .gradientFeatures:
      ThreatModel(
        observes: .weightsAndGradients, references: .withAndWithoutCandidate,
        largestReferenceCount: GradientFeaturesAttack.largestShadowCount)
    }
  }

  /// What the adversary of this method has on `evidence`: attacks that only take the thresholds of classes from reference
  /// models have none where there are none, or classes are not known, and take one threshold for all.
  public func threatModel(on evidence: MembershipEvidence) -> ThreatModel {
    let general = threatModel
    let hasNone =
      switch self {
      case .confidence, .entropy, .modifiedEntropy: evidence.references.isEmpty || evidence.labels == nil
      default: false
      }
    return ThreatModel(
      observes: general.observes, references: hasNone ? .none : general.references,
      largestReferenceCount: general.largestReferenceCount,
      referencesFrom: evidence.references.isEmpty ? nil : evidence.referenceSource,
      hasPublicRecords: general.hasPublicRecords)
  }

  /// A few words for a list.
  public var title: String {
    switch self {
    case .gap: "Gap"
    case .lossThreshold: "Loss"
    case .confidence: "Confidence"
    case .entropy: "Entropy"
    case .modifiedEntropy: "Modified entropy"
    case .shadowClassifier: "Shadow classifier"
    case .population: "Population"
    case .reference: "Reference models"
    case .calibration: "Calibrated loss"
    case .liraOffline: "LiRA offline"
    case .liraOnline: "LiRA online"
    case .liraOfflineSquashed: "LiRA offline, squashed"
    case .liraOnlineSquashed: "LiRA online, squashed"
    case .liraOfflinePerExample: "LiRA offline, own σ"
    case .liraOnlinePerExample: "LiRA online, own σ"
    case .rmiaOffline: "RMIA offline"
    case .rmiaOnline: "RMIA online"
    case .quantile: "Quantile regression"
    case .labelOnlyBoundary: "Boundary distance"
    case .labelOnlyNoise: "Noise robustness"
    case .gradientNorm: "Gradient norm"
    case .gradientFeatures: "Gradient features"
    }
  }
}
