public import Statistics

/// What the strongest of several attacks seems to find once membership is shuffled, which is nothing: the mean, over many
/// shuffles, of the largest area under any of their curves, and the interval that holds 95 % of those areas.
///
/// Of many attacks that find nothing one always looks strongest, so the strongest one's area is compared with the largest
/// ones of shuffles, each shuffle the same for all attacks. One whose area lies inside the interval may have found nothing.
public struct NullControl: Hashable, Sendable {
  public let area: Double
  public let interval: ClosedRange<Double>
  public let attackCount: Int

  /// One less than 200, so that another shuffle lies above the upper end, or below the lower, with a probability of 5 in
  /// 200 exactly.
  private static let shuffleCount = 199
  private static let tail = 5

  /// - Parameters:
  ///   - scores: for each attack, a score for each candidate; one that is NaN counts as the lowest.
  ///   - isMember: who they were.
  /// - Precondition: there is an attack, and candidates of both kinds.
  public init(scores: [[Double]], isMember: [Bool], random: RandomStream) {
    let memberCount = isMember.count(where: \.self)
    precondition(!scores.isEmpty && memberCount > 0 && memberCount < isMember.count)
    attackCount = scores.count
    // Candidate by candidate, so that a member drawn adds to all attacks' sums at once.
    let ranks = scores.map(Self.doubledRanks(of:))
    let rows = isMember.indices.flatMap { candidate in ranks.map { $0[candidate] } }
    // The area is (rank sum − m (m + 1) / 2) / (m (n − m)), of Mann and Whitney.
    let least = memberCount * (memberCount + 1)
    let pairs = 2 * memberCount * (isMember.count - memberCount)
    var stream = random.split("null")
    var order = Array(isMember.indices)
    let areas = (0..<Self.shuffleCount).map { _ in
      order.shuffle(using: &stream)
      var sums = [Int](repeating: 0, count: ranks.count)
      for candidate in order.prefix(memberCount) {
        let start = candidate * ranks.count
        for attack in sums.indices { sums[attack] += rows[start + attack] }
      }
      return Double((sums.max() ?? 0) - least) / Double(pairs)
    }.sorted()
    area = areas.reduce(0, +) / Double(areas.count)
    interval = areas[Self.tail - 1]...areas[areas.count - Self.tail]
  }

  /// Twice the rank of each score, from 1 upwards; equal ones share the mean of theirs.
  private static func doubledRanks(of scores: [Double]) -> [Int] {
    let scores = scores.map { $0.isNaN ? -.infinity : $0 }
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    var ranks = [Int](repeating: 0, count: scores.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, scores[order[end]] == scores[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = start + 1 + end }
      start = end
    }
    return ranks
  }
}
