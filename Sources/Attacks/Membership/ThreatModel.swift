/// What an adversary may see of the model it attacks, and what it brings of its own.
public struct ThreatModel: Hashable, Sendable {
  /// What the attacked model shows, from least to most.
  public enum Observation: String, Sendable {
    /// The class predicted, for any input.
    case label
    /// The loss at a record's own label, which says as much as that label's confidence.
    case loss
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

  public let observes: Observation
  public let references: References
  /// How many of those models it learns from, where more would tell it little; nil for all.
  public let largestReferenceCount: Int?
  /// nil where there are no such models, or which there will be is open.
  public let referencesFrom: Source?
  /// Whether it holds records of the same kind that certainly were not trained on.
  public let hasPublicRecords: Bool

  public init(
    observes: Observation, references: References = .none, largestReferenceCount: Int? = nil,
    referencesFrom source: Source? = nil, hasPublicRecords: Bool = false
  ) {
    self.observes = observes
    self.references = references
    self.largestReferenceCount = references == .none ? nil : largestReferenceCount
    referencesFrom = references == .none ? nil : source
    self.hasPublicRecords = hasPublicRecords
  }
}

extension ThreatModel: CustomStringConvertible {
  public var description: String {
    var parts = ["sees \(observes.rawValue)"]
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
