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
    /// What it finds of the run's canaries; left out where it plants none, or their margins are too little for the attack.
    public let canaries: OfCanaries?
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
      case name, shadows, seconds, canaries
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
      canaries = result == nil ? nil : outcome.canaries.map(OfCanaries.init)
      area = curve?.areaUnderCurve
      areaLow = curve?.areaInterval.lowerBound
      areaHigh = curve?.areaInterval.upperBound
      balancedAccuracy = result?.balancedAccuracy
    }
  }

  /// How well canaries that were in are told from canaries that were not.
  public struct OfCanaries: Codable, Hashable, Sendable {
    public let area: Double
    public let areaLow: Double
    public let areaHigh: Double
    /// The true positive rate at a false positive rate of 1 %; null where fewer than a hundred were not in.
    @OrNull public var rate: Rate?

    private enum CodingKeys: String, CodingKey {
      case area = "auc"
      case areaLow = "auc_low"
      case areaHigh = "auc_high"
      case rate = "tpr_at_1_percent_fpr"
    }

    init(_ result: MembershipResult) {
      area = result.curve.areaUnderCurve
      (areaLow, areaHigh) = (result.curve.areaInterval.lowerBound, result.curve.areaInterval.upperBound)
      rate = result.truePositiveRateAt1Percent.map { Rate($0.value, $0.interval) }
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
    /// `confidences` or `labels`: what its losses are made of, and of how many answers about a record; see `LossSource`.
    public let lossesFrom: String
    public let answersPerRecord: Int

    private enum CodingKeys: String, CodingKey {
      case observes, references
      case lossesFrom = "losses_from"
      case answersPerRecord = "answers_per_record"
      case referencesFrom = "references_from"
      case hasPublicRecords = "public_records"
    }

    init(_ model: ThreatModel) {
      (observes, references) = (model.observes.rawValue, model.references.rawValue)
      hasPublicRecords = model.hasPublicRecords
      referencesFrom = model.referencesFrom?.rawValue
      switch model.lossSource {
      case .confidences(let count): (lossesFrom, answersPerRecord) = ("confidences", count)
      case .labels(let count): (lossesFrom, answersPerRecord) = ("labels", count)
      }
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
