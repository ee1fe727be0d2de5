public import AccessControl

/// What an adversary may see of the model it attacks, and what it brings of its own.
public struct ThreatModel: Hashable, Sendable {
  /// What the attacked model shows, from least to most.
  public enum Observation: String, Sendable {
    /// The class predicted, for any input.
    case label
    /// The loss at a record's own label, which says as much as that label's confidence.
    case loss
    /// The same at several steps of the training.
    case lossesAlongTraining = "losses along training"
    /// The confidence in every class.
    case confidences
    case weightsAndGradients = "weights and gradients"
  }

  /// Models that the adversary trained as the attacked one was trained, on other draws of the candidates.
  public enum References: String, Sendable {
    case none
    case withoutCandidate = "without the candidate"
    case withAndWithoutCandidate = "with and without the candidate"
  }

  /// Where those models come from. An adversary of the field has data of its own; replays share more with the attacked
  /// model than that.
  public enum Source: String, Sendable {
    /// Each is the attacked model's run on another draw of its own pool, with the labels that are wrong there and with
    /// its knobs, when they were turned too.
    case replays = "the target's own pool, wrong labels and knobs included"
    /// Somebody's, and what they were trained on is not known here.
    case files
  }

  public let capabilities: Set<Capability>
  /// How many of those models it learns from, where more would tell it little; nil for all.
  public let largestReferenceCount: Int?
  /// nil where there are no such models, or which there will be is open.
  public let referencesFrom: Source?
  /// What the losses it sees are made of; of who sees none, or the weights, the usual one.
  public let lossSource: LossSource

  public init(
    _ capabilities: Set<Capability>, largestReferenceCount: Int? = nil, referencesFrom source: Source? = nil,
    lossesFrom lossSource: LossSource = .confidences(answerCount: 1)
  ) {
    self.capabilities = capabilities
    let seesLosses = !capabilities.isDisjoint(with: [.losses, .confidences])
    self.lossSource = seesLosses ? lossSource : .confidences(answerCount: 1)
    let hasReferences = !capabilities.isDisjoint(with: .references)
    self.largestReferenceCount = hasReferences ? largestReferenceCount : nil
    referencesFrom = hasReferences ? source : nil
  }

  /// The most of it.
  public var observes: Observation {
    if capabilities.contains(.weights) { return .weightsAndGradients }
    if capabilities.contains(.confidences) { return .confidences }
    if capabilities.contains(.lossesAlongTraining) { return .lossesAlongTraining }
    if case .labels = lossSource { return .label }
    return capabilities.contains(.losses) ? .loss : .label
  }

  /// Which reference models it brings.
  public var references: References {
    if capabilities.contains(.referencesWithCandidate) { return .withAndWithoutCandidate }
    return capabilities.contains(.referencesWithoutCandidate) ? .withoutCandidate : .none
  }

  /// Whether it holds records of the same kind that certainly were not trained on.
  public var hasPublicRecords: Bool { capabilities.contains(.publicRecords) }
}

extension MembershipMethod {
  /// What the adversary of this method has, wherever its reference models come from.
  public var threatModel: ThreatModel {
    ThreatModel(capabilities, largestReferenceCount: largestReferenceCount)
  }

  /// What the adversary of this method has on `evidence`: attacks that only take the thresholds of classes from reference
  /// models have none where there are none, or classes are not known, and take one threshold for all.
  public func threatModel(on evidence: MembershipEvidence) -> ThreatModel {
    let hasNone = neededReferences == (0, 0) && (evidence.references.isEmpty || evidence.labels == nil)
    return ThreatModel(
      hasNone ? capabilities.subtracting(.references) : capabilities,
      largestReferenceCount: largestReferenceCount,
      referencesFrom: evidence.references.isEmpty ? nil : evidence.referenceSource,
      lossesFrom: evidence.lossSource)
  }
}

extension ThreatModel: CustomStringConvertible {
  public var description: String {
    var parts = ["sees \(observes.rawValue)"]
    switch lossSource {
    case .confidences(1): break
    case .confidences(let count): parts[0] += " (mean of \(count) answers)"
    case .labels(let count):
      parts[0] += " (losses estimated from labels, \(count) question\(count == 1 ? "" : "s") a record)"
    }
    if references != .none {
      let source =
        switch referencesFrom {
        case .replays: " from the target's own pool, wrong labels and all"
        case .files: " from files"
        case nil: ""
        }
      let most = largestReferenceCount.map { " (\($0) at most)" } ?? ""
      parts.append("models \(references.rawValue)\(source)\(most)")
    }
    if hasPublicRecords { parts.append("public records") }
    return parts.joined(separator: ", ")
  }
}
