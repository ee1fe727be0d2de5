import Attacks
import PlainText
import Records
import Statistics

/// What attribute attacks found: of `attack attributes`.
public struct AttributeReport: Codable, Hashable, Sendable {
  /// What scripts rely on.
  public let figures: Figures
  /// What the text says beside them.
  public let remarks: Remarks

  public struct Remarks: Codable, Hashable, Sendable {
    /// What was attacked.
    public let title: String
    /// Whether the run that was attacked was trained for this, so that its records might have had a coin.
    public let isReplay: Bool
    /// What ε leaves out.
    public let uncovered: String
  }

  /// The JSON object: shares and areas in [0, 1].
  public struct Figures: Codable, Hashable, Sendable {
    /// The column that is guessed, and the values between which.
    public let sensitive: String
    /// What it says of a person, as far as the catalog knows it.
    public let title: String
    public let values: [String]
    /// By model times imputer, as is the next; null where all of the pool are members, or none, or training diverged.
    @OrNull public var members: Judged?
    @OrNull public var nonMembers: Judged?
    /// How much more often members are guessed rightly than non-members.
    @OrNull public var gap: Gain?
    /// Without the model: of the whole pool, and of either side.
    @OrNull public var imputation: Judged?
    @OrNull public var imputationOfMembers: Judged?
    @OrNull public var imputationOfNonMembers: Judged?
    /// What model times imputer has over imputation on the same records, in shares guessed rightly.
    @OrNull public var memberGain: Gain?
    @OrNull public var nonMemberGain: Gain?
    /// A column of coin flips, guessed by the model; null where none was planted.
    @OrNull public var coin: Sides?
    /// The other methods.
    public let methods: [String: Sides]
    public let omitted: [Omission]
    /// Where the label is not known instead.
    public let missingLabel: MissingLabel
    /// What the service answers, as `--answers` writes it, and how many records it was asked about.
    public let answers: String
    public let queries: Int
    /// Records that public knowledge was learned from.
    public let publicRecords: Int
    public let memberCount: Int
    public let nonMemberCount: Int
    public let isDiverged: Bool
    @OrNull public var trainAccuracy: Double?
    @OrNull public var testAccuracy: Double?
    @OrNull public var nonMemberAccuracy: Double?
    /// null where it is infinite.
    @OrNull public var epsilon: Double?
    @OrNull public var epsilonKind: RunAccount.Kind?
    @OrNull public var delta: Double?
    public let seed: UInt64
    /// Wall-clock time of everything, training too.
    public let seconds: Double

    private enum CodingKeys: String, CodingKey {
      case sensitive, title, values, members, gap, imputation, coin, methods, omitted, answers, queries,
        epsilon,
        delta,
        seed, seconds
      case nonMembers = "non_members"
      case imputationOfMembers = "imputation_members"
      case imputationOfNonMembers = "imputation_non_members"
      case memberGain = "member_gain"
      case nonMemberGain = "non_member_gain"
      case missingLabel = "missing_label"
      case publicRecords = "public_records"
      case memberCount = "member_count"
      case nonMemberCount = "non_member_count"
      case isDiverged = "diverged"
      case trainAccuracy = "train_accuracy"
      case testAccuracy = "test_accuracy"
      case nonMemberAccuracy = "non_member_accuracy"
      case epsilonKind = "epsilon_kind"
    }
  }

  /// - Parameters:
  ///   - asked: records that the service was asked about.
  ///   - isReplay: whether the run of a log was attacked.
  public init(
    task: AttributeTask, study: AttributeStudy, coin: AttributeStudy.Sides?,
    missingLabel: MissingLabelStudy, target: TargetOutcome, answers: String, asked: Int,
    publicRecordCount: Int, isReplay: Bool, memberCount: Int, nonMemberCount: Int,
    seed: UInt64, seconds: Double
  ) {
    remarks = Remarks(title: target.title, isReplay: isReplay, uncovered: target.uncovered)
    // What is found of a model that diverged is no figure of its.
    let isDiverged = target.isDiverged
    let main = isDiverged ? nil : study.outcome(of: .modelTimesImputer)
    let others = isDiverged ? [] : study.outcomes.filter { $0.method != .modelTimesImputer }
    figures = Figures(
      sensitive: task.column, title: task.title, values: task.question.names,
      members: main?.sides.members.map(Judged.init),
      nonMembers: main?.sides.nonMembers.map(Judged.init), gap: main?.sides.gap.map(Gain.init),
      imputation: study.imputation.map(Judged.init),
      imputationOfMembers: study.imputationOfSides.members.map(Judged.init),
      imputationOfNonMembers: study.imputationOfSides.nonMembers.map(Judged.init),
      memberGain: main?.memberGain.map(Gain.init), nonMemberGain: main?.nonMemberGain.map(Gain.init),
      coin: isDiverged ? nil : coin.map(Sides.init),
      methods: Dictionary(uniqueKeysWithValues: others.map { ($0.method.name, Sides($0.sides)) }),
      omitted: study.omissions.map { Omission(name: $0.method.name, needs: $0.reason.description) },
      missingLabel: MissingLabel(missingLabel, isDiverged: isDiverged), answers: answers, queries: asked,
      publicRecords: publicRecordCount, memberCount: memberCount, nonMemberCount: nonMemberCount,
      isDiverged: isDiverged,
      trainAccuracy: target.trainAccuracy, testAccuracy: target.testAccuracy,
      nonMemberAccuracy: target.nonMemberAccuracy, epsilon: target.account?.epsilon,
      epsilonKind: target.account?.kind, delta: target.account?.delta, seed: seed, seconds: seconds)
  }
}
