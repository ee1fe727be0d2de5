import Foundation

/// Turns the question around: what is allowed under a budget. Every answer was priced by the accountant and found
/// within it.
public struct Calibration: Sendable {
  /// The most ε that an answer may cost.
  public let targetEpsilon: Double
  public let delta: Double
  public let relation: NeighboringRelation

  /// - Precondition: `delta` lies in (0, 1).
  public init(targetEpsilon: Double, delta: Double, relation: NeighboringRelation = .addOrRemove) {
    precondition(delta > 0 && delta < 1)
    self.targetEpsilon = targetEpsilon
    self.delta = delta
    self.relation = relation
  }

  /// The least noise multiplier, to a part in 10⁴, with which that many steps stay within the target.
  ///
  /// - Throws: `PrivacyAccountingError.unreachableTarget` where a million would not do.
  public func noiseMultiplier(samplingRate: Double, stepCount: Int) throws(PrivacyAccountingError) -> Double {
    var (low, high) = (0.0, 1.0)
    while try !isWithinTarget(high, samplingRate, stepCount) {
      (low, high) = (high, 2 * high)
      guard high < 1e6 else { throw unreachable("no noise multiplier below a million is enough.") }
    }
    while high - low > 1e-4 * high {
      let middle = (low + high) / 2
      if try isWithinTarget(middle, samplingRate, stepCount) {
        high = middle
      } else {
        low = middle
      }
      // Below a multiplier of a millionth a step costs more than 10¹¹.
      if high < 1e-6 { break }
    }
    high = Self.sixDigits(of: high, .up)
    while try !isConfirmed(high, samplingRate, stepCount) {
      high = Self.sixDigits(of: high * (1 + 1e-4), .up)
    }
    return high
  }

  /// The most steps that stay within the target.
  public func stepCount(noiseMultiplier: Double, samplingRate: Double) throws(PrivacyAccountingError) -> Int {
    guard try isWithinTarget(noiseMultiplier, samplingRate, 1) else {
      throw unreachable("one step costs more already. Add noise, or sample less.")
    }
    var (low, high) = (1, 2)
    while try isWithinTarget(noiseMultiplier, samplingRate, high) {
      (low, high) = (high, 2 * high)
      guard high < 1 << 40 else {
        throw unreachable("the steps cost next to nothing, and there is no last one.")
      }
    }
    while high - low > 1 {
      let middle = (low + high) / 2
      if try isWithinTarget(noiseMultiplier, samplingRate, middle) {
        low = middle
      } else {
        high = middle
      }
    }
    while low > 1 {
      if try isConfirmed(noiseMultiplier, samplingRate, low) { break }
      low -= max(1, low / 10_000)
    }
    return low
  }

  /// The largest sampling rate, to a part in 10⁴, with which that many steps stay within the target.
  public func samplingRate(noiseMultiplier: Double, stepCount: Int) throws(PrivacyAccountingError) -> Double {
    if try isWithinTarget(noiseMultiplier, 1, stepCount) { return 1 }
    var (low, high) = (0.0, 1.0)
    while high - low > 1e-4 * high {
      let middle = (low + high) / 2
      if try isWithinTarget(noiseMultiplier, middle, stepCount) {
        low = middle
      } else {
        high = middle
      }
      guard high > 1e-7 else {
        throw unreachable("no sampling rate above 1e-7 is small enough. Add noise, or take fewer steps.")
      }
    }
    low = Self.sixDigits(of: low, .down)
    while try !isConfirmed(noiseMultiplier, low, stepCount) {
      low = Self.sixDigits(of: low * (1 - 1e-4), .down)
    }
    return low
  }

  /// Whether those steps stay within the target: as rough a price as settles it, and where no rough one nearly does, no.
  private func isWithinTarget(
    _ noiseMultiplier: Double, _ samplingRate: Double, _ stepCount: Int
  ) throws(PrivacyAccountingError) -> Bool {
    for accuracy in [3e-3, 2e-4, EpsilonBounds.fullAccuracy] {
      let bounds = try price(noiseMultiplier, samplingRate, stepCount, accuracy: accuracy)
      if bounds.upper <= targetEpsilon { return true }
      if bounds.lower > targetEpsilon { return false }
      if accuracy < 1e-3, bounds.upper > 1.001 * bounds.lower { return false }
    }
    return false
  }

  /// As a person would write it down.
  private static func sixDigits(of value: Double, _ rule: FloatingPointRoundingRule) -> Double {
    let unit = pow(10, (5 - log10(value).rounded(.down)))
    return (value * unit).rounded(rule) / unit
  }

  /// Whether the price that will be shown is within the target too.
  private func isConfirmed(
    _ noiseMultiplier: Double, _ samplingRate: Double, _ stepCount: Int
  ) throws(PrivacyAccountingError) -> Bool {
    try price(noiseMultiplier, samplingRate, stepCount, accuracy: EpsilonBounds.fullAccuracy).upper
      <= targetEpsilon
  }

  private func price(
    _ noiseMultiplier: Double, _ samplingRate: Double, _ stepCount: Int, accuracy: Double
  ) throws(PrivacyAccountingError) -> EpsilonBounds {
    let step = PrivacyEvent.poissonSampled(rate: samplingRate, .gaussian(noiseMultiplier: noiseMultiplier))
    return try EpsilonBounds(
      of: [.repeated(step, count: stepCount)], atDelta: delta, relation: relation, accuracy: accuracy)
  }

  private func unreachable(_ reason: String) -> PrivacyAccountingError {
    .unreachableTarget(epsilon: targetEpsilon, reason: reason)
  }
}
