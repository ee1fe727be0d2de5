public import Attacks
import Records

extension MembershipReport {
  /// A member of those that are most exposed: of `--records`.
  public struct ListedRecord: Codable, Hashable, Sendable {
    /// The row of the file, from 0.
    public let index: Int
    /// The class number it is trained with, as `train --scores` writes it; null where a file of scores has none.
    @OrNull public var label: Int?
    /// What the file calls that class.
    @OrNull public var className: String?
    public let isMember: Bool
    @OrNull public var score: Double?
    /// The attack whose score it is.
    public let scoreBy: String
    /// That it is a member, at the report's prior, as the members and outsiders with such scores have it.
    public let odds: Double
    @OrNull public var loss: Double?
    public let margin: Double
    /// Of the reference models that were trained on it, and of those that were not; null without any.
    @OrNull public var meanWith: Double?
    @OrNull public var deviationWith: Double?
    public let countWith: Int
    @OrNull public var meanWithout: Double?
    @OrNull public var deviationWithout: Double?
    public let countWithout: Int
    /// Attacks that accuse it at 1 % false alarms.
    public let foundBy: [String]
    public let outsidersAbove: Int
    /// null where only answers are known.
    @OrNull public var reasons: [ExposureReason]?
    public let rarest: [RareField]
    public let neighbors: [Neighbor]

    private enum CodingKeys: String, CodingKey {
      case index, label, score, odds, loss, margin, reasons, rarest
      case className = "class"
      case isMember = "member"
      case scoreBy = "score_by"
      case meanWith = "in_mean"
      case deviationWith = "in_sd"
      case countWith = "in_count"
      case meanWithout = "out_mean"
      case deviationWithout = "out_sd"
      case countWithout = "out_count"
      case foundBy = "found_by"
      case outsidersAbove = "outsiders_above"
      case neighbors = "neighbours"
    }

    /// A field in which it is among few.
    public struct RareField: Codable, Hashable, Sendable {
      public let column: String
      public let value: String
      /// Of all records those with this category, or as far out on this side of the column.
      public let share: Double
    }

    /// A record of the pool that is near to it.
    public struct Neighbor: Codable, Hashable, Sendable {
      public let index: Int
      public let label: Int
      public let isMember: Bool
      /// In inputs of the network.
      public let distance: Double

      private enum CodingKeys: String, CodingKey {
        case index, label, distance
        case isMember = "member"
      }
    }

    /// - Parameter classNames: nil where they are not known.
    public init(_ record: ExposedRecord, rankedBy ranking: MembershipMethod, classNames: [String]?) {
      index = record.index
      isMember = record.isMember
      scoreBy = ranking.name
      margin = record.margin
      (countWith, countWithout) = (record.marginsWith.count, record.marginsWithout.count)
      foundBy = record.foundBy.map(\.name)
      outsidersAbove = record.outsidersAbove
      rarest = record.rarest.map { RareField(column: $0.field.name, value: $0.value, share: $0.share) }
      neighbors = record.nearest.map {
        Neighbor(index: $0.index, label: $0.label, isMember: $0.isMember, distance: $0.distance)
      }
      label = record.label
      className = record.label.flatMap { classNames?[$0] }
      score = record.score
      odds = record.odds
      loss = record.loss
      (meanWith, deviationWith) = (record.with?.mean, record.with?.deviation)
      (meanWithout, deviationWithout) = (record.without?.mean, record.without?.deviation)
      reasons = record.reasons
    }
  }
}
