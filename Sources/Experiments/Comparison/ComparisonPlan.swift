/// Variants of one configuration, each to be trained and attacked with several seeds.
public struct ComparisonPlan: Hashable, Sendable {
  public let base: ExperimentConfiguration
  public let variants: [Variant]
  public let seeds: [UInt64]
  /// Models trained like each, for online LiRA.
  public let shadowCount: Int

  /// - Parameter seedCount: the base's own seed, and as many as are wanted after it.
  /// - Throws: `ComparisonError`, or `ConfigurationError` for the first variant that cannot be.
  public init(
    of base: ExperimentConfiguration, variants: [Variant], seedCount: Int, shadowCount: Int
  ) throws {
    guard shadowCount >= TrialTraining.fewestShadows else { throw ComparisonError.tooFewShadows(shadowCount) }
    try ShadowPlan.check(count: shadowCount)
    guard variants.count <= Self.mostVariants else { throw ComparisonError.tooManyVariants(variants.count) }
    guard NumberLimit.seeds.contains(seedCount) else { throw ComparisonError.seeds(seedCount) }
    guard base.inclusion < 1 else { throw OneSidedPool.included(count: base.trainSize, unit: base.unit) }
    for variant in variants {
      let configuration = try variant.configuration(of: base, seed: base.seed)
      guard !configuration.secureNoise else { throw ComparisonError.secureNoise }
      guard configuration.epsilonBudget == nil else { throw ComparisonError.budget }
    }
    self.base = base
    self.variants = variants
    self.shadowCount = shadowCount
    seeds = (0..<seedCount).map { base.seed &+ UInt64($0) }
  }

  static let mostVariants = 200

  /// Which variant and seed each trial is of: all variants with one seed before the next, so that an early end has all of them.
  var trials: [(variant: Int, seed: UInt64)] {
    seeds.flatMap { seed in variants.indices.map { ($0, seed) } }
  }

  /// The configuration that all share, whatever seed it is run with.
  var seedless: ExperimentConfiguration {
    var base = base
    base.seed = 0
    return base
  }
}

extension NumberLimit {
  public static let seeds = NumberLimit(1...1000, "from 1 to 1000")
}
