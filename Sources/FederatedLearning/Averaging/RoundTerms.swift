import DifferentialPrivacy

/// What the settings of a round come to: how far updates are cut, by how much each counts, and how much noise is whose.
struct RoundTerms {
  let federation: FederationSettings
  /// C; nil clips nothing.
  let clippingNorm: Double?
  /// The standard deviation of the noise that the server adds to the sum.
  let serverDeviation: Double
  /// That of the noise of one client; the shares of a distributed one depend on how many must survive.
  private let deviation: Double
  private let placement: NoisePlacement?
  /// c, where values of secure sums are cut off.
  let range: Double
  /// Whether clients say if their update is within C, which the quantile asks for.
  let countsWithinNorm: Bool
  /// What that answer, ½ or −½, is multiplied by beside the update: the noise of both is then the same, and together they are one
  /// Gaussian mechanism (Andrew et al., arXiv:1905.03871, Theorem 1).
  let countScale: Double
  /// What a sum is divided by; nil is the records of those in it.
  let divisor: Double?

  /// Whether clients add noise, whose values no range holds.
  var clientsAddNoise: Bool { placement == .distributed || placement == .local }
  var isNoisy: Bool { placement != nil }

  /// - Parameter clipping: says where C is, and what noise a quantile leaves the sum.
  init(
    _ step: StepSettings, _ federation: FederationSettings, clipping: inout AdaptiveClipping,
    parameterCount: Int
  ) {
    let round = federation.roundSettings(of: step)
    let share = clipping.share(of: round)
    self.federation = federation
    let norm = share.clippingNorm
    placement = step.noiseMultiplier > 0 ? federation.privacy : nil
    let deviation = share.gradientNoiseMultiplier * (norm ?? 0)
    self.deviation = deviation
    serverDeviation = placement == .central ? deviation : 0
    range = federation.range(clippingNorm: norm)
    countsWithinNorm = step.adaptiveClipping != nil
    let ofCount = AdaptiveClipping.countDeviation(expectedBatchSize: round.expectedBatchSize)
    countScale = placement == nil ? norm ?? 1 : deviation / ofCount
    divisor = placement == nil ? nil : federation.expectedParticipantCount
    // What rounding to the grid may add to an update that the server's noise is to hide is taken from C beforehand.
    let room =
      placement == .central && federation.aggregation == .secure
      ? federation.rounding(clippingNorm: norm, parameterCount: parameterCount) : 0
    clippingNorm = norm.map { $0 - room }
  }

  /// The standard deviation of the noise that a client adds, of whom so many must survive.
  func clientDeviation(threshold: Int) -> Double {
    switch placement {
    case .distributed: deviation / Double(threshold).squareRoot()
    case .local: 2 * deviation
    case .central, nil: 0
    }
  }

  /// What an update counts for.
  func weight(of recordCount: Int) -> Int { isNoisy ? 1 : recordCount }
}

extension FederationSettings {
  /// c, where values are cut off, ±c.
  public func range(clippingNorm: Double?) -> Double { quantizationRange ?? clippingNorm ?? Self.usualRange }

  /// The most that rounding each value to the nearest of the grid adds to the length of an update: √d times half a step.
  func rounding(clippingNorm: Double?, parameterCount: Int) -> Double {
    let step = 2 * range(clippingNorm: clippingNorm) / Double((1 << quantizationBits) - 1)
    return step / 2 * Double(parameterCount).squareRoot()
  }

  /// t of a round in which so many take part.
  public func threshold(participantCount: Int) -> Int {
    threshold ?? RoundSettings.defaultThreshold(clientCount: participantCount)
  }
}
