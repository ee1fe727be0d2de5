import LinearAlgebra
public import Statistics

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What stands between a model and whoever asks: how answers are made, and where their noise comes from.
public struct Door: Sendable {
  public let settings: DoorSettings
  /// nil draws from the operating system.
  private let stream: RandomStream?

  /// - Parameter noise: where fresh noise on answers is drawn from, which is repeatable then, and private to nobody who knows
  ///   the seed; nil draws from the operating system.
  public init(_ settings: DoorSettings, noise: RandomStream?) {
    self.settings = settings
    stream = noise
  }

  /// A door that does no more than show some of the confidences, or all.
  public init(_ policy: AnswerPolicy = .full) {
    self.init(DoorSettings(policy: policy), noise: nil)
  }

  /// The same for another model, or for another who asks, with noise of its own.
  public func split(_ name: String) -> Door { Door(settings, noise: stream?.split(name)) }

  /// The same where of the confidences that is shown.
  public func showing(_ policy: AnswerPolicy) -> Door {
    var settings = settings
    settings.policy = policy
    return Door(settings, noise: stream)
  }

  /// The noise on its answers, from the first of them on.
  var noise: GaussianNoise { stream.map { GaussianNoise($0) } ?? .system }

  /// What is answered where the model has these logits, [records, classes].
  ///
  /// - Parameter noise: of a noisy door, which every answer takes some of.
  func answers(to logits: Matrix<Float>, noise: inout GaussianNoise) -> ModelAnswers {
    var logits = logits
    if settings.temperature != 1 {
      let factor = 1 / settings.temperature
      logits = logits.mappingRows { row in row.map { Float(Double($0) * factor) } }
    }
    if settings.isNoisy {
      var draws = Matrix<Float>(rowCount: logits.rowCount, columnCount: logits.columnCount)
      noise.add(to: &draws, standardDeviation: 1)
      logits = logits.mappingRows { Self.noisy($0, by: draws.elements, deviation: settings.noiseDeviation) }
    }
    if settings.memGuardDistance > 0 {
      logits = logits.mappingRows { Self.constant($0, within: settings.memGuardDistance) }
    }
    return settings.policy.answers(to: logits)
  }

  /// What a confidence is at least once noise was added to it. A much smaller one would make a single noisy answer look certain,
  /// and its loss no normal one: with 1e-6 online LiRA has an area of 0.673 instead of 0.703 on `actg175` at a deviation of 0.2.
  private static let leastNoisyConfidence = 1e-3

  /// ln of the confidences of one record's logits, each with noise of its own, no less than a tiny number, and a sum of one
  /// again.
  ///
  /// - Parameter draws: of N(0, 1), at the places of the logits.
  private static func noisy(
    _ logits: ArraySlice<Float>, by draws: [Float], deviation: Double
  ) -> [Float] {
    let total = AnswerPolicy.logSum(logits)
    guard total.isFinite else { return Array(logits) }
    let confidences = logits.indices.map { index in
      max(leastNoisyConfidence, exp(Double(logits[index]) - total) + deviation * Double(draws[index]))
    }
    let sum = confidences.reduce(0, +)
    return confidences.map { Float(log($0 / sum)) }
  }

  /// The confidence in the likeliest class where confidences are constant.
  private static let constantConfidence = 0.9

  /// ln of confidences that say no more than the likeliest class, the first of several, where these are no further than
  /// `distance` in L1 from those of one record's logits; where they are further, the logits themselves.
  ///
  /// MemGuard moves an answer until a classifier of members cannot tell, within a budget of distortion in L1, and never changes
  /// the label. Here what it is moved to is fixed, so that no classifier is needed.
  ///
  /// Reference: Jia et al., _MemGuard: Defending against Black-Box Membership Inference Attacks via Adversarial Examples_,
  /// arXiv:1909.10594.
  private static func constant(_ logits: ArraySlice<Float>, within distance: Double) -> [Float] {
    let total = AnswerPolicy.logSum(logits)
    guard total.isFinite, logits.count > 1 else { return Array(logits) }
    var best = logits.startIndex
    for index in logits.indices where logits[index] > logits[best] { best = index }
    let rest = (1 - constantConfidence) / Double(logits.count - 1)
    let moved = logits.indices.reduce(0) { sum, index in
      sum + abs(exp(Double(logits[index]) - total) - (index == best ? constantConfidence : rest))
    }
    guard moved <= distance else { return Array(logits) }
    return logits.indices.map { Float(log($0 == best ? constantConfidence : rest)) }
  }
}
