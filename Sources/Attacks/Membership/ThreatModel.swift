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

  /// Models that the adversary trained as the attacked one was trained, on other records of the same kind.
  public enum References: String, Sendable {
    case none
    case withoutCandidate = "without the candidate"
    case withAndWithoutCandidate = "with and without the candidate"
  }

  public let observes: Observation
  public let references: References
  /// Whether it holds records of the same kind that certainly were not trained on.
  public let hasPublicRecords: Bool

  public init(observes: Observation, references: References = .none, hasPublicRecords: Bool = false) {
    self.observes = observes
    self.references = references
    self.hasPublicRecords = hasPublicRecords
  }
}

extension ThreatModel: CustomStringConvertible {
  public var description: String {
    var parts = ["sees \(observes.rawValue)"]
    if references != .none { parts.append("models \(references.rawValue)") }
    if hasPublicRecords { parts.append("public records") }
    return parts.joined(separator: ", ")
  }
}
