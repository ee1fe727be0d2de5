/// What an audit says that ε is at least.
public struct LowerBound: Hashable, Sendable {
  /// How it was found.
  public enum Method: String, CaseIterable, Codable, Hashable, Sendable {
    /// From the number of right guesses about canaries of one run: Steinke, Nasr and Jagielski, arXiv:2305.08846.
    case steinke
    /// From the same number, for a mechanism whose trade-off curve is a Gaussian one: Mahloujifar, Melis and Chaudhuri,
    /// arXiv:2410.22235.
    case fDP = "f_dp"
    /// From how far apart the mean scores of the canaries are, as if the scores were independent and normal.
    case gaussian
    /// From two error rates over many runs, each between the limits of Clopper and Pearson.
    case clopperPearson = "clopper_pearson"
    /// From the same limits, for a mechanism whose trade-off curve is a Gaussian one: Nasr and others, arXiv:2302.07956.
    case gdp
    /// A quantile of what ε may be once the errors are known: Zanella-Béguelin and others, arXiv:2206.05199.
    case bayesian

    /// How far to trust what it finds.
    public var kind: Kind {
      switch self {
      case .steinke, .clopperPearson: .proof
      case .fDP, .gdp: .assumption
      case .gaussian, .bayesian: .estimate
      }
    }
  }

  /// How far to trust a bound.
  public enum Kind: String, Codable, Hashable, Sendable {
    /// It exceeds ε with a probability of at most 1 − confidence, whatever the mechanism.
    case proof
    /// Likewise, if the mechanism is one that can be told apart no better than two normal distributions.
    case assumption
    /// A figure with a confidence beside it, which rests on a model of the scores or on a prior.
    case estimate
  }

  public let method: Method
  /// At the δ that was asked for; zero where nothing was found, and infinite where no ε is enough.
  public let epsilon: Double
  /// In (0, 1).
  public let confidence: Double

  public var kind: Kind { method.kind }

  /// - Precondition: ε is not negative, and the confidence lies inside (0, 1).
  package init(method: Method, epsilon: Double, confidence: Double) {
    precondition(epsilon >= 0 && confidence > 0 && confidence < 1)
    self.method = method
    self.epsilon = epsilon
    self.confidence = confidence
  }
}
