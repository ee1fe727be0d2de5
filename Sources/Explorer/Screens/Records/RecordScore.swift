import Experiments

/// By what a record is ranked among members and others.
enum RecordScore: CaseIterable, Hashable, Sendable {
  case margin, liraOffline, liraOnline
  /// Its margins under reference models, of those that are listed.
  case withAndWithout

  var next: RecordScore {
    let all = Self.allCases
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }

  var title: String {
    switch self {
    case .margin: "Margin"
    case .liraOffline: "LiRA offline"
    case .liraOnline: "LiRA online"
    case .withAndWithout: "With it, without"
    }
  }

  var term: Term {
    switch self {
    case .margin: .recordMargin
    case .liraOffline, .liraOnline: .recordLiRA
    case .withAndWithout: .marginsWithAndWithout
    }
  }

  func standing(_ findings: RecordFindings) -> RecordFindings.Standing? {
    switch self {
    case .margin: findings.margin
    case .liraOffline: findings.compared?.offline
    case .liraOnline: findings.compared?.online
    case .withAndWithout: nil
    }
  }

  /// Why there is none.
  func reason(_ findings: RecordFindings) -> String {
    guard self != .margin else { return "What the model answers is no longer a number." }
    guard self != .withAndWithout else {
      return "Margins with and without it are kept of the members at risk: r lists them."
    }
    guard let compared = findings.compared else {
      return
        "No reference models of this run are there: the Membership screen trains them, and those it has are used here too."
    }
    return self == .liraOnline && compared.withCount == 0
      ? "No reference model was trained on this record: plant it, restart, and half of them are."
      : "The \(compared.withCount + compared.withoutCount) reference models are too few to compare with."
  }

  /// Where the record stands, and no more than that.
  func sentence(_ findings: RecordFindings) -> String {
    guard let standing = standing(findings) else { return reason(findings) }
    let step = self == .margin ? findings.step : findings.compared?.step ?? findings.step
    guard standing.otherCount > 0 else {
      return
        "At step \(grouped(step)) its margin is \(fixed(standing.score, 2)); there are no outsiders to rank it among."
    }
    let outsiders = standing.hundredOutsiders
    let than =
      self == .margin
      ? "the model is more confident of it than of \(outsiders) of 100 outsiders"
      : "\(title) finds it more like a member than \(outsiders) of 100 outsiders"
    let members = standing.memberCount > 0 ? " and \(standing.hundredMembers) of 100 members (†)" : ""
    return "At step \(grouped(step)) \(than)\(members)."
  }
}

extension RecordFindings.Standing {
  /// Of a hundred outsiders those with a lower score, whole ones.
  var hundredOutsiders: Int { 100 * othersBelow / max(1, otherCount) }
  /// Of a hundred members.
  var hundredMembers: Int { 100 * membersBelow / max(1, memberCount) }
}
