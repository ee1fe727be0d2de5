import Attacks
import Statistics

extension MembershipReport {
  /// What says whether to believe the attacks.
  public struct Controls: Codable, Hashable, Sendable {
    /// A model that sees only inputs and labels; null where these are not known, or too few.
    @OrNull public var blind: Area?
    /// The strongest attack with membership shuffled; null of a target that diverged.
    @OrNull public var null: Area?
    /// Where the balanced accuracy of an attack that knows nothing lies in 95 of 100 cases, by the same way of choosing the
    /// threshold; null of a target that diverged.
    @OrNull public var nullAccuracy: Range?
    /// Of a run with noise, the same schedule with clipping alone; left out otherwise.
    public let clippingOnly: ClippingOnly?

    private enum CodingKeys: String, CodingKey {
      case blind, null
      case nullAccuracy = "balanced_accuracy_null"
      case clippingOnly = "clipping_only"
    }

    init(
      blind: BlindControl?, null: NullControl?, nullAccuracy: ClosedRange<Double>?,
      clippingOnly: ClippingOnlyControl?
    ) {
      self.nullAccuracy = nullAccuracy.map { Range(low: $0.lowerBound, high: $0.upperBound) }
      self.clippingOnly = clippingOnly.map(ClippingOnly.init)
      self.blind = blind.map { Area($0.curve.areaUnderCurve, $0.curve.areaInterval) }
      self.null = null.map { Area($0.area, $0.interval, attackCount: $0.attackCount) }
    }
  }

  /// From one share to another.
  public struct Range: Codable, Hashable, Sendable {
    public let low: Double
    public let high: Double
  }

  /// What the strongest attack finds where the noise is left out, and nothing else.
  public struct ClippingOnly: Codable, Hashable, Sendable {
    /// As `--method` calls it.
    public let method: String
    public let area: Double
    public let areaLow: Double
    public let areaHigh: Double
    /// On the canaries; left out where there are none.
    public let canaries: OfCanaries?
    @OrNull public var testAccuracy: Double?
    /// Attacks of which it has the largest area.
    public let attackCount: Int

    private enum CodingKeys: String, CodingKey {
      case method, canaries
      case attackCount = "attacks"
      case area = "auc"
      case areaLow = "auc_low"
      case areaHigh = "auc_high"
      case testAccuracy = "test_accuracy"
    }

    init(_ control: ClippingOnlyControl) {
      method = control.method.name
      area = control.result.curve.areaUnderCurve
      (areaLow, areaHigh) = (
        control.result.curve.areaInterval.lowerBound, control.result.curve.areaInterval.upperBound
      )
      canaries = control.canaries.map(OfCanaries.init)
      (testAccuracy, attackCount) = (control.testAccuracy, control.attackCount)
    }
  }

  /// An area under a curve with its 95 % interval.
  public struct Area: Codable, Hashable, Sendable {
    public let value: Double
    public let low: Double
    public let high: Double
    /// Attacks of which it is the largest area; left out of one attack's.
    public let attackCount: Int?

    private enum CodingKeys: String, CodingKey {
      case value = "auc"
      case low = "auc_low"
      case high = "auc_high"
      case attackCount = "attacks"
    }

    package init(_ value: Double, _ interval: ClosedRange<Double>, attackCount: Int? = nil) {
      (self.value, low, high) = (value, interval.lowerBound, interval.upperBound)
      self.attackCount = attackCount
    }
  }

  /// How many reference models of each candidate were used, where their numbers were made equal.
  public struct Levelled: Codable, Hashable, Sendable {
    public let with: Int
    public let without: Int

    init(_ levelling: ReferenceLevelling) {
      (with, without) = (levelling.with.lowerBound, levelling.without.lowerBound)
    }
  }
}
