public import Records

/// Why there is nobody to tell from anybody: all of a run's pool are members, or none is.
public enum OneSidedPool: Error, Hashable, Sendable {
  /// With an inclusion of 1 no coin is tossed.
  case included(count: Int, unit: PrivacyUnit)
  /// Every coin fell on the same side.
  case byChance(areMembers: Bool, count: Int, unit: PrivacyUnit)
}

extension OneSidedPool: CustomStringConvertible {
  public var description: String {
    switch self {
    case .included(let count, let unit):
      "All \(count) \(unit.many) of the pool are members, for the inclusion is 1: there is no membership game. Choose an --inclusion below 1 for one."
    case .byChance(let areMembers, let count, let unit):
      "By their coins \(areMembers ? "all" : "none") of the \(count) \(unit.many) of the pool \(areMembers ? "are members" : "is a member"): there is no membership game. Choose another --seed or a larger --train-size."
    }
  }
}

extension OneSidedPool {
  /// nil where there are members and others, whom an attack may tell apart.
  init?(memberCount: Int, poolSize: Int, inclusion: Double, unit: PrivacyUnit) {
    guard memberCount == 0 || memberCount == poolSize else { return nil }
    self =
      inclusion == 1
      ? .included(count: poolSize, unit: unit)
      : .byChance(areMembers: memberCount > 0, count: poolSize, unit: unit)
  }
}

extension ExperimentData {
  /// nil where there are members and others, whom an attack may tell apart.
  public var oneSidedPool: OneSidedPool? {
    OneSidedPool(
      memberCount: split.memberCount, poolSize: split.isUnitMember.count, inclusion: split.inclusion,
      unit: units.unit)
  }
}
