public import Attacks
import PrivacyAccounting
import Statistics

/// The outcome of a membership study as one JSON object: snake case, numbers unrounded, what is not known or not finite as
/// null.
public struct MembershipReport: Encodable, Sendable {
  /// What is known of the model, where it is known.
  public struct Target: Hashable, Sendable {
    public var trainAccuracy: Double?
    public var testAccuracy: Double?
    public var nonMemberAccuracy: Double?
    /// The tight ε of the run; infinite where a step had no noise.
    public var epsilon: Double?
    public var delta: Double?

    public init() {}
  }

  public let study: MembershipStudy
  public let target: Target
  /// The share of members among all that an attack might be asked about.
  public let prior: Double
  /// Reference models, and those left out because their answers were not finite.
  public let referenceCount: Int
  public let divergedCount: Int
  /// Candidates on which the target's answer is no number: its training diverged, and attacks on it say nothing.
  public let nonFiniteCount: Int
  public let seed: UInt64
  /// Wall-clock time of everything, training too.
  public let seconds: Double

  /// The false positive rates that detections are stated at, by their names.
  public static let limits = ["0.001", "0.01", "0.1"]

  public init(
    study: MembershipStudy, evidence: MembershipEvidence, target: Target, prior: Double, seed: UInt64,
    seconds: Double
  ) {
    self.study = study
    self.target = target
    self.prior = prior
    referenceCount = evidence.references.count
    divergedCount = evidence.divergedCount
    nonFiniteCount = evidence.margins.count { !$0.isFinite }
    self.seed = seed
    self.seconds = seconds
  }

  /// The most that any attack can find under the run's (ε, δ), by the name of the false positive rate; nil without ε.
  public var largestRates: [String: Double]? {
    guard let epsilon = target.epsilon, epsilon.isFinite, let delta = target.delta else { return nil }
    let meaning = PrivacyMeaning(epsilon: epsilon, delta: delta)
    return Dictionary(
      uniqueKeysWithValues: Self.limits.map {
        ($0, meaning.largestTruePositiveRate(atFalsePositiveRate: Double($0) ?? 0))
      })
  }

  private enum Key: String, CodingKey {
    case methods, omitted, controls, prior, epsilon, delta, seed, seconds, members, blind, null
    case nonMembers = "non_members"
    case shadows
    case divergedShadows = "diverged_shadows"
    case nonFinite = "non_finite_answers"
    case trainAccuracy = "train_accuracy"
    case testAccuracy = "test_accuracy"
    case nonMemberAccuracy = "non_member_accuracy"
    case largestRates = "max_tpr_at_fpr"
  }

  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(study.outcomes.map { Method(outcome: $0, prior: prior) }, forKey: .methods)
    try object.encode(study.omissions.map(Omission.init), forKey: .omitted)
    var controls = object.nestedContainer(keyedBy: Key.self, forKey: .controls)
    try controls.encode(
      study.blind.map { Area($0.curve.areaUnderCurve, $0.curve.areaInterval) }, forKey: .blind)
    try controls.encode(study.null.map { Area($0.area, $0.interval) }, forKey: .null)
    let memberCount = study.isMember.count(where: \.self)
    try object.encode(memberCount, forKey: .members)
    try object.encode(study.isMember.count - memberCount, forKey: .nonMembers)
    try object.encode(referenceCount, forKey: .shadows)
    try object.encode(divergedCount, forKey: .divergedShadows)
    try object.encode(nonFiniteCount, forKey: .nonFinite)
    try object.encode(target.trainAccuracy, forKey: .trainAccuracy)
    try object.encode(target.testAccuracy, forKey: .testAccuracy)
    try object.encode(target.nonMemberAccuracy, forKey: .nonMemberAccuracy)
    try object.encode(target.epsilon.flatMap { $0.isFinite ? $0 : nil }, forKey: .epsilon)
    try object.encode(target.delta, forKey: .delta)
    try object.encode(largestRates, forKey: .largestRates)
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

  init(_ area: Double, _ interval: ClosedRange<Double>) {
    (auc, low, high) = (area, interval.lowerBound, interval.upperBound)
  }

  enum CodingKeys: String, CodingKey {
    case auc
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

private struct Omission: Encodable {
  let name: String
  let needs: String

  init(_ omission: MembershipStudy.Omission) {
    name = omission.method.rawValue
    needs = omission.reason.description
  }
}

private struct Method: Encodable {
  let name: String
  let area: Double
  let low: Double
  let high: Double
  let balancedAccuracy: Double
  let rates: [String: Rate?]
  /// Of those accused at each false positive rate, the share that are members, at the report's prior.
  let precisions: [String: Rate?]
  let shadows: Int
  let seconds: Double
  let threatModel: ThreatModelFields

  struct ThreatModelFields: Encodable {
    let observes: String
    let references: String
    let publicRecords: Bool

    enum CodingKeys: String, CodingKey {
      case observes, references
      case publicRecords = "public_records"
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

  init(outcome: MembershipStudy.Outcome, prior: Double) {
    let curve = outcome.result.curve
    name = outcome.method.rawValue
    (area, low, high) = (curve.areaUnderCurve, curve.areaInterval.lowerBound, curve.areaInterval.upperBound)
    balancedAccuracy = outcome.result.balancedAccuracy
    let detections = Dictionary(
      uniqueKeysWithValues: MembershipReport.limits.map {
        ($0, try? curve.detection(atFalsePositiveRate: Double($0) ?? 0))
      })
    rates = detections.mapValues { detection in detection.map { Rate($0.value, $0.interval) } }
    precisions = detections.mapValues { detection in
      detection.map { Rate($0.precision(prior: prior), $0.precisionInterval(prior: prior)) }
    }
    shadows = outcome.referenceCount
    seconds = outcome.seconds
    threatModel = ThreatModelFields(
      observes: outcome.threatModel.observes.rawValue, references: outcome.threatModel.references.rawValue,
      publicRecords: outcome.threatModel.hasPublicRecords)
  }
}
