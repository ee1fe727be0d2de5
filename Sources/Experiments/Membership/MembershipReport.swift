public import Attacks
import PrivacyAccounting
import Statistics

/// The outcome of a membership study as one JSON object: snake case, numbers unrounded, what is not known or not finite as
/// null.
public struct MembershipReport: Encodable, Sendable {
  /// What is known of the model, where it is known.
  public struct Target: Hashable, Sendable {
    public var trainAccuracy: Double?
    /// On the test records, or the non-members where there are none.
    public var testAccuracy: Double?
    public var nonMemberAccuracy: Double?
    /// What the run cost.
    public var account: RunAccount?
    /// What its ε leaves out.
    public var uncovered = ""

    public init() {}
  }

  public let study: MembershipStudy
  /// How the reference models of files were brought to equal numbers; nil where they had them, or are our own.
  public let levelling: ReferenceLevelling?
  public let target: Target
  /// The share of members among all that an attack might be asked about.
  public let prior: Double
  /// Reference models, and those left out because their answers were not finite.
  public let referenceCount: Int
  public let divergedCount: Int
  /// Candidates on which the target's answer is no number: its training diverged, and attacks on it say nothing.
  public let nonFiniteCount: Int
  /// Whether the answers are those of a model trained anywhere.
  private let isOfFiles: Bool
  public let seed: UInt64
  /// Wall-clock time of everything, training too.
  public let seconds: Double

  /// The false positive rates that detections are stated at, by their names.
  public static let limits = ["0.001", "0.01", "0.1"]

  public init(
    study: MembershipStudy, evidence: MembershipEvidence, levelling: ReferenceLevelling? = nil,
    target: Target, prior: Double, seed: UInt64, seconds: Double
  ) {
    self.study = study
    self.levelling = levelling
    self.target = target
    self.prior = prior
    referenceCount = evidence.references.count
    divergedCount = evidence.divergedCount
    nonFiniteCount = evidence.margins.count { !$0.isFinite }
    isOfFiles = evidence.target == nil
    self.seed = seed
    self.seconds = seconds
  }

  /// Whether the target's training diverged: what attacks find then is no figure of theirs.
  public var isDiverged: Bool { nonFiniteCount > 0 }

  /// How well an attack did; nil of a target that diverged.
  public func result(of outcome: MembershipStudy.Outcome) -> MembershipResult? {
    isDiverged ? nil : outcome.result
  }

  /// The strongest attack with membership shuffled; nil of a target that diverged.
  public var null: NullControl? { isDiverged ? nil : study.null }

  /// Attacks on somebody's answers whose area is far below one half, which chance seldom brings about: scores may be
  /// reversed. The upper end of the interval is below 0.45.
  public var belowChance: [MembershipMethod] {
    guard isOfFiles, !isDiverged else { return [] }
    return study.outcomes.filter { $0.result.curve.areaInterval.upperBound < 0.45 }.map(\.method)
  }

  /// The most that any attack can find under what the run cost, by the name of the false positive rate; nil where nothing
  /// limits it.
  public var largestRates: [String: Double]? {
    guard let account = target.account, account.isLimited else { return nil }
    return Dictionary(
      uniqueKeysWithValues: Self.limits.map {
        ($0, account.limit.largestTruePositiveRate(atFalsePositiveRate: Double($0) ?? 0))
      })
  }

  private enum Key: String, CodingKey {
    case methods, omitted, controls, prior, epsilon, delta, seed, seconds, members, blind, null
    case nonMembers = "non_members"
    case shadows
    case divergedShadows = "diverged_shadows"
    case nonFinite = "non_finite_answers"
    case diverged
    case belowChance = "below_chance"
    case levelled = "levelled_shadows"
    case with, without
    case trainAccuracy = "train_accuracy"
    case testAccuracy = "test_accuracy"
    case nonMemberAccuracy = "non_member_accuracy"
    case largestRates = "max_tpr_at_fpr"
    case largestBalancedAccuracy = "max_balanced_accuracy"
    case epsilonKind = "epsilon_kind"
  }

  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(
      study.outcomes.map { Method(outcome: $0, result: result(of: $0), prior: prior) }, forKey: .methods)
    try object.encode(study.omissions.map(Omission.init), forKey: .omitted)
    var controls = object.nestedContainer(keyedBy: Key.self, forKey: .controls)
    try controls.encode(
      study.blind.map { Area($0.curve.areaUnderCurve, $0.curve.areaInterval) }, forKey: .blind)
    try controls.encode(
      null.map { Area($0.area, $0.interval, attackCount: $0.attackCount) }, forKey: .null)
    let memberCount = study.isMember.count(where: \.self)
    try object.encode(memberCount, forKey: .members)
    try object.encode(study.isMember.count - memberCount, forKey: .nonMembers)
    try object.encode(referenceCount, forKey: .shadows)
    try object.encode(divergedCount, forKey: .divergedShadows)
    try object.encode(nonFiniteCount, forKey: .nonFinite)
    try object.encode(isDiverged, forKey: .diverged)
    try object.encode(belowChance.map(\.name), forKey: .belowChance)
    if let levelling {
      var used = object.nestedContainer(keyedBy: Key.self, forKey: .levelled)
      try used.encode(levelling.with.lowerBound, forKey: .with)
      try used.encode(levelling.without.lowerBound, forKey: .without)
    } else {
      try object.encodeNil(forKey: .levelled)
    }
    try object.encode(target.trainAccuracy, forKey: .trainAccuracy)
    try object.encode(target.testAccuracy, forKey: .testAccuracy)
    try object.encode(target.nonMemberAccuracy, forKey: .nonMemberAccuracy)
    let account = target.account
    try object.encode(account.flatMap { $0.epsilon.isFinite ? $0.epsilon : nil }, forKey: .epsilon)
    try object.encode(account?.kind, forKey: .epsilonKind)
    try object.encode(account?.delta, forKey: .delta)
    try object.encode(largestRates, forKey: .largestRates)
    try object.encode(
      account.flatMap { $0.isLimited ? $0.limit.largestBalancedAccuracy : nil },
      forKey: .largestBalancedAccuracy)
    try object.encode(prior, forKey: .prior)
    try object.encode(seed, forKey: .seed)
    try object.encode(seconds, forKey: .seconds)
  }
}

/// An area under a curve with its interval.
private struct Area: Encodable {
  let auc: Double
  let low: Double
  let high: Double
  /// Attacks of which it is the largest area.
  let attackCount: Int?

  init(_ area: Double, _ interval: ClosedRange<Double>, attackCount: Int? = nil) {
    (auc, low, high) = (area, interval.lowerBound, interval.upperBound)
    self.attackCount = attackCount
  }

  enum CodingKeys: String, CodingKey {
    case auc
    case attackCount = "attacks"
    case low = "auc_low"
    case high = "auc_high"
  }
}

/// A rate with its interval.
private struct Rate: Encodable {
  let value: Double
  let low: Double
  let high: Double

  init(_ value: Double, _ interval: ClosedRange<Double>) {
    (self.value, low, high) = (value, interval.lowerBound, interval.upperBound)
  }
}

/// A value that is written as null, not left out, where there is none.
private struct Nullable<Value: Encodable>: Encodable {
  let value: Value?

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}

private struct Omission: Encodable {
  let name: String
  let needs: String

  init(_ omission: MembershipStudy.Omission) {
    name = omission.method.name
    needs = omission.reason.description
  }
}

private struct Method: Encodable {
  let name: String
  let area: Nullable<Double>
  let low: Nullable<Double>
  let high: Nullable<Double>
  let balancedAccuracy: Nullable<Double>
  let rates: [String: Rate?]
  /// Of those accused at each false positive rate, the share that are members, at the report's prior; none where nobody
  /// is accused.
  let precisions: [String: Rate?]
  let shadows: Int
  let seconds: Double
  let threatModel: ThreatModelFields

  struct ThreatModelFields: Encodable {
    let observes: String
    let references: String
    /// null where there are none.
    let referencesFrom: String?
    let publicRecords: Bool

    enum CodingKeys: String, CodingKey {
      case observes, references
      case referencesFrom = "references_from"
      case publicRecords = "public_records"
    }

    init(_ model: ThreatModel) {
      (observes, references) = (model.observes.rawValue, model.references.rawValue)
      (referencesFrom, publicRecords) = (model.referencesFrom?.rawValue, model.hasPublicRecords)
    }

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: CodingKeys.self)
      try object.encode(observes, forKey: .observes)
      try object.encode(references, forKey: .references)
      try object.encode(referencesFrom, forKey: .referencesFrom)
      try object.encode(publicRecords, forKey: .publicRecords)
    }
  }

  enum CodingKeys: String, CodingKey {
    case name, shadows, seconds
    case area = "auc"
    case low = "auc_low"
    case high = "auc_high"
    case balancedAccuracy = "balanced_accuracy"
    case rates = "tpr_at_fpr"
    case precisions = "precision_at_fpr"
    case threatModel = "threat_model"
  }

  /// - Parameter result: nil where the figures say nothing.
  init(outcome: MembershipStudy.Outcome, result: MembershipResult?, prior: Double) {
    let curve = result?.curve
    name = outcome.method.name
    area = Nullable(value: curve?.areaUnderCurve)
    low = Nullable(value: curve?.areaInterval.lowerBound)
    high = Nullable(value: curve?.areaInterval.upperBound)
    balancedAccuracy = Nullable(value: result?.balancedAccuracy)
    let detections = Dictionary(
      uniqueKeysWithValues: MembershipReport.limits.map {
        ($0, try? curve?.detection(atFalsePositiveRate: Double($0) ?? 0))
      })
    rates = detections.mapValues { detection in detection.map { Rate($0.value, $0.interval) } }
    precisions = detections.mapValues { detection in
      detection?.precision(prior: prior).map { Rate($0.value, $0.interval) }
    }
    shadows = outcome.referenceCount
    seconds = outcome.seconds
    threatModel = ThreatModelFields(outcome.threatModel)
  }
}
