/// What an audit guesses at: who of these was in, each by a fair coin of its own.
public enum AuditedCanaries: String, CaseIterable, Hashable, Sendable, Codable {
  case mislabelled
  case ownFeature = "own-feature"
  case gradient
  /// The run's own pool, whose records are weak canaries: each looks like many others.
  case pool
  /// Scores of a model trained anywhere.
  case file

  /// Many of them, in a sentence.
  public var title: String {
    switch self {
    case .mislabelled: "mislabelled canaries"
    case .ownFeature: "canaries with a feature of their own"
    case .gradient: "crafted gradients"
    case .pool: "records of the pool"
    case .file: "canaries of the file"
    }
  }

  /// Whether scores are close enough to normal, and to independent, for an estimate that takes them to be.
  var hasNormalScores: Bool { self != .pool }
}
