extension ROCCurve {
  /// How many members an attack finds when it may raise only so many false alarms.
  public struct Detection: Hashable, Sendable {
    /// The false positive rate allowed.
    public let limit: Double
    /// The largest true positive rate whose false positive rate is at most the limit.
    public let value: Double
    /// The 95 % interval of Clopper and Pearson around it, at the threshold that gave it.
    public let interval: ClosedRange<Double>
    /// The same around the false positive rate at that threshold, which is itself an estimate: one non-member in a
    /// thousand may be six.
    public let falsePositiveInterval: ClosedRange<Double>

    /// The share of members among those accused, where that share of all candidates are members.
    ///
    /// The false positive rate is taken to be the limit, not the lower one that so many non-members happened to show:
    /// none of 100 says little of 1 in 1,000.
    public func precision(prior: Double) -> Double { precision(of: value, prior: prior) }

    public func precisionInterval(prior: Double) -> ClosedRange<Double> {
      precision(of: interval.lowerBound, prior: prior)...precision(of: interval.upperBound, prior: prior)
    }

    private func precision(of rate: Double, prior: Double) -> Double {
      let found = prior * rate
      let accused = found + (1 - prior) * limit
      return accused > 0 ? found / accused : 0
    }
  }

  /// A false positive rate that so few non-members cannot show: the lowest above zero is one of them.
  public struct TooFewNonMembers: Error, Hashable, Sendable {
    public let limit: Double
    public let nonMemberCount: Int

    /// The fewest that can.
    public var needed: Int { Int((1 / limit).rounded(.up)) }
  }

  /// - Throws: `TooFewNonMembers` where the limit is below one of the non-members.
  public func detection(atFalsePositiveRate limit: Double) throws(TooFewNonMembers) -> Detection {
    guard limit >= 1 / Double(nonMemberCount) else {
      throw TooFewNonMembers(limit: limit, nonMemberCount: nonMemberCount)
    }
    let value = truePositiveRate(atFalsePositiveRate: limit)
    let found = Int((value * Double(memberCount)).rounded())
    let accused = points.last { $0.falsePositiveRate <= limit }?.falsePositiveRate ?? 0
    return Detection(
      limit: limit, value: value,
      interval: BinomialInterval(successes: found, trials: memberCount).bounds,
      falsePositiveInterval: BinomialInterval(
        successes: Int((accused * Double(nonMemberCount)).rounded()), trials: nonMemberCount
      ).bounds)
  }
}

extension ROCCurve.TooFewNonMembers: CustomStringConvertible {
  public var description: String {
    "A false positive rate of \(limit) needs at least \(needed) non-members and there are \(nonMemberCount)."
  }
}
