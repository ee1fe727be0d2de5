public import PlainText

/// Why there can be no such canaries.
public enum CanaryError: Error, Hashable {
  case tooFewOutsidePool(asked: Int, available: Int)
  /// The log has other coins than the run that it describes tosses.
  case otherCoins
}

extension CanaryError: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .tooFewOutsidePool(let asked, let available):
      "Mislabelled canaries are made from records outside the pool, and \(asked) are asked for where \(available) are left. Give a smaller --canary-count or --train-size, or --canaries own-feature."
    case .otherCoins:
      "The log names other canaries than its run plants. The data file or the log has changed since: bring back the one that it was written with."
    }
  }
}
