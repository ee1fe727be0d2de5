#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension ROCCurve {
  /// The 95 % interval around the area A, from the placements of either side's scores among the other's.
  ///
  /// DeLong's variance V says how many independent trials the area is worth, A (1 − A) / V, and Clopper and Pearson's
  /// interval is taken for so many, as Korn and Graubard do for shares of surveys. Near 1 it keeps the binomial's skew,
  /// where a normal one is too narrow and cut.
  ///
  /// V itself fails where hardly a pair is out of order: it knows nothing of the kind of score that one in a hundred
  /// has and none of a hundred showed. So either end is moved at least as far as such a kind could move it, of which n
  /// scores, n the shorter list's count, show none with a probability of 2.5 % or more: to A × .025^(1/n), and by as much
  /// of 1 − A. This is Clopper and Pearson's limit where the scores separate wholly.
  ///
  /// References: DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988); Korn and Graubard, Survey Methodology 24 (1998).
  /// `Tests/ReferenceValues/interval_coverage.py` measures its coverage.
  static func interval(
    aroundArea area: Double, memberPlacements: [Int], nonMemberPlacements: [Int]
  ) -> ClosedRange<Double> {
    let room = pow(0.025, 1 / Double(min(memberPlacements.count, nonMemberPlacements.count)))
    var (low, high) = (area * room, 1 - (1 - area) * room)
    let variance =
      varianceOfMean(memberPlacements, among: nonMemberPlacements.count)
      + varianceOfMean(nonMemberPlacements, among: memberPlacements.count)
    if variance > 0, area > 0, area < 1 {
      let trials = area * (1 - area) / variance
      let (hits, misses) = (trials * area, trials * (1 - area))
      low = min(low, BetaDistribution(a: hits, b: misses + 1).quantile(0.025))
      high = max(high, BetaDistribution(a: hits + 1, b: misses).quantile(0.975))
    }
    return low...high
  }

  /// The variance of the mean of the shares that `placements` are of `count` others, each counted twice.
  private static func varianceOfMean(_ placements: [Int], among count: Int) -> Double {
    guard placements.count > 1 else { return 0 }
    let shares = placements.map { Double($0) / Double(2 * count) }
    let mean = shares.reduce(0, +) / Double(shares.count)
    let squares = shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return squares / Double(shares.count - 1) / Double(shares.count)
  }
}
