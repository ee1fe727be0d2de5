import Attacks
import Statistics

extension MembershipReport {
  /// What says whether to believe the attacks.
  public struct Controls: Codable, Hashable, Sendable {
    /// A model that sees only inputs and labels; null where these are not known, or too few.
    @OrNull public var blind: Area?
    /// The strongest attack with membership shuffled; null of a target that diverged.
    @OrNull public var null: Area?

    init(blind: BlindControl?, null: NullControl?) {
      self.blind = blind.map { Area($0.curve.areaUnderCurve, $0.curve.areaInterval) }
      self.null = null.map { Area($0.area, $0.interval, attackCount: $0.attackCount) }
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
