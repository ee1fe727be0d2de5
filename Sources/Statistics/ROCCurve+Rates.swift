extension ROCCurve {
  /// How many members an attack finds when it may raise only so many false alarms.
  public struct Detection: Hashable, Sendable {
    let curve: ROCCurve
    /// The false positive rate allowed.
    public let limit: Double
    /// Members and non-members at or above the lowest threshold whose observed false positive rate is at most the limit.
    public let found: Int
    public let falseAlarms: Int

    /// The largest true positive rate whose observed false positive rate is at most the limit.
    public var value: Double { Double(found) / Double(curve.memberCount) }

    /// The 95 % interval around the true positive rate where the *true* false positive rate is the limit: see
    /// `rateInterval(atFalsePositiveRate:)`.
    public var interval: ClosedRange<Double> { curve.rateInterval(atFalsePositiveRate: limit) }

    /// The share of members among those accused, where that share of all candidates are members; nil where nobody is
    /// accused.
    ///
    /// Of f false alarms among n non-members the rate is taken to be (f + 1) / (n + 1), the mean of what the true one may
    /// be when a threshold stops short of the next non-member, but at most the limit that was asked for. So it is never
    /// zero: none of 100 says little of 1 in 1,000, and nobody is sure of everybody accused.
    ///
    /// The interval is about the threshold that was used. It combines those of Clopper and Pearson around both rates, at
    /// 97.5 % each, so that both hold 95 % of the time.
    ///
    /// - Precondition: the prior lies inside (0, 1).
    public func precision(prior: Double) -> Estimate? {
      precondition(prior > 0 && prior < 1)
      guard found + falseAlarms > 0 else { return nil }
      let nonMemberCount = curve.nonMemberCount
      let hits = BinomialInterval(successes: found, trials: curve.memberCount, confidence: 0.975).bounds
      let alarms = BinomialInterval(successes: falseAlarms, trials: nonMemberCount, confidence: 0.975).bounds
      let falsePositiveRate = min(limit, Double(falseAlarms + 1) / Double(nonMemberCount + 1))
      func share(_ hits: Double, _ alarms: Double) -> Double {
        prior * hits / (prior * hits + (1 - prior) * alarms)
      }
      return Estimate(
        value: share(value, falsePositiveRate),
        interval: share(hits.lowerBound, alarms.upperBound)...share(hits.upperBound, alarms.lowerBound))
    }
  }

  /// A false positive rate that so few non-members cannot show: the lowest above zero is one of them.
  public struct TooFewNonMembers: Error, Hashable, Sendable {
    /// The false positive rate asked for.
    public let limit: Double
    public let nonMemberCount: Int

    package init(limit: Double, nonMemberCount: Int) {
      self.limit = limit
      self.nonMemberCount = nonMemberCount
    }

    /// The fewest that can.
    public var needed: Int { Int((1 / limit).rounded(.up)) }
  }

  /// - Throws: `TooFewNonMembers` where the limit is below one of the non-members.
  public func detection(atFalsePositiveRate limit: Double) throws(TooFewNonMembers) -> Detection {
    guard limit >= 1 / Double(nonMemberCount) else {
      throw TooFewNonMembers(limit: limit, nonMemberCount: nonMemberCount)
    }
    let point = points.last { $0.falsePositiveRate <= limit } ?? points[0]
    return Detection(
      curve: self, limit: limit,
      found: Int((point.truePositiveRate * Double(memberCount)).rounded()),
      falseAlarms: Int((point.falsePositiveRate * Double(nonMemberCount)).rounded()))
  }
}

extension ROCCurve.TooFewNonMembers: CustomStringConvertible {
  public var description: String {
    "A false positive rate of \(limit) needs at least \(needed) non-members and there are \(nonMemberCount)."
  }
}
