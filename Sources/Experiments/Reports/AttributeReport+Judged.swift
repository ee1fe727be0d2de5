import Attacks
import Statistics

extension AttributeReport {
  /// How often guesses were right, with the 95 % interval, and how well the second of two values was told from the first.
  public struct Judged: Codable, Hashable, Sendable {
    public let accuracy: Double
    public let accuracyLow: Double
    public let accuracyHigh: Double
    /// null of more than two values, and where all records have one.
    @OrNull public var area: Double?
    @OrNull public var areaLow: Double?
    @OrNull public var areaHigh: Double?

    private enum CodingKeys: String, CodingKey {
      case accuracy
      case accuracyLow = "accuracy_low"
      case accuracyHigh = "accuracy_high"
      case area = "auc"
      case areaLow = "auc_low"
      case areaHigh = "auc_high"
    }

    init(_ result: AttributeResult) {
      accuracy = result.accuracy.rate
      accuracyLow = result.accuracy.bounds.lowerBound
      accuracyHigh = result.accuracy.bounds.upperBound
      area = result.area?.value
      areaLow = result.area?.interval.lowerBound
      areaHigh = result.area?.interval.upperBound
    }
  }

  /// One method on either side of the pool.
  public struct Sides: Codable, Hashable, Sendable {
    @OrNull public var members: Judged?
    @OrNull public var nonMembers: Judged?

    private enum CodingKeys: String, CodingKey {
      case members
      case nonMembers = "non_members"
    }

    init(_ sides: AttributeStudy.Sides) {
      members = sides.members.map(Judged.init)
      nonMembers = sides.nonMembers.map(Judged.init)
    }
  }

  /// A difference of shares, with its 95 % interval.
  public struct Gain: Codable, Hashable, Sendable {
    public let value: Double
    public let low: Double
    public let high: Double

    init(_ estimate: Estimate) {
      value = estimate.value
      (low, high) = (estimate.interval.lowerBound, estimate.interval.upperBound)
    }
  }

  /// The label guessed by the model, by membership and without the model.
  public struct MissingLabel: Codable, Hashable, Sendable {
    @OrNull public var members: Judged?
    @OrNull public var nonMembers: Judged?
    @OrNull public var imputation: Judged?
    /// By the label with which a record looks most like a member; null without models of the adversary's own.
    @OrNull public var byMembership: Sides?

    private enum CodingKeys: String, CodingKey {
      case members, imputation
      case nonMembers = "non_members"
      case byMembership = "by_membership"
    }

    init(_ study: MissingLabelStudy, isDiverged: Bool) {
      members = isDiverged ? nil : study.byModel.members.map(Judged.init)
      nonMembers = isDiverged ? nil : study.byModel.nonMembers.map(Judged.init)
      imputation = study.imputation.map(Judged.init)
      byMembership = isDiverged ? nil : study.byMembership.map(Sides.init)
    }
  }

  /// A method that could not run, and what it needs.
  public struct Omission: Codable, Hashable, Sendable {
    public let name: String
    public let needs: String
  }
}
