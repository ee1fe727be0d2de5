public import Attacks

/// Where an attack stands on a run that goes on.
public enum MembershipStanding: Hashable, Sendable {
  /// It needs no reference models, and is run on every snapshot.
  case live
  /// It was run at this step, and is run again when its reference models have come to a later one, or when its turn comes.
  case found(step: Int)
  /// Its first result waits for reference models, trained so far to that share, and there in so many seconds; nil until
  /// their speed is known.
  case waiting(fraction: Double, secondsLeft: Double?)
  case notPossible(MissingEvidence)
}

extension MembershipMethod {
  /// Whether it is run on every snapshot, whoever is looked at.
  var isAlwaysLive: Bool { !usesReferences && !isSlow }
}

extension MembershipFindings {
  public func standing(of method: MembershipMethod) -> MembershipStanding {
    if let missing = omissions[method] { return .notPossible(missing) }
    guard let entry = entries[method] else {
      return .waiting(fraction: shadows.fraction, secondsLeft: secondsUntilShadows)
    }
    return method.isAlwaysLive ? .live : .found(step: entry.step)
  }
}
