/// Something that an adversary holds or does not: what an attack needs is a set of these, and so is what it is granted.
public enum Capability: Int, CaseIterable, Hashable, Sendable {
  /// The class predicted for each candidate.
  case labels
  /// The loss at each candidate's own label, which says as much as that label's confidence.
  case losses
  /// The losses that the model had at several steps of its training too: who is sent the model again and again, as a client
  /// of a federation is, sees them.
  case lossesAlongTraining
  /// The confidence in every class.
  case confidences
  /// Questions about inputs of the adversary's own making.
  case questions
  case weights
  /// What a single client of a federation sends.
  case clientUpdates
  /// The sum of what the clients of a federation send, and nothing else of it.
  case sumOfUpdates
  /// Records of the same kind that certainly were not trained on.
  case publicRecords
  /// Models trained as the target was, on draws without the candidate.
  case referencesWithoutCandidate
  /// Models trained as the target was, on draws with the candidate.
  case referencesWithCandidate
}

extension Set<Capability> {
  /// Models trained as the target was, both with the candidate and without it.
  public static var references: Self { [.referencesWithoutCandidate, .referencesWithCandidate] }
}

extension Capability: Comparable {
  /// In the order in which what is missing is named.
  public static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

extension Capability: CustomStringConvertible {
  /// What goes after "needs".
  public var description: String {
    switch self {
    case .labels: "the predicted labels"
    case .losses: "the losses of the candidates"
    case .lossesAlongTraining: "the losses of the candidates along training"
    case .confidences: "the confidences in all classes"
    case .questions: "questions of its own"
    case .weights: "the model's weights"
    case .clientUpdates: "the updates of single clients"
    case .sumOfUpdates: "the sum of the clients' updates"
    case .publicRecords: "records outside the pool"
    case .referencesWithoutCandidate: "reference models without each candidate"
    case .referencesWithCandidate: "reference models with each candidate"
    }
  }
}
