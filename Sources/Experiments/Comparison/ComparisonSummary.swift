import Statistics

/// What one variant came to over the seeds there are of it.
public struct VariantSummary: Hashable, Sendable {
  public let variant: Variant
  public let trials: [VariantTrial]

  /// Means over the seeds, each with the standard deviation over them.
  public var testAccuracy: Spread? { Spread(trials.map(\.testAccuracy)) }
  public var balancedAccuracy: Spread? { Spread(trials.map(\.balancedAccuracy)) }
  public var area: Spread? { Spread(trials.map(\.area)) }
  public var rate: Spread? { Spread(trials.map(\.rate)) }
  public var canaryArea: Spread? { Spread(trials.map(\.canaryArea)) }
  public var epsilon: Spread? { Spread(trials.map(\.epsilon)) }
  public var unique: Spread? { Spread(trials.map(\.unique)) }
  public var seconds: Spread? { Spread(trials.map { Optional($0.seconds) }) }

  /// The 95 % interval of the area on canaries, likewise.
  public var canaryInterval: ClosedRange<Double>? {
    guard let canaryArea else { return nil }
    if trials.count == 1, let low = trials[0].canaryAreaLow, let high = trials[0].canaryAreaHigh {
      return low...high
    }
    return canaryArea.interval.map { max(0, $0.lowerBound)...min(1, $0.upperBound) }
  }

  /// What utility is compared by.
  func accuracy(isLopsided: Bool) -> Spread? { isLopsided ? balancedAccuracy : testAccuracy }

  /// The 95 % interval of the area: of one run its own, and of several that of Student's t for the mean over seeds.
  public var areaInterval: ClosedRange<Double>? {
    guard let area else { return nil }
    if trials.count == 1, let low = trials[0].areaLow, let high = trials[0].areaHigh { return low...high }
    return area.interval.map { max(0, $0.lowerBound)...min(1, $0.upperBound) }
  }

  /// A mean over seeds.
  public struct Spread: Hashable, Sendable {
    public let mean: Double
    /// With one less than the count under the sum; nil of one seed.
    public let deviation: Double?
    public let count: Int

    /// nil where a seed has none, for a mean over the others would be of other runs.
    init?(_ values: [Double?]) {
      let found = values.compactMap(\.self)
      guard !found.isEmpty, found.count == values.count else { return nil }
      count = found.count
      let mean = found.reduce(0, +) / Double(count)
      self.mean = mean
      deviation =
        count > 1
        ? (found.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)).squareRoot() : nil
    }

    /// That of Student's t, 95 %; nil of one seed.
    public var interval: ClosedRange<Double>? {
      deviation.map { deviation in
        let reach =
          StudentT(degreesOfFreedom: count - 1).quantile(0.975) * deviation / Double(count).squareRoot()
        return mean - reach...mean + reach
      }
    }
  }
}

/// All variants with what they came to so far.
public struct ComparisonSummary: Hashable, Sendable {
  public private(set) var plan: ComparisonPlan
  /// In the order of the plan; with no trial yet where none is done.
  public private(set) var variants: [VariantSummary]

  public init(of plan: ComparisonPlan, trials: [VariantTrial] = []) {
    self.plan = plan
    variants = plan.variants.map { variant in
      VariantSummary(
        variant: variant,
        trials: plan.seeds.compactMap { seed in
          trials.first { $0.seed == seed && $0.settings.values == variant.changes }
        })
    }
  }

  /// As reports and screens have them, in the order of the plan.
  public var reported: [ComparisonReport.Variant] {
    let frontier = frontier
    return variants.indices.map { place in
      ComparisonReport.Variant(
        of: variants[place], besides: variants.first, isLopsided: isLopsided,
        isFrontier: frontier.contains(place))
    }
  }

  /// Those that no other one beats: none is at least as accurate and leaks at most as much, and one of the two more so.
  /// Whether one class is most of the test records, so that utility is balanced accuracy.
  public var isLopsided: Bool {
    variants.contains { $0.trials.contains { ($0.majorityShare ?? 0) > 0.5 } }
  }

  private var frontier: Set<Int> {
    let points = variants.indices.compactMap { index in
      variants[index].accuracy(isLopsided: isLopsided).flatMap { accuracy in
        variants[index].area.map { (index: index, accuracy: accuracy.mean, area: $0.mean) }
      }
    }
    return Set(
      points.filter { point in
        !points.contains {
          $0.accuracy >= point.accuracy && $0.area <= point.area
            && ($0.accuracy > point.accuracy || $0.area < point.area)
        }
      }.map(\.index))
  }
}

/// What a table of variants may be sorted by.
public enum VariantOrder: String, CaseIterable, Codable, Hashable, Sendable {
  /// As they were asked for.
  case plan
  case name
  case testAccuracy = "test_accuracy"
  case balancedAccuracy = "balanced_accuracy"
  case area = "auc"
  case rate = "tpr_at_1_percent_fpr"
  case canaryArea = "canary_auc"
  case epsilon, seconds

  /// The places of the variants in that order: accuracies from the best, everything else from the least; what is not known last.
  public func places(of variants: [ComparisonReport.Variant]) -> [Int] {
    func sorted(by figure: (ComparisonReport.Variant) -> Double?, isDescending: Bool = false) -> [Int] {
      variants.indices.sorted { one, other in
        switch (figure(variants[one]), figure(variants[other])) {
        case (let a?, let b?): a == b ? one < other : (a < b) != isDescending
        case (nil, nil): one < other
        case (nil, _): false
        case (_, nil): true
        }
      }
    }
    return switch self {
    case .plan: Array(variants.indices)
    case .name: variants.indices.sorted { (variants[$0].name, $0) < (variants[$1].name, $1) }
    case .testAccuracy: sorted(by: \.testAccuracy, isDescending: true)
    case .balancedAccuracy: sorted(by: \.balancedAccuracy, isDescending: true)
    case .area: sorted(by: \.area)
    case .rate: sorted(by: \.rate)
    case .canaryArea: sorted(by: \.canaryArea)
    case .epsilon: sorted { $0.testAccuracy == nil ? nil : $0.epsilon ?? .infinity }
    case .seconds: sorted(by: \.seconds)
    }
  }
}
