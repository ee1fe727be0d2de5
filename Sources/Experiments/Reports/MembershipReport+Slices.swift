public import Attacks
import Statistics

extension MembershipReport {
  /// Records that have something in common, and what the model and an attack do with them.
  public struct SliceFigures: Codable, Hashable, Sendable {
    /// `class`, `answer`, `label` or a column.
    public let slice: String
    public let value: String
    public let members: Int
    public let nonMembers: Int
    public let heldOut: Int
    /// The attack whose AUC it is.
    public let areaBy: String
    /// Of right answers on held-out records; null where there are none, and of the slice `answer`, which is made of right or of
    /// wrong ones.
    @OrNull public var accuracy: Double?
    @OrNull public var accuracyLow: Double?
    @OrNull public var accuracyHigh: Double?
    /// Within the slice; null where one side has too few.
    @OrNull public var area: Double?
    @OrNull public var areaLow: Double?
    @OrNull public var areaHigh: Double?
    /// Why there is no AUC; left out where there is one.
    public let needs: String?

    private enum CodingKeys: String, CodingKey {
      case slice, value, members, accuracy
      case nonMembers = "non_members"
      case heldOut = "held_out"
      case accuracyLow = "accuracy_low"
      case accuracyHigh = "accuracy_high"
      case area = "auc"
      case areaBy = "auc_by"
      case areaLow = "auc_low"
      case areaHigh = "auc_high"
      case needs = "auc_needs"
    }

    public init(_ slice: Slice, rankedBy ranking: MembershipMethod) {
      areaBy = ranking.name
      (self.slice, value) = (slice.slicing.name, slice.value)
      (members, nonMembers, heldOut) = (slice.members, slice.others, slice.heldOut)
      needs =
        slice.area == nil
        ? "\(Slice.fewest) members and \(Slice.fewest) others, and there are \(slice.members) and \(slice.others)"
        : nil
      accuracy = slice.accuracy?.rate
      (accuracyLow, accuracyHigh) = (
        slice.accuracy?.bounds.lowerBound, slice.accuracy?.bounds.upperBound
      )
      area = slice.area?.value
      (areaLow, areaHigh) = (slice.area?.interval.lowerBound, slice.area?.interval.upperBound)
    }
  }
}
