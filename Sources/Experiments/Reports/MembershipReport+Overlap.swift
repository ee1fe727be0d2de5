import Attacks

extension MembershipReport {
  /// How far attacks find the same members, each at one false positive rate.
  public struct Overlap: Codable, Hashable, Sendable {
    /// 1 %, or one of the non-members where so few cannot show that.
    public let falsePositiveRate: Double
    /// Members found, by the attack's name.
    public let found: [String: Int]
    /// Of every two attacks, in the order of the report.
    public let pairs: [Pair]
    /// Members that every attack finds, and those that none does.
    public let byAll: Int
    public let byNone: Int

    /// How many members two attacks both find.
    public struct Pair: Codable, Hashable, Sendable {
      public let one: String
      public let other: String
      public let both: Int
      /// `both` over those found by one or the other; null where nobody is.
      @OrNull public var jaccard: Double?

      private enum CodingKeys: String, CodingKey {
        case both, jaccard
        case one = "a"
        case other = "b"
      }
    }

    private enum CodingKeys: String, CodingKey {
      case found, pairs
      case falsePositiveRate = "fpr"
      case byAll = "by_all"
      case byNone = "by_none"
    }

    /// Nil where no attack ran.
    init?(of study: MembershipStudy) {
      let sets = study.outcomes.map { (name: $0.method.name, members: $0.foundMembers(of: study.isMember)) }
      guard let first = sets.first?.members else { return nil }
      falsePositiveRate = first.limit
      found = Dictionary(uniqueKeysWithValues: sets.map { ($0.name, $0.members.count) })
      pairs = sets.indices.flatMap { index in
        sets[(index + 1)...].map { other in
          let both = sets[index].members.intersection(other.members).count
          let either = sets[index].members.count + other.members.count - both
          return Pair(
            one: sets[index].name, other: other.name, both: both,
            jaccard: either == 0 ? nil : Double(both) / Double(either))
        }
      }
      byAll = sets.reduce(first) { $0.intersection($1.members) }.count
      byNone = study.isMember.count(where: \.self) - sets.reduce(first) { $0.union($1.members) }.count
    }
  }
}

extension MembershipReport.Overlap {
  /// Of the attacks that find at least half as many as the one that finds most, the two that are least alike, the first of
  /// several; nil of a single one.
  public var leastAlikeOfStrong: Pair? {
    let most = found.values.max() ?? 0
    func isStrong(_ name: String) -> Bool { most > 0 && 2 * (found[name] ?? 0) >= most }
    return pairs.filter { isStrong($0.one) && isStrong($0.other) }
      .min { ($0.jaccard ?? 1) < ($1.jaccard ?? 1) }
  }
}
