/// What membership attacks had found of a run when the newest of them was at a step: results without the scores, which take
/// most of the memory.
public struct MembershipMoment: AtStep, Sendable {
  public let step: Int
  public let findings: MembershipFindings

  /// How many are worth keeping: each holds the curves of all attacks.
  public static let capacity = 24

  public init(_ findings: MembershipFindings) {
    step = findings.entries.values.map(\.step).max() ?? findings.step
    self.findings = findings.withoutScores
  }
}

extension MembershipFindings {
  fileprivate var withoutScores: MembershipFindings {
    var findings = self
    findings.entries = entries.mapValues { entry in
      var entry = entry
      entry.outcome.scores = []
      return entry
    }
    return findings
  }
}
