public import Attacks
public import Statistics

/// What membership attacks have found of a run so far, with the reference models there are.
public struct MembershipFindings: Sendable {
  /// What one attack found, when, and with how many reference models.
  public struct Entry: Sendable {
    /// What the run had cost, and allowed, at the step that was attacked.
    public let account: RunAccount
    /// nil where nothing limits attacks.
    public let limit: SampledLimit?
    /// Without scores where it was kept for looking back.
    public internal(set) var outcome: MembershipStudy.Outcome
    /// Of the scores: members, then others.
    public let histogram: Histogram
    /// Whom it finds at 1 % false alarms, or at the least rate that can be shown.
    public let found: FoundMembers

    public var step: Int { account.step }

    public init(
      account: RunAccount, limit: SampledLimit?, outcome: MembershipStudy.Outcome, isMember: [Bool]
    ) {
      self.account = account
      self.limit = limit
      self.outcome = outcome
      found = outcome.foundMembers(of: isMember)
      histogram = Histogram(
        [true, false].map { side in
          isMember.indices.filter { isMember[$0] == side }.map { outcome.scores[$0] }
        }, binCount: Self.binCount)
    }

    private static let binCount = 24
  }

  /// The run that is attacked; see `Snapshot`.
  public let generation: Int
  /// The step of the run that reference models are trained to.
  public internal(set) var step = 0
  public internal(set) var shadows: FarmProgress
  /// When they will be there, at the speed they are trained with; nil before that is known.
  public internal(set) var secondsUntilShadows: Double?
  /// What each attack found last.
  public internal(set) var entries: [MembershipMethod: Entry] = [:]
  /// Why an attack found nothing.
  public internal(set) var omissions: [MembershipMethod: MissingEvidence] = [:]
  /// A model that sees only inputs and labels.
  public internal(set) var blind: BlindControl?
  /// The strongest of `entries` with membership shuffled.
  public internal(set) var null: NullControl?

  public init(generation: Int, shadowCount: Int) {
    self.generation = generation
    shadows = FarmProgress(count: shadowCount, stepsInAll: 0)
  }
}

extension MembershipFindings: Findings {
  public var newestStep: Int { entries.values.map(\.step).max() ?? step }

  /// Results without the scores, which take most of the memory.
  public var kept: MembershipFindings {
    var findings = self
    findings.entries = entries.mapValues { entry in
      var entry = entry
      entry.outcome.scores = []
      return entry
    }
    return findings
  }

  /// Each holds the curves of all attacks.
  public static let historyCapacity = 24
}
