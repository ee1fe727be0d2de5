import Records

/// Why there is nobody to tell from anybody: all of a run's pool are members, or none is.
public enum OneSidedPool: Error, Hashable, Sendable {
  /// With an inclusion of 1 no coin is tossed.
  case included(count: Int)
  /// Every coin fell on the same side.
  case byChance(areMembers: Bool, count: Int)
}

extension OneSidedPool: CustomStringConvertible {
  public var description: String {
    switch self {
    case .included(let count):
      "All \(count) records of the pool are members, for the inclusion is 1: there is no membership game. Choose an --inclusion below 1 for one."
    case .byChance(let areMembers, let count):
      "By their coins \(areMembers ? "all" : "none") of the \(count) records of the pool \(areMembers ? "are members" : "is a member"): there is no membership game. Choose another --seed or a larger --train-size."
    }
  }
}

extension ExperimentData {
  /// nil where there are members and others, whom an attack may tell apart.
  public var oneSidedPool: OneSidedPool? {
    guard split.memberCount == 0 || split.nonMemberCount == 0 else { return nil }
    return split.inclusion == 1
      ? .included(count: split.pool.count)
      : .byChance(areMembers: split.memberCount > 0, count: split.pool.count)
  }
}
