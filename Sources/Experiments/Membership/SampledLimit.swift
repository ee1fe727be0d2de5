import Foundation
public import PrivacyAccounting
import Statistics

/// The limit on attacks as it may look on a finite sample: although no attack is above the lower of the two in truth, one time
/// in twenty, at most, a curve that was measured lies above the upper at any one false positive rate.
public struct SampledLimit: Sendable {
  /// The limit at one false positive rate.
  public struct Point: Hashable, Sendable {
    public let falsePositiveRate: Double
    /// The most that any attack finds.
    public let limit: Double
    /// The most that a sample may show of it: where so many non-members were accused the true rate may be as high as
    /// Clopper and Pearson's upper end, and of so many members as many may be found as have the limit there for their lower.
    public let limitWithRoom: Double
  }

  /// By rising false positive rate.
  public let points: [Point]

  private static let pointCount = 80

  /// - Precondition: there are members and others.
  public init(_ limit: TradeOffLimit, memberCount: Int, nonMemberCount: Int) {
    let lowest = 0.5 / Double(nonMemberCount)
    let logarithmic = (0...Self.pointCount).map { pow(lowest, 1 - Double($0) / Double(Self.pointCount)) }
    let linear = (1..<20).map { Double($0) / 20 }
    points = (logarithmic + linear).sorted().map { rate in
      let alarms = Int((rate * Double(nonMemberCount)).rounded(.down))
      let highest = BinomialInterval(successes: alarms, trials: nonMemberCount).bounds.upperBound
      return Point(
        falsePositiveRate: rate, limit: limit.largestTruePositiveRate(atFalsePositiveRate: rate),
        limitWithRoom: Self.mostFound(
          at: limit.largestTruePositiveRate(atFalsePositiveRate: max(rate, highest)), of: memberCount))
    }
  }

  private static func mostFound(at rate: Double, of count: Int) -> Double {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high + 1) / 2
      if BinomialInterval(successes: middle, trials: count).bounds.lowerBound <= rate {
        low = middle
      } else {
        high = middle - 1
      }
    }
    return Double(low) / Double(count)
  }
}
