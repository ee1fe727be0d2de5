import PlainText

/// What variants of one configuration came to: of `compare`.
public struct ComparisonReport: Codable, Hashable, Sendable {
  /// What scripts rely on.
  public let figures: Figures
  /// What the text says beside them.
  public let remarks: Remarks

  public struct Remarks: Codable, Hashable, Sendable {
    /// What all variants have in common, in a line.
    public let title: String
    /// Whether one class is most of the test records, so that who knows nothing but that seems accurate.
    public let isLopsided: Bool
    public let hasCanaries: Bool
    /// Of the table.
    public let order: VariantOrder
  }

  /// The JSON object: variants in the order they were asked for in.
  public struct Figures: Codable, Hashable, Sendable {
    public let variants: [Variant]
    /// The first of them.
    public let seed: UInt64
    public let seeds: Int
    public let shadows: Int
    /// Of a minimisation, what each column is worth to a model, the most useful first; left out otherwise.
    public let importance: [Importance]?
    /// Wall-clock time of what was not done before.
    public let seconds: Double
  }

  /// By how much the area under the curve of telling classes apart falls without a column.
  public struct Importance: Codable, Hashable, Sendable {
    public let column: String
    public let drop: Double
  }

  /// - Parameters:
  ///   - data: that of the common configuration.
  ///   - importance: of a minimisation; nil otherwise.
  public init(
    of summary: ComparisonSummary, data: ExperimentData, importance: ColumnImportance?, order: VariantOrder,
    seconds: Double
  ) {
    let base = summary.plan.base
    remarks = Remarks(
      title:
        "\(base.dataset.harmless), \(base.network), \(base.trainSize) members expected, \(base.steps) steps",
      isLopsided: data.isLopsided,
      hasCanaries: summary.variants.contains { $0.canaryArea != nil }, order: order)
    figures = Figures(
      variants: summary.reported, seed: summary.plan.seeds.first ?? base.seed,
      seeds: summary.plan.seeds.count,
      shadows: summary.plan.shadowCount,
      importance: importance.map { $0.ranking.map { Importance(column: $0.column, drop: $0.drop) } },
      seconds: seconds)
  }
}

extension ComparisonReport {
  /// One variant: means over seeds, each with the standard deviation over them, null of one seed.
  public struct Variant: Codable, Hashable, Sendable {
    public let name: String
    public let settings: VariantSettings
    @OrNull public var testAccuracy: Double?
    @OrNull public var testAccuracySpread: Double?
    @OrNull public var balancedAccuracy: Double?
    @OrNull public var balancedAccuracySpread: Double?
    /// What the frontier goes by: accuracy, or balanced accuracy where one class is most of the test records.
    @OrNull public var comparedAccuracy: Double?
    @OrNull public var comparedAccuracySpread: Double?
    /// Of online LiRA; its interval is that of the one run, or of Student's t for the mean over seeds.
    @OrNull public var area: Double?
    @OrNull public var areaLow: Double?
    @OrNull public var areaHigh: Double?
    @OrNull public var areaSpread: Double?
    @OrNull public var rate: Double?
    @OrNull public var rateSpread: Double?
    @OrNull public var canaryArea: Double?
    @OrNull public var canaryAreaSpread: Double?
    @OrNull public var canaryAreaLow: Double?
    @OrNull public var canaryAreaHigh: Double?
    /// null where it is infinite.
    @OrNull public var epsilon: Double?
    @OrNull public var epsilonSpread: Double?
    /// The share of all records whose inputs no other record has; null of images.
    @OrNull public var unique: Double?
    /// On one core.
    @OrNull public var seconds: Double?
    @OrNull public var secondsSpread: Double?
    /// From the first variant to this one, seed by seed.
    @OrNull public var accuracyChange: Double?
    @OrNull public var areaChange: Double?
    /// Whether no other variant is at least as accurate, leaks at most as much, and is better in one of the two.
    public let isFrontier: Bool

    private enum CodingKeys: String, CodingKey {
      case name, settings, epsilon, unique, seconds
      case testAccuracy = "test_accuracy"
      case testAccuracySpread = "test_accuracy_sd"
      case balancedAccuracy = "balanced_accuracy"
      case balancedAccuracySpread = "balanced_accuracy_sd"
      case area = "auc"
      case areaLow = "auc_low"
      case areaHigh = "auc_high"
      case areaSpread = "auc_sd"
      case rate = "tpr_at_1_percent_fpr"
      case rateSpread = "tpr_at_1_percent_fpr_sd"
      case canaryArea = "canary_auc"
      case canaryAreaSpread = "canary_auc_sd"
      case canaryAreaLow = "canary_auc_low"
      case canaryAreaHigh = "canary_auc_high"
      case comparedAccuracy = "utility"
      case comparedAccuracySpread = "utility_sd"
      case epsilonSpread = "epsilon_sd"
      case secondsSpread = "seconds_sd"
      case accuracyChange = "delta_test_accuracy"
      case areaChange = "delta_auc"
      case isFrontier = "frontier"
    }

    init(
      of summary: VariantSummary, besides first: VariantSummary?, isLopsided: Bool, isFrontier: Bool
    ) {
      name = summary.variant.name
      settings = VariantSettings(summary.variant.changes)
      self.isFrontier = isFrontier
      canaryAreaLow = summary.canaryInterval?.lowerBound
      canaryAreaHigh = summary.canaryInterval?.upperBound
      let utility = { (summary: VariantSummary?) in summary?.accuracy(isLopsided: isLopsided) }
      (comparedAccuracy, comparedAccuracySpread) = (utility(summary)?.mean, utility(summary)?.deviation)
      (testAccuracy, testAccuracySpread) = (summary.testAccuracy?.mean, summary.testAccuracy?.deviation)
      balancedAccuracy = summary.balancedAccuracy?.mean
      balancedAccuracySpread = summary.balancedAccuracy?.deviation
      (area, areaSpread) = (summary.area?.mean, summary.area?.deviation)
      areaLow = summary.areaInterval?.lowerBound
      areaHigh = summary.areaInterval?.upperBound
      (rate, rateSpread) = (summary.rate?.mean, summary.rate?.deviation)
      (canaryArea, canaryAreaSpread) = (summary.canaryArea?.mean, summary.canaryArea?.deviation)
      (epsilon, epsilonSpread) = (summary.epsilon?.mean, summary.epsilon?.deviation)
      unique = summary.unique?.mean
      (seconds, secondsSpread) = (summary.seconds?.mean, summary.seconds?.deviation)
      accuracyChange = first.flatMap { Self.change(from: $0.testAccuracy, to: summary.testAccuracy) }
      areaChange = first.flatMap { Self.change(from: $0.area, to: summary.area) }
    }

    /// The letter that tables and charts call a variant by, from its place among all.
    public static func mark(_ place: Int) -> String {
      let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
      return place < letters.count ? String(Array(letters)[place]) : "+"
    }

    private static func change(
      from first: VariantSummary.Spread?, to other: VariantSummary.Spread?
    ) -> Double? {
      guard let first, let other, first.count == other.count else { return nil }
      return other.mean - first.mean
    }
  }
}
