public import PlainText
public import SecureComputation

/// Why a prediction is not computed on shares.
public enum ComputationObstacle: Error, Hashable, Sendable {
  case noRecord(WatchedRecord.Side)
  /// The record has a value beyond what is public of all.
  case beyondBound(Double)
  case refused(SecureComputationError)
  /// What was said where a party ended.
  case ended(String)
}

extension ComputationObstacle: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .noRecord(.heldOut):
      "This run holds no record out. Choose a member, or give a smaller --train-size."
    case .noRecord(.member): "This run has no members. Choose a held-out record."
    case .beyondBound(let bound):
      "This record has a value beyond \(bound), the bound that is public and was taken from the pool: nothing is computed on it. Choose another record."
    case .refused(let error): error.sentence
    case .ended(let reason): "The computation ended: \(reason)"
    }
  }
}
