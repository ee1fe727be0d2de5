/// What somebody wants compared.
public struct ComparisonFocus: Hashable, Sendable {
  /// In which ways runs may differ.
  public enum Compared: Hashable, Sendable {
    case set(VariantSet)
    /// The value of a knob, and those around it.
    case values(of: Knob)
  }

  public var compared: Compared
  /// What all have in common. A comparison of defences plants canaries beside it.
  public var base: ExperimentConfiguration
  /// Seeds for each variant, from the base's own on.
  public var seedCount: Int
  /// Reference models for each run.
  public var shadowCount: Int
  /// Raised when somebody asks again for what could not be done.
  public var attempt: Int

  public init(
    _ compared: Compared, of base: ExperimentConfiguration, seedCount: Int, shadowCount: Int, attempt: Int = 0
  ) {
    self.compared = compared
    self.base = base
    self.seedCount = seedCount
    self.shadowCount = shadowCount
    self.attempt = attempt
  }

  /// The configuration that the variants differ from.
  ///
  /// - Throws: `DatasetError`.
  func commonConfiguration() throws -> ExperimentConfiguration {
    if case .set(let set) = compared { try set.base(base) } else { base }
  }

  /// What is to be trained for it.
  ///
  /// - Parameter ranking: the columns of a table, the most useful first, for a minimisation.
  /// - Throws: what keeps the base from being read, a variant from being trained, or its schedule from having an ε.
  public func plan(ranking: [String] = []) throws -> ComparisonPlan {
    let common = try commonConfiguration()
    let variants =
      switch compared {
      case .set(let set): try ComparisonPlan.variants(of: set, base: common, ranking: ranking)
      case .values(let knob): try Variation.variants(of: [Variation.around(knob, of: common)])
      }
    return try ComparisonPlan(
      of: common, variants: variants.besideClippingOnly(of: common), seedCount: seedCount,
      shadowCount: shadowCount)
  }
}
