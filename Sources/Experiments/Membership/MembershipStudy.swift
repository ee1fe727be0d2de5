import AccessControl
public import Attacks
public import Statistics

/// What membership attacks find in one body of evidence, judged by who was a member, with the controls that say whether
/// to believe it.
public struct MembershipStudy: Sendable {
  /// What one attack found.
  public struct Outcome: Sendable {
    public let method: MembershipMethod
    /// As it was run: without reference models, attacks that can do without have none.
    public let threatModel: ThreatModel
    /// One for each candidate, in the order of the evidence; none where they were not kept.
    public internal(set) var scores: [Double]
    public let result: MembershipResult
    /// Of the canaries alone; nil where there are none, or their margins are too little for the attack.
    public let canaries: MembershipResult?
    /// Reference models there were; some attacks look at the first few of them.
    public let referenceCount: Int
    /// Wall-clock time of the attack itself, without training.
    public let seconds: Double
  }

  /// An attack that could not run, and why.
  public struct Omission: Hashable, Sendable {
    public let method: MembershipMethod
    public let reason: MissingEvidence
  }

  /// In the order that was asked for, as are the omissions.
  public let outcomes: [Outcome]
  public let omissions: [Omission]
  /// The strongest of the attacks with membership shuffled; nil where none ran.
  public let null: NullControl?
  /// A model that sees only inputs and labels; nil where these are not known, or too few.
  public let blind: BlindControl?
  /// For each unit of the evidence, whether it was a member.
  public let isMember: [Bool]

  /// - Parameters:
  ///   - methods: those that cannot run on `evidence` are omitted.
  ///   - isMember: who was a member, for judging alone.
  ///   - canaries: judged apart; nil where there are none.
  ///   - willRun: called before each attack.
  public init(
    of methods: [MembershipMethod], on evidence: MembershipEvidence, isMember: [Bool],
    canaries: CanaryTrial? = nil,
    random: RandomStream, willRun: (MembershipMethod) -> Void = { _ in }
  ) {
    precondition(evidence.unitCount == isMember.count)
    self.isMember = isMember
    var outcomes = [Outcome]()
    var omissions = [Omission]()
    let judge = MembershipJudge(isMember: isMember, random: random)
    for method in methods {
      willRun(method)
      do throws(MissingEvidence) {
        outcomes.append(try judge.outcome(of: method, on: evidence, canaries: canaries, random: random))
      } catch {
        omissions.append(Omission(method: method, reason: error))
      }
    }
    self.outcomes = outcomes
    self.omissions = omissions
    null = judge.null(outcomes, random: random)
    blind = judge.blind(evidence, random: random)
  }
}
