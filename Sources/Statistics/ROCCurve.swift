/// What a score tells about membership, at every threshold at once.
///
/// A higher score means "more likely a member". Equal scores cross the threshold together, so a curve has one
/// point for each distinct score; nothing is interpolated between them.
public struct ROCCurve: Hashable, Sendable {
  /// The two rates at one threshold, each in [0, 1].
  public struct Point: Hashable, Sendable {
    public var falsePositiveRate: Double
    public var truePositiveRate: Double
  }

  public let memberCount: Int
  public let nonMemberCount: Int
  /// From (0, 0) to (1, 1), both rates never falling.
  public let points: [Point]
  /// The probability that a random member scores above a random non-member, ties counted as one half.
  public let areaUnderCurve: Double
  /// Its 95 % interval, never without width; see `interval(aroundArea:memberPlacements:nonMemberPlacements:)`.
  public let areaInterval: ClosedRange<Double>

  /// - Precondition: both lists hold at least one score and no NaN.
  public init(memberScores: [Double], nonMemberScores: [Double]) {
    precondition(!memberScores.isEmpty && !nonMemberScores.isEmpty)
    memberCount = memberScores.count
    nonMemberCount = nonMemberScores.count
    let members = memberScores.sorted(by: >)
    let nonMembers = nonMemberScores.sorted(by: >)
    var points = [Point(falsePositiveRate: 0, truePositiveRate: 0)]
    var taken = (members: 0, nonMembers: 0)
    while taken.members < members.count || taken.nonMembers < nonMembers.count {
      let threshold = max(
        taken.members < members.count ? members[taken.members] : -.infinity,
        taken.nonMembers < nonMembers.count ? nonMembers[taken.nonMembers] : -.infinity)
      while taken.members < members.count, members[taken.members] >= threshold { taken.members += 1 }
      while taken.nonMembers < nonMembers.count, nonMembers[taken.nonMembers] >= threshold {
        taken.nonMembers += 1
      }
      points.append(
        Point(
          falsePositiveRate: Double(taken.nonMembers) / Double(nonMembers.count),
          truePositiveRate: Double(taken.members) / Double(members.count)))
    }
    self.points = points

    let memberPlacements = Self.placements(of: members, among: nonMembers)
    let nonMemberPlacements = Self.placements(of: nonMembers, among: members)
    // Counted in whole numbers, so that the area is exact but for one division.
    areaUnderCurve =
      Double(memberPlacements.reduce(0, +)) / Double(2 * members.count * nonMembers.count)
    areaInterval = Self.interval(
      aroundArea: areaUnderCurve, memberPlacements: memberPlacements,
      nonMemberPlacements: nonMemberPlacements)
  }

  /// The largest true positive rate whose false positive rate is at most `limit`.
  public func truePositiveRate(atFalsePositiveRate limit: Double) -> Double {
    points.last { $0.falsePositiveRate <= limit }?.truePositiveRate ?? 0
  }

  /// For each score, twice how many of `others` are below it, a tie counted as one half; both lists fall.
  private static func placements(of scores: [Double], among others: [Double]) -> [Int] {
    var above = 0
    var aboveOrEqual = 0
    return scores.map { score in
      while above < others.count, others[above] > score { above += 1 }
      aboveOrEqual = max(aboveOrEqual, above)
      while aboveOrEqual < others.count, others[aboveOrEqual] >= score { aboveOrEqual += 1 }
      return 2 * (others.count - aboveOrEqual) + (aboveOrEqual - above)
    }
  }
}
