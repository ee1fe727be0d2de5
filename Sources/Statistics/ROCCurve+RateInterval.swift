extension ROCCurve {
  /// The 95 % interval around the true positive rate R at the population's threshold, the lowest one whose true false
  /// positive rate is at most `limit`.
  ///
  /// That threshold is not known: it is estimated from the same non-members, and where few of them are above it, its
  /// place is most of what is uncertain. But how many of n non-members are above it, J, is binomial with the limit as
  /// its rate, whatever the scores; and with M(j) the members above the j-th largest non-member, M(J) to M(J + 1) members
  /// are above it, of which the count K is binomial with the rate R. So the ends are the rates at which, J and K drawn
  /// independently,
  ///
  ///     P(K ≥ M(J)) = 2.5 %   and   P(K ≤ M(J + 1)) = 2.5 %,
  ///
  /// Clopper and Pearson's where J is certain. With M(0) = 0 the lower end is 0 where 2.5 % or more of samples have no
  /// non-member above the threshold: they cannot say where it is. Of equal scores, M counts those strictly above, for
  /// which both statements hold.
  ///
  /// `Tests/ReferenceValues/interval_coverage.py` measures its coverage, and the width beside that of two thresholds that
  /// are surely below and above the limit, a method that cannot fail.
  func rateInterval(atFalsePositiveRate limit: Double) -> ClosedRange<Double> {
    let above = BinomialDistribution(trials: nonMemberCount, rate: limit)
    let weights = above.support.map { above.probability(of: $0) }
    let found = membersAbove(nonMembers: above.support.lowerBound...above.support.upperBound + 1)
    let least = Array(zip(found, weights))
    let most = Array(zip(found.dropFirst(), weights))
    let tail = 0.025
    let low = Self.rate { rate in
      let members = BinomialDistribution(trials: memberCount, rate: rate)
      return least.reduce(0) { $0 + $1.1 * (1 - members.probability(ofAtMost: $1.0 - 1)) } >= tail
    }
    let high = Self.rate { rate in
      let members = BinomialDistribution(trials: memberCount, rate: rate)
      return most.reduce(0) { $0 + $1.1 * members.probability(ofAtMost: $1.0) } < tail
    }
    return low...high
  }

  /// For each rank of a non-member, the largest the first, the members strictly above it: none for rank 0, all beyond the
  /// last.
  private func membersAbove(nonMembers ranks: ClosedRange<Int>) -> [Int] {
    var next = 0
    return ranks.map { rank in
      guard rank > 0 else { return 0 }
      // The last point that accuses fewer non-members than those up to this one.
      while next < points.count, falseAlarms(at: next) < rank { next += 1 }
      return Int((points[next - 1].truePositiveRate * Double(memberCount)).rounded())
    }
  }

  private func falseAlarms(at index: Int) -> Int {
    Int((points[index].falsePositiveRate * Double(nonMemberCount)).rounded())
  }

  /// The least rate for which a condition that stays true once it is true holds; 1 where it holds for none below.
  private static func rate(where holds: (Double) -> Bool) -> Double {
    guard !holds(0) else { return 0 }
    var (low, high) = (0.0, 1.0)
    while high - low > 1e-14 {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle }
    }
    return high
  }
}
