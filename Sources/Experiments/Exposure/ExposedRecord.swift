public import Attacks

/// A record of the pool and how much the model gives it away.
public struct ExposedRecord: Hashable, Sendable {
  /// Its place in the pool, or in the file of scores.
  public let candidate: Int
  /// The row of the file, from 0.
  public let index: Int
  /// The class number it is trained with, wrong or not; nil where a file of scores has none.
  public let label: Int?
  public let isMember: Bool
  /// Of the attack that ranks: the higher, the more like a member.
  public let score: Double
  /// P(member | a score like this) / P(other | it), as the members and outsiders of the pool with such scores have it; see
  /// `ObservedOdds`. A likelihood ratio promises more in its tails than it holds.
  public let odds: Double
  /// −ln p_y, in nats.
  public let loss: Double
  /// ln p_y − ln Σ_{i≠y} p_i.
  public let margin: Double
  /// Of the reference models that were trained on it, model by model, and of those that were not.
  public let marginsWith: [Double]
  public let marginsWithout: [Double]
  /// The attacks that accuse it at 1 % false alarms, or at the least rate that can be shown.
  public let foundBy: [MembershipMethod]
  /// Others of the pool with a higher score.
  public let outsidersAbove: Int
  /// What may make it stand out; nil where only answers are known, as the next two are empty.
  public let reasons: [ExposureReason]?
  public let rarest: [RecordSurroundings.RareField]
  /// Of the pool, the nearest first.
  public let nearest: [RecordSurroundings.Neighbor]

  /// nil without such models.
  public var with: MarginSummary? { MarginSummary(of: marginsWith) }
  public var without: MarginSummary? { MarginSummary(of: marginsWithout) }
}

/// The margins that several models give one record.
public struct MarginSummary: Hashable, Sendable {
  public let count: Int
  public let mean: Double
  /// Of the sample, divided by one less than there are; nil of a single model.
  public let deviation: Double?

  /// nil of none.
  public init?(of margins: [Double]) {
    guard !margins.isEmpty else { return nil }
    count = margins.count
    let mean = margins.reduce(0, +) / Double(margins.count)
    self.mean = mean
    deviation =
      margins.count < 2
      ? nil
      : (margins.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(margins.count - 1)).squareRoot()
  }

  /// How many standard deviations a margin lies above the mean; nil where these are not known.
  public func deviations(of margin: Double) -> Double? {
    deviation.flatMap { $0 > 0 ? (margin - mean) / $0 : nil }
  }
}
