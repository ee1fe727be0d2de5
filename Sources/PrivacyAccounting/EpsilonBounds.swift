#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The ε of a series of events at one δ, between an upper and a lower bound, each the best of all that hold.
public struct EpsilonBounds: Hashable, Sendable {
  /// What gave the upper bound.
  public enum Method: String, Codable, Hashable, Sendable {
    /// Nothing was done, or nothing private.
    case trivial
    /// A formula in closed form: one step, or full batches.
    case closedForm = "closed form"
    /// The privacy loss distribution, by inversion of its transform.
    case privacyLossDistribution = "privacy loss distribution"
    /// Gaussian mechanisms in binomial numbers, had it been revealed which samples the example was in.
    case revealedSampling = "revealed sampling"
    /// The largest losses added up.
    case largestLosses = "largest losses"
    case renyi = "Rényi"

    /// To follow "by".
    public var title: String {
      switch self {
      case .trivial, .closedForm: "the closed form"
      case .privacyLossDistribution: "the privacy loss distribution"
      case .revealedSampling: "Gaussian mechanisms, as if the samples had been revealed"
      case .largestLosses: "the largest losses added up"
      case .renyi: "Rényi divergence"
      }
    }
  }

  /// How far to trust the figure.
  public enum Kind: String, Codable, Hashable, Sendable {
    /// The exact value, but for rounding.
    case exact
    /// An upper bound with a lower bound within one per cent.
    case tight
    /// An upper bound, and the exact value may lie well below it.
    case bracket
    /// Some event was not private.
    case infinite
  }

  /// The ε that holds; infinite where something was not private.
  public let upper: Double
  /// No accountant can prove less than this.
  public let lower: Double
  /// What gave `upper`.
  public let method: Method

  /// How far apart the bounds are.
  public var kind: Kind {
    guard upper.isFinite else { return .infinite }
    if method == .closedForm || method == .trivial { return .exact }
    return upper <= lower * 1.01 ? .tight : .bracket
  }

  /// The accuracy of figures that are shown; searches, which ask often, take less.
  public static let fullAccuracy = 1e-5

  private static let closedFormRounding = 1e-10

  /// Where the bounds of revealed sampling are as near as that, nothing longer is tried.
  private static let nearEnough = 1.001

  /// - Parameters:
  ///   - groupSize: records that are one person's; see `DominatingPair.pairs`.
  ///   - accuracy: by what share the upper bound may exceed ε, where that is affordable.
  /// - Precondition: `delta` lies in (0, 1).
  /// - Throws: `PrivacyAccountingError` for an event that cannot be priced, by name.
  public init(
    of events: [PrivacyEvent], atDelta delta: Double, relation: NeighboringRelation = .addOrRemove,
    groupSize: Int = 1, accuracy: Double = fullAccuracy
  ) throws(PrivacyAccountingError) {
    precondition(delta > 0 && delta < 1)
    let parts = PrivacyEvent.composed(events).flattened()
    guard !parts.contains(where: { $0.event == .nonPrivate }) else {
      (upper, lower, method) = (.infinity, .infinity, .trivial)
      return
    }
    let directions = try Self.directions(of: parts, relation: relation, groupSize: groupSize)
    guard !parts.isEmpty else {
      (upper, lower, method) = (0, 0, .trivial)
      return
    }
    if let exact = Self.closedForm(of: parts, delta: delta, relation: relation, groupSize: groupSize) {
      // Rounded outwards by more than the formula's own rounding, which a search in a flat logarithm leaves.
      (upper, lower, method) = (
        exact * (1 + Self.closedFormRounding), exact * (1 - Self.closedFormRounding), .closedForm
      )
      return
    }
    let revealed =
      groupSize == 1
      ? RevealedSampling(parts, delta: delta, relation: relation)?.epsilons(atDelta: delta) : nil
    if let revealed, revealed.upper <= revealed.lower * Self.nearEnough {
      (lower, upper, method) = (revealed.lower, revealed.upper, .revealedSampling)
      return
    }
    var best = (upper: 0.0, method: Method.trivial)
    var lower = max(revealed?.lower ?? 0, Self.unsampledPart(of: parts, delta: delta, groupSize: groupSize))
    for phases in directions {
      let largestLoss = phases.reduce(0) { $0 + Double($1.count) * $1.pair.largestLoss }
      var own = (upper: largestLoss, method: Method.largestLosses)
      if largestLoss > lower {
        let inverted = InvertedDelta(phases, delta: delta, accuracy: accuracy, floor: lower)
        if inverted.chernoff < own.upper { own = (inverted.chernoff, .renyi) }
        if inverted.upper < own.upper { own = (inverted.upper, .privacyLossDistribution) }
        lower = max(lower, inverted.lower)
      }
      if own.upper >= best.upper { best = own }
    }
    if let revealed, revealed.upper < best.upper { best = (revealed.upper, .revealedSampling) }
    (upper, method) = best
    self.lower = min(best.upper, lower)
  }

  /// The dominating pairs of all events, one list for each direction.
  static func directions(
    of parts: [(event: PrivacyEvent, count: Int)], relation: NeighboringRelation, groupSize: Int
  ) throws(PrivacyAccountingError) -> [[PrivacyLossInversion.Phase]] {
    var directions: [[PrivacyLossInversion.Phase]] = [[], []]
    for (event, count) in parts {
      let pairs = try DominatingPair.pairs(for: event, under: relation, groupSize: groupSize)
      for index in directions.indices {
        directions[index].append(.init(pair: pairs[index], count: count))
      }
    }
    // Where the two are alike, one is enough.
    let isSymmetric = zip(directions[0], directions[1]).allSatisfy { $0.pair.isLike($1.pair) }
    return isSymmetric ? [directions[0]] : directions
  }

  /// ε of those events alone that were on full batches, which no others make less.
  private static func unsampledPart(
    of parts: [(event: PrivacyEvent, count: Int)], delta: Double, groupSize: Int
  ) -> Double {
    let unsampled = parts.compactMap { event, count -> PrivacyEvent? in
      switch event {
      case .gaussian, .poissonSampled(rate: 1, .gaussian): .repeated(event, count: count)
      default: nil
      }
    }
    let epsilon = GaussianAccountant.epsilon(of: unsampled, atDelta: delta, groupSize: groupSize) ?? 0
    return epsilon.isFinite ? epsilon * (1 - closedFormRounding) : 0
  }

  private static func closedForm(
    of parts: [(event: PrivacyEvent, count: Int)], delta: Double, relation: NeighboringRelation,
    groupSize: Int
  ) -> Double? {
    let events = parts.map { PrivacyEvent.repeated($0.event, count: $0.count) }
    if let epsilon = GaussianAccountant.epsilon(of: events, atDelta: delta, groupSize: groupSize) {
      return epsilon
    }
    guard relation == .addOrRemove, groupSize == 1, parts.count == 1, parts[0].count == 1 else { return nil }
    return SingleStep(parts[0].event)?.epsilon(atDelta: delta)
  }
}

extension DominatingPair {
  /// Whether both have the same δ(ε): a Gaussian mechanism, or two mixtures that mirror one another.
  fileprivate func isLike(_ other: DominatingPair) -> Bool {
    guard case .mixtures(let one) = self, case .mixtures(let two) = other else { return self == other }
    if let mu = one.gaussianMu { return mu == two.gaussianMu }
    let mirrored = two.first.map { GaussianMixtures.Component(shift: -$0.shift, weight: $0.weight) }
    return one.first == mirrored
  }
}
