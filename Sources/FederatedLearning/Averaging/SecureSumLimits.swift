public import DifferentialPrivacy

/// With how many bits a value secure sums of a federation work: enough that rounding costs little, and so few that no sum of all
/// clients wraps around 2³².
public struct SecureSumLimits {
  private let step: StepSettings
  private let federation: FederationSettings
  private let parameterCount: Int
  private let recordCount: Int

  /// - Parameters:
  ///   - step: of which the clients are the examples.
  ///   - parameterCount: values of an update.
  ///   - recordCount: the most that the weights of all clients come to, where they have weights.
  public init(step: StepSettings, federation: FederationSettings, parameterCount: Int, recordCount: Int) {
    (self.step, self.federation) = (step, federation)
    (self.parameterCount, self.recordCount) = (parameterCount, recordCount)
  }

  /// The bits a value may have.
  public static let bits = 4...30

  private var clientCount: Int { federation.clientCount ?? 0 }
  private var clientsAddNoise: Bool { step.noiseMultiplier > 0 && federation.privacy != .central }
  private var norm: Double { step.effectiveClippingNorm ?? 1 }

  /// The noise of a client, of whom so many take part.
  private func deviation(participantCount: Int) -> Double {
    let share =
      federation.privacy == .local
      ? 2 : 1 / Double(federation.threshold(participantCount: participantCount)).squareRoot()
    return share * step.noiseMultiplier * norm
  }

  /// Whether no sum wraps: with noise, but for a draw beyond twelve deviations.
  public func fit(bits: Int) -> Bool {
    let largest = Double((1 << bits) - 1)
    guard clientsAddNoise else {
      let weight = step.noiseMultiplier > 0 ? clientCount : recordCount
      return Double(weight) * largest < 0x1p32
    }
    let unit = 2 * federation.range(clippingNorm: step.effectiveClippingNorm) / largest
    let noise = 12 * deviation(participantCount: clientCount) * Double(clientCount).squareRoot()
    return (Double(clientCount) * norm + noise) / unit < 0x1p31
  }

  /// Whether rounding leaves at least half of the clipping norm to an update that the server's noise hides, and the noise of every
  /// client is eight steps of the grid or more: a sum of rounded draws, modulo 2³², is then the noisy sum rounded by lot, but for a
  /// probability of less than 10⁻²⁶⁰ a value; see `RoundAggregation.secureTotal`.
  public func isFine(bits: Int) -> Bool {
    guard step.noiseMultiplier > 0 else { return true }
    var federation = federation
    federation.quantizationBits = bits
    let clippingNorm = step.effectiveClippingNorm
    guard clientsAddNoise else {
      return federation.rounding(clippingNorm: clippingNorm, parameterCount: parameterCount) <= norm / 2
    }
    let unit = 2 * federation.range(clippingNorm: clippingNorm) / Double((1 << bits) - 1)
    return deviation(participantCount: clientCount) >= 8 * unit
  }

  /// The most bits that do; nil where none do.
  public var fittingBits: Int? { Self.bits.last { fit(bits: $0) && isFine(bits: $0) } }

  /// As many as are usual, for more are finer than the digits of an update; the most that do where so many do not, or nil.
  public var usualBits: Int? {
    let usual = FederationSettings().quantizationBits
    return fit(bits: usual) && isFine(bits: usual) ? usual : fittingBits
  }
}
