import Attacks
import Statistics

extension MembershipReport {
  /// What one attack found; null, but for its time, of a target that diverged.
  public struct Method: Codable, Hashable, Sendable {
    /// As `--method` calls it.
    public let name: String
    @OrNull public var area: Double?
    @OrNull public var areaLow: Double?
    @OrNull public var areaHigh: Double?
    @OrNull public var balancedAccuracy: Double?
    /// The true positive rates by the name of the false positive rate; null where there are too few non-members for it.
    public let rates: [String: Rate?]
    /// Of those accused at each false positive rate, the share that are members, at the report's prior; null where nobody
    /// is accused.
    public let precisions: [String: Rate?]
    /// Reference models there were.
    public let shadows: Int
    /// Wall-clock time of the attack itself, without training.
    public let seconds: Double
    public let threatModel: ThreatModelWords

    private enum CodingKeys: String, CodingKey {
      case name, shadows, seconds
      case area = "auc"
      case areaLow = "auc_low"
      case areaHigh = "auc_high"
      case balancedAccuracy = "balanced_accuracy"
      case rates = "tpr_at_fpr"
      case precisions = "precision_at_fpr"
      case threatModel = "threat_model"
    }

    /// - Parameter result: nil where the figures say nothing.
    init(of outcome: MembershipStudy.Outcome, result: MembershipResult?, prior: Double) {
      let curve = result?.curve
      let detections = Dictionary(
        uniqueKeysWithValues: MembershipReport.limits.map {
          ($0, try? curve?.detection(atFalsePositiveRate: Double($0) ?? 0))
        })
      name = outcome.method.name
      rates = detections.mapValues { detection in detection.map { Rate($0.value, $0.interval) } }
      precisions = detections.mapValues { detection in
        detection?.precision(prior: prior).map { Rate($0.value, $0.interval) }
      }
      shadows = outcome.referenceCount
      seconds = outcome.seconds
      threatModel = ThreatModelWords(outcome.threatModel)
      area = curve?.areaUnderCurve
      areaLow = curve?.areaInterval.lowerBound
      areaHigh = curve?.areaInterval.upperBound
      balancedAccuracy = result?.balancedAccuracy
    }
  }

  /// A rate with its 95 % interval.
  public struct Rate: Codable, Hashable, Sendable {
    public let value: Double
    public let low: Double
    public let high: Double

    init(_ value: Double, _ interval: ClosedRange<Double>) {
      (self.value, low, high) = (value, interval.lowerBound, interval.upperBound)
    }
  }

  /// What the adversary had, in the words of `ThreatModel`.
  public struct ThreatModelWords: Codable, Hashable, Sendable {
    public let observes: String
    public let references: String
    /// null where there are none.
    @OrNull public var referencesFrom: String?
    public let hasPublicRecords: Bool

    private enum CodingKeys: String, CodingKey {
      case observes, references
      case referencesFrom = "references_from"
      case hasPublicRecords = "public_records"
    }

    init(_ model: ThreatModel) {
      (observes, references) = (model.observes.rawValue, model.references.rawValue)
      hasPublicRecords = model.hasPublicRecords
      referencesFrom = model.referencesFrom?.rawValue
    }
  }

  /// An attack that could not run, and what it needs.
  public struct Omission: Codable, Hashable, Sendable {
    public let name: String
    public let needs: String

    init(_ omission: MembershipStudy.Omission) {
      name = omission.method.name
      needs = omission.reason.description
    }
  }
}
