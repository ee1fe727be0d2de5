public import Attacks
import PrivacyAccounting
public import Records
import Statistics

/// What membership attacks found, and what limits them: of `attack membership`.
public struct MembershipReport: Codable, Hashable, Sendable {
  /// What scripts rely on.
  public let figures: Figures
  /// What the text says beside them.
  public let remarks: Remarks

  public struct Remarks: Codable, Hashable, Sendable {
    /// What was attacked.
    public let title: String
    /// Whether ε is that of a run whose knobs were turned without a budget, so that what limits attacks is as run too.
    public let isLimitAsRun: Bool
    /// What ε leaves out.
    public let uncovered: String
    /// How the reference models of files were brought to equal numbers; nil where they had them, or are our own.
    public let levelling: ReferenceLevelling?
  }

  /// The JSON object. Areas, accuracies and rates are in [0, 1]; members and others are units.
  public struct Figures: Codable, Hashable, Sendable {
    public let methods: [Method]
    public let omitted: [Omission]
    public let controls: Controls
    /// What is in or not: `members` and `nonMembers` count these.
    public let unit: PrivacyUnit
    public let members: Int
    public let nonMembers: Int
    /// Reference models, and those left out because their answers were not finite.
    public let shadows: Int
    public let divergedShadows: Int
    /// Candidates on which the target's answer is not finite: its training diverged, and attacks on it say nothing.
    public let nonFiniteAnswers: Int
    public let isDiverged: Bool
    /// Attacks on somebody's answers whose area is far below one half, which chance seldom brings about: scores may be
    /// reversed. The upper end of the interval is below 0.45.
    public let belowChance: [String]
    /// null of a target that diverged.
    @OrNull public var overlap: Overlap?
    @OrNull public var levelled: Levelled?
    @OrNull public var trainAccuracy: Double?
    @OrNull public var testAccuracy: Double?
    @OrNull public var nonMemberAccuracy: Double?
    /// null where it is infinite, and where the model is not a run's.
    @OrNull public var epsilon: Double?
    /// null where the model is not a run's.
    @OrNull public var epsilonKind: RunAccount.Kind?
    @OrNull public var delta: Double?
    /// The most that any attack can find under what the run cost, by the name of the false positive rate; null where
    /// nothing limits it.
    @OrNull public var largestRates: [String: Double]?
    @OrNull public var largestBalancedAccuracy: Double?
    /// The share of members among all that an attack might be asked about.
    public let prior: Double
    public let seed: UInt64
    /// Wall-clock time of everything, training too.
    public let seconds: Double

    private enum CodingKeys: String, CodingKey {
      case methods, omitted, controls, unit, members, overlap, shadows, epsilon, delta, prior, seed, seconds
      case nonMembers = "non_members"
      case divergedShadows = "diverged_shadows"
      case nonFiniteAnswers = "non_finite_answers"
      case isDiverged = "diverged"
      case belowChance = "below_chance"
      case levelled = "levelled_shadows"
      case trainAccuracy = "train_accuracy"
      case testAccuracy = "test_accuracy"
      case nonMemberAccuracy = "non_member_accuracy"
      case epsilonKind = "epsilon_kind"
      case largestRates = "max_tpr_at_fpr"
      case largestBalancedAccuracy = "max_balanced_accuracy"
    }
  }

  /// The false positive rates that detections are stated at, by their names.
  public static let limits = ["0.001", "0.01", "0.1"]

  public init(
    study: MembershipStudy, evidence: MembershipEvidence, levelling: ReferenceLevelling? = nil,
    target: TargetOutcome, prior: Double, seed: UInt64, seconds: Double
  ) {
    remarks = Remarks(
      title: target.title, isLimitAsRun: target.account?.basis == .asRun, uncovered: target.uncovered,
      levelling: levelling)
    let nonFiniteCount = evidence.margins.count { !$0.isFinite }
    // What attacks find of a target that diverged is no figure of theirs.
    let isDiverged = nonFiniteCount > 0
    let memberCount = study.isMember.count(where: \.self)
    let account = target.account
    let limit = account.flatMap { $0.isLimited ? $0.limit : nil }
    let isOfFiles = evidence.target == nil
    figures = Figures(
      methods: study.outcomes.map { Method(of: $0, result: isDiverged ? nil : $0.result, prior: prior) },
      omitted: study.omissions.map(Omission.init),
      controls: Controls(blind: study.blind, null: isDiverged ? nil : study.null),
      unit: account?.unit ?? .record, members: memberCount, nonMembers: study.isMember.count - memberCount,
      shadows: evidence.references.count, divergedShadows: evidence.divergedCount,
      nonFiniteAnswers: nonFiniteCount, isDiverged: isDiverged,
      belowChance: !isOfFiles || isDiverged
        ? []
        : study.outcomes.filter { $0.result.curve.areaInterval.upperBound < 0.45 }.map(\.method.name),
      overlap: isDiverged ? nil : Overlap(of: study), levelled: levelling.map(Levelled.init),
      trainAccuracy: target.trainAccuracy,
      testAccuracy: target.testAccuracy, nonMemberAccuracy: target.nonMemberAccuracy,
      epsilon: account?.epsilon, epsilonKind: account?.kind, delta: account?.delta,
      largestRates: limit?.largestRates(at: Self.limits),
      largestBalancedAccuracy: limit?.largestBalancedAccuracy, prior: prior, seed: seed, seconds: seconds)
  }
}

extension TradeOffLimit {
  /// The most that any attack finds, by the names of false positive rates.
  package func largestRates(at names: [String]) -> [String: Double] {
    Dictionary(
      uniqueKeysWithValues: names.map {
        ($0, largestTruePositiveRate(atFalsePositiveRate: Double($0) ?? 0))
      })
  }
}
