import Foundation

/// Turns the question around: what is allowed under a budget. Every answer was priced by the accountant and found
/// within it.
public struct Calibration: Sendable {
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
    while try epsilon(high, samplingRate, stepCount) > targetEpsilon {
      (low, high) = (high, 2 * high)
      guard high < 1e6 else { throw unreachable("no noise multiplier below a million is enough.") }
    }
    while high - low > 1e-4 * high {
      let middle = (low + high) / 2
      if middle > 0.02, try epsilon(middle, samplingRate, stepCount) <= targetEpsilon {
        high = middle
      } else {
        low = middle
      }
      // Below a multiplier of 0.02 a step costs more than a thousand.
      if high < 0.02 { break }
    }
    return high
  }

  /// The most steps that stay within the target.
  public func stepCount(noiseMultiplier: Double, samplingRate: Double) throws(PrivacyAccountingError) -> Int {
    guard try epsilon(noiseMultiplier, samplingRate, 1) <= targetEpsilon else {
      throw unreachable("one step costs more already. Add noise, or sample less.")
    }
    var (low, high) = (1, 2)
    while try epsilon(noiseMultiplier, samplingRate, high) <= targetEpsilon {
      (low, high) = (high, 2 * high)
      guard high < 1 << 40 else {
        throw unreachable("the steps cost next to nothing, and there is no last one.")
      }
    }
    while high - low > 1 {
      let middle = (low + high) / 2
      if try epsilon(noiseMultiplier, samplingRate, middle) <= targetEpsilon {
        low = middle
      } else {
        high = middle
      }
    }
    return low
  }

  /// The largest sampling rate, to a part in 10⁴, with which that many steps stay within the target.
  public func samplingRate(noiseMultiplier: Double, stepCount: Int) throws(PrivacyAccountingError) -> Double {
    if try epsilon(noiseMultiplier, 1, stepCount) <= targetEpsilon { return 1 }
    var (low, high) = (0.0, 1.0)
    while high - low > 1e-4 * high {
      let middle = (low + high) / 2
      if try epsilon(noiseMultiplier, middle, stepCount) <= targetEpsilon {
        low = middle
      } else {
        high = middle
      }
      guard high > 1e-7 else {
        throw unreachable("no sampling rate is small enough. Add noise, or take fewer steps.")
      }
    }
    return low
  }

  private func epsilon(
    _ noiseMultiplier: Double, _ samplingRate: Double, _ stepCount: Int
  ) throws(PrivacyAccountingError) -> Double {
    var accountant = PLDAccountant(relation: relation)
    accountant.compose(
      .poissonSampled(rate: samplingRate, .gaussian(noiseMultiplier: noiseMultiplier)), count: stepCount)
    return try accountant.epsilon(atDelta: delta)
  }

  private func unreachable(_ reason: String) -> PrivacyAccountingError {
    .unreachableTarget(epsilon: targetEpsilon, reason: reason)
  }
}
