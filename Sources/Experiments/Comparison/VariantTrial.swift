import Attacks
import Statistics

/// What one variant came to with one seed: a line of a comparison's file.
public struct VariantTrial: Codable, Hashable, Sendable {
  /// As the variant is called.
  public let name: String
  public let settings: VariantSettings
  public let seed: UInt64
  /// On held-out records with the labels of the file, in [0, 1]; null without such records.
  @OrNull public var testAccuracy: Double?
  /// The mean over the classes of the share of each that is predicted rightly.
  @OrNull public var balancedAccuracy: Double?
  /// The share of the class that most test records are of.
  @OrNull public var majorityShare: Double?
  /// The area under the curve of online LiRA, with its 95 % interval; null of a run that diverged, as are the next two.
  @OrNull public var area: Double?
  @OrNull public var areaLow: Double?
  @OrNull public var areaHigh: Double?
  /// Of online LiRA at a false positive rate of 1 %; null where there are fewer than a hundred non-members.
  @OrNull public var rate: Double?
  /// The area of online LiRA on the canaries alone; null where there are none.
  @OrNull public var canaryArea: Double?
  /// Of it, at 95 %.
  @OrNull public var canaryAreaLow: Double?
  @OrNull public var canaryAreaHigh: Double?
  /// Null where it is infinite.
  @OrNull public var epsilon: Double?
  /// The share of all records whose inputs no other record has; null of images.
  @OrNull public var unique: Double?
  /// Of training and attacks, on one core.
  public let seconds: Double

  private enum CodingKeys: String, CodingKey {
    case name, settings, seed, epsilon, unique, seconds
    case testAccuracy = "test_accuracy"
    case balancedAccuracy = "balanced_accuracy"
    case majorityShare = "majority_share"
    case area = "auc"
    case areaLow = "auc_low"
    case areaHigh = "auc_high"
    case rate = "tpr_at_1_percent_fpr"
    case canaryArea = "canary_auc"
    case canaryAreaLow = "canary_auc_low"
    case canaryAreaHigh = "canary_auc_high"
  }

  init(
    of variant: Variant, seed: UInt64, outcome: TargetOutcome, unique: Double?,
    attack: MembershipStudy.Outcome?, seconds: Double
  ) {
    name = variant.name
    settings = VariantSettings(variant.changes)
    self.seed = seed
    (self.seconds, self.unique) = (seconds, unique)
    testAccuracy = outcome.testAccuracy
    balancedAccuracy = outcome.testBalancedAccuracy
    majorityShare = outcome.testMajorityShare
    let result = outcome.isDiverged ? nil : attack?.result
    area = result?.curve.areaUnderCurve
    areaLow = result?.curve.areaInterval.lowerBound
    areaHigh = result?.curve.areaInterval.upperBound
    rate = result?.truePositiveRateAt1Percent?.value
    canaryArea = outcome.isDiverged ? nil : attack?.canaries?.curve.areaUnderCurve
    let canaries = outcome.isDiverged ? nil : attack?.canaries?.curve.areaInterval
    (canaryAreaLow, canaryAreaHigh) = (canaries?.lowerBound, canaries?.upperBound)
    epsilon = outcome.account?.epsilon
  }

  /// Whether every figure is one that a trial can have.
  var isPossible: Bool {
    let shares = [
      testAccuracy, balancedAccuracy, majorityShare, area, areaLow, areaHigh, rate, canaryArea, canaryAreaLow,
      canaryAreaHigh, unique,
    ]
    let order = [areaLow, area, areaHigh].compactMap(\.self)
    return !name.isEmpty && shares.allSatisfy { $0.map { (0...1).contains($0) } ?? true }
      && order == order.sorted() && (epsilon ?? 0) >= 0 && (0...1e9).contains(seconds)
  }
}
