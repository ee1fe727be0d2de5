import AccessControl
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
    /// Whether one class is most of the test records.
    public let isLopsided: Bool
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
    /// What ε is of, where that is another unit than is in or not; left out elsewhere.
    public let epsilonUnit: PrivacyUnit?
    /// Of one record that is replaced by another, where ε is of a client and this is finite; left out elsewhere.
    public let epsilonPerRecord: Double?
    public let members: Int
    public let nonMembers: Int
    /// Records planted to be found, which are none of these; left out where there are none.
    public let canaries: Canaries?
    /// Reference models, and those left out because their answers were not finite.
    public let shadows: Int
    public let divergedShadows: Int
    /// How the target answers, as `DoorSettings` says it, how often about one record, and how many records it was asked about in
    /// all; null where the model is not a run's.
    @OrNull public var answers: String?
    @OrNull public var queriesPerRecord: Int?
    @OrNull public var queries: Int?
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
    /// The mean over the classes of the share of each that is predicted rightly.
    @OrNull public var testBalancedAccuracy: Double?
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
    /// The members that are most exposed; left out, as are the next two, where they were not asked for.
    public let records: [ListedRecord]?
    public let slices: [SliceFigures]?
    public let deletion: DeletionFigures?
    /// Wall-clock time of everything, training too.
    public let seconds: Double

    private enum CodingKeys: String, CodingKey {
      case methods, omitted, controls, unit, members, canaries, overlap, shadows, epsilon, delta, prior, seed,
        seconds
      case answers, queries
      case queriesPerRecord = "queries_per_record"
      case records, slices, deletion
      case nonMembers = "non_members"
      case divergedShadows = "diverged_shadows"
      case nonFiniteAnswers = "non_finite_answers"
      case isDiverged = "diverged"
      case belowChance = "below_chance"
      case levelled = "levelled_shadows"
      case trainAccuracy = "train_accuracy"
      case testAccuracy = "test_accuracy"
      case testBalancedAccuracy = "test_balanced_accuracy"
      case nonMemberAccuracy = "non_member_accuracy"
      case epsilonKind = "epsilon_kind"
      case epsilonUnit = "epsilon_unit"
      case epsilonPerRecord = "epsilon_per_record"
      case largestRates = "max_tpr_at_fpr"
      case largestBalancedAccuracy = "max_balanced_accuracy"
    }
  }

  /// How many canaries there were, in and out.
  public struct Canaries: Codable, Hashable, Sendable {
    public let kind: CanaryKind
    public let count: Int
    /// Those that were in.
    public let members: Int

    init(_ canaries: CanarySet) {
      (kind, count, members) = (canaries.kind, canaries.count, canaries.isMember.count(where: \.self))
    }
  }

  /// The false positive rates that detections are stated at, by their names.
  public static let limits = ["0.001", "0.01", "0.1"]

  public init(
    study: MembershipStudy, evidence: MembershipEvidence, levelling: ReferenceLevelling? = nil,
    target: TargetOutcome, prior: Double, seed: UInt64, records: [ListedRecord]? = nil,
    slices: [SliceFigures]? = nil, deletion: DeletionFigures? = nil,
    clippingOnly: ClippingOnlyControl? = nil, seconds: Double
  ) {
    remarks = Remarks(
      title: target.title, isLimitAsRun: target.account?.basis == .asRun,
      isLopsided: target.isLopsided, uncovered: target.uncovered,
      levelling: levelling)
    let nonFiniteCount = evidence.margins.count { !$0.isFinite }
    // What attacks find of a target that diverged is no figure of theirs.
    let isDiverged = nonFiniteCount > 0 || target.isDiverged
    let service = evidence.target?.service
    let memberCount = study.isMember.count(where: \.self)
    let account = target.account
    let limit = account.flatMap { $0.isLimited ? $0.limit : nil }
    let isOfFiles = evidence.target == nil
    figures = Figures(
      methods: study.outcomes.map { Method(of: $0, result: isDiverged ? nil : $0.result, prior: prior) },
      omitted: study.omissions.map(Omission.init),
      controls: Controls(
        blind: study.blind, null: isDiverged ? nil : study.null,
        nullAccuracy: isDiverged || memberCount == 0 || memberCount == study.isMember.count
          ? nil
          : HeldOutAccuracy.nullInterval(
            memberCount: memberCount, nonMemberCount: study.isMember.count - memberCount),
        clippingOnly: clippingOnly),
      unit: account?.coinUnit ?? .record,
      epsilonUnit: account.flatMap { $0.unit == $0.coinUnit ? nil : $0.unit },
      epsilonPerRecord: account.flatMap { account in
        account.unit == .client ? account.recordBounds.map(\.upper).flatMap { $0.isFinite ? $0 : nil } : nil
      }, members: memberCount,
      nonMembers: study.isMember.count - memberCount,
      canaries: target.canaries.map(Canaries.init),
      shadows: evidence.references.count, divergedShadows: evidence.divergedCount,
      answers: service?.door.settings.description,
      queriesPerRecord: service?.door.settings.queriesPerRecord, queries: service?.queryCount,
      nonFiniteAnswers: nonFiniteCount, isDiverged: isDiverged,
      belowChance: !isOfFiles || isDiverged
        ? []
        : study.outcomes.filter { $0.result.curve.areaInterval.upperBound < 0.45 }.map(\.method.name),
      overlap: isDiverged ? nil : Overlap(of: study), levelled: levelling.map(Levelled.init),
      trainAccuracy: target.trainAccuracy,
      testAccuracy: target.testAccuracy,
      testBalancedAccuracy: target.testBalancedAccuracy, nonMemberAccuracy: target.nonMemberAccuracy,
      epsilon: account?.epsilon, epsilonKind: account?.kind, delta: account?.delta,
      largestRates: limit?.largestRates(at: Self.limits),
      largestBalancedAccuracy: limit?.largestBalancedAccuracy, prior: prior, seed: seed, records: records,
      slices: slices, deletion: deletion, seconds: seconds)
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
