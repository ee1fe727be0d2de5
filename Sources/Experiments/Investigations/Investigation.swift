/// Something that looks at a run while it is trained: asked for something, it finds it out of the newest snapshot, as often
/// as there is a newer one, and says where it stands.
///
/// An `InvestigationRunner` gives it workers and calls one round at a time; what it keeps between rounds is its own.
public protocol Investigation: Sendable {
  /// What somebody wants to know.
  associatedtype Request: Hashable, Sendable
  /// What it finds of a snapshot.
  associatedtype Found: Sendable

  /// Finds out what is wanted of a snapshot, and publishes it as it comes.
  ///
  /// - Returns: whether the round came to its end: one that was broken off is begun again, if it is still wanted.
  mutating func examine(_ snapshot: Snapshot, for request: Request, in round: Round<Self>) -> Bool
}

/// The request of an investigation of which there is only one thing to ask.
public struct EverySnapshot: Hashable, Sendable {
  public init() {}
}

/// What an investigation may do and learn while it examines a snapshot.
public struct Round<Subject: Investigation>: Sendable {
  let inquiry: Inquiry<Subject>
  let snapshot: Snapshot
  let request: Subject.Request

  /// Whether what is being examined is no longer wanted: there is another run, another request, or none. A newer snapshot of
  /// the same run is no reason: what takes long would never arrive.
  package var isOutdated: Bool { !inquiry.wants(request, ofGeneration: snapshot.generation) }

  /// The newest snapshot of the run.
  package var newest: Snapshot { inquiry.newest(insteadOf: snapshot) }

  /// Hands over what was found, unless it is no longer wanted; says whether it was.
  @discardableResult
  package func publish(_ finding: Subject.Found) -> Bool {
    guard !isOutdated else {
      inquiry.drop()
      return false
    }
    inquiry.publish(finding)
    return true
  }

  /// Calls helpers for the time being; see `Assistance`.
  package func assist(count: Int, _ work: @escaping @Sendable (_ shouldPause: () -> Bool) -> Bool)
    -> Assistance
  {
    Assistance(of: inquiry.pool, count: count, work: work)
  }
}
