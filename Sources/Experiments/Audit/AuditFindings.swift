public import Auditing
public import PrivacyAccounting

/// What was claimed of a run at one step, what was proven of it, and what its trainer did.
public struct AuditFindings: Sendable {
  public let generation: Int
  public let step: Int
  /// What the accountant says of the settings: the claim.
  public let account: RunAccount
  /// What the claim allows an adversary to find, whether the trainer keeps it or not.
  public let claimedLimit: TradeOffLimit
  /// What guesses at canaries prove.
  public let outcome: Result<Audit, AuditObstacle>
  /// What is proven as the guesses are judged, the surest first; empty while it is not worked out.
  public package(set) var climb: [AuditReport.Climb] = []
  /// What the trainer did up to a step of its own; nil while nothing is known.
  public package(set) var conformance: ConformanceFound?
  /// All of it, with what attacks find of the pool, to be taken home; nil while it is not worked out, and of a run that nobody can take
  /// again.
  public package(set) var report: AuditReport?
  /// Whether nothing more of this step is to come.
  public package(set) var isWhole = false

  package init(
    generation: Int, step: Int, account: RunAccount, claimedLimit: TradeOffLimit,
    outcome: Result<Audit, AuditObstacle>
  ) {
    (self.generation, self.step, self.account) = (generation, step, account)
    (self.claimedLimit, self.outcome) = (claimedLimit, outcome)
  }

  public var audit: Audit? { try? outcome.get() }

  public var obstacle: AuditObstacle? {
    if case .failure(let obstacle) = outcome { obstacle } else { nil }
  }

  /// The bound that refutes the claim at the confidence of an exit code; nil where none does.
  public var refutation: LowerBound? { audit?.refutation(of: account.epsilon) }

  /// The bounds that are above the claim at the confidence that is shown, the largest first: of correct runs one of twenty has one.
  public var boundsAboveClaim: [LowerBound] {
    (audit?.bounds ?? []).filter { $0.epsilon > account.epsilon }.sorted { $0.epsilon > $1.epsilon }
  }

  /// Checks that the trainer failed.
  public var failedChecks: [ConformanceCheck] { conformance?.checks.filter { !$0.isPassed } ?? [] }
}

extension AuditFindings: Findings {
  public var newestStep: Int { step }
  public var kept: AuditFindings {
    var kept = self
    kept.report = nil
    return kept
  }
  public static let historyCapacity = 80
}

/// What a run's trainer did, seen while the run was taken again from its first step.
public struct ConformanceFound: Hashable, Sendable {
  /// Steps that were looked at.
  public let step: Int
  public let checks: [ConformanceCheck]
  /// Of a run whose noise nobody can repeat it is another run with the same settings that was looked at.
  public let isOfSister: Bool
  /// Whether the weights came out as those of the run, to the bit; nil before the step of the run is reached.
  public let hasSameWeights: Bool?

  package init(step: Int, checks: [ConformanceCheck], isOfSister: Bool, hasSameWeights: Bool?) {
    (self.step, self.checks) = (step, checks)
    (self.isOfSister, self.hasSameWeights) = (isOfSister, hasSameWeights)
  }
}
