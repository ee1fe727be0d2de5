/// One thing that a trainer must do if its ε is to hold, and what it did.
///
/// Bounds from guesses are blind to noise that is used again, to a rare step without noise, to clipping layer by layer and to batches
/// that are dealt; checks are blind to what they do not look at. The two together are an audit.
public struct ConformanceCheck: Hashable, Sendable, Codable {
  /// What is looked at, as JSON calls it.
  public enum Name: String, CaseIterable, Hashable, Sendable, Codable {
    /// The deviation of the noise on weights that nobody's gradient reached, over σ C.
    case noiseRatio = "noise_ratio"
    /// The same of the step in which it is furthest from one, over all weights.
    case noiseRatioOfSteps = "noise_ratio_of_steps"
    /// The same of the tensor of parameters in which it is furthest from one.
    case noiseRatioOfLayers = "noise_ratio_of_layers"
    /// The correlation of the noise of a step with that of the step before.
    case noiseCorrelation = "noise_lag_1_correlation"
    /// The most that one hostile example moves the sum, over C.
    case sensitivity
    /// The variance of the sizes of batches, over that of independent coins.
    case batchSizeVariance = "batch_size_variance"
    /// What the sum is divided by in the step in which that is furthest from B, over B.
    case divisor
    /// q as the sizes of batches have it, beside the q that is counted.
    case samplingRate = "sampling_rate"
    /// Steps that were taken, beside those that are counted.
    case steps
    /// ε as the accountant counts the log again, beside an ε that somebody claimed.
    case recountedEpsilon = "recounted_epsilon"
  }

  public let check: Name
  public let value: Double
  /// What it is where the trainer does what it promises.
  public let expected: Double
  /// What it may be; a correct trainer is outside in less than one of a million runs.
  public let allowed: ClosedRange<Double>

  public var isPassed: Bool { allowed.contains(value) }

  /// What the log costs beside a claim: no more, but for what a person rounds away.
  public init(recounted epsilon: Double, claimed: Double) {
    self.init(.recountedEpsilon, value: epsilon, expected: claimed, allowed: 0...claimed * 1.005)
  }

  public init(_ check: Name, value: Double, expected: Double, allowed: ClosedRange<Double>) {
    self.check = check
    self.value = value
    self.expected = expected
    self.allowed = allowed
  }

  private enum CodingKeys: String, CodingKey { case check, value, expected, allowed, passed }

  public init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: CodingKeys.self)
    check = try object.decode(Name.self, forKey: .check)
    value = try object.decodeIfPresent(Double.self, forKey: .value) ?? .infinity
    expected = try object.decode(Double.self, forKey: .expected)
    let ends = try object.decode([Double].self, forKey: .allowed)
    guard ends.count == 2, ends[0] <= ends[1] else {
      throw DecodingError.dataCorruptedError(
        forKey: .allowed, in: object, debugDescription: "two ends, the lower first")
    }
    allowed = ends[0]...ends[1]
  }

  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: CodingKeys.self)
    try object.encode(check, forKey: .check)
    // Of a trainer whose numbers overflowed there is none.
    if value.isFinite {
      try object.encode(value, forKey: .value)
    } else {
      try object.encodeNil(forKey: .value)
    }
    try object.encode(expected, forKey: .expected)
    try object.encode([allowed.lowerBound, allowed.upperBound], forKey: .allowed)
    try object.encode(isPassed, forKey: .passed)
  }
}
