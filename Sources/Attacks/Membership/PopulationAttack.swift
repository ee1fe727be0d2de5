import AccessControl

/// Membership inference by the share of records outside the pool that the target fits worse than the candidate, one it
/// fits as well counting one half: the threshold of a wanted false positive rate is a quantile of the population's loss.
///
/// It ranks candidates as the loss does, up to ties, and knows its false positive rate beforehand.
///
/// Reference: Ye et al., _Enhanced Membership Inference Attacks against Machine Learning Models_, arXiv:2111.09679,
/// Attack P.
public struct PopulationAttack: MembershipAttack {
  public struct Observation: Hashable, Sendable {
    /// The target's margins on the candidates.
    public let candidates: [Double]
    /// The target's margins on records it was certainly not trained on.
    public let population: [Double]

    public init(candidates: [Double], population: [Double]) {
      precondition(!population.isEmpty)
      self.candidates = candidates
      self.population = population
    }
  }

  public init() {}

  public func scores(of observation: Observation) -> [Double] {
    // A model that diverged answers NaN, which fits nothing better or worse.
    let population = observation.population.filter { !$0.isNaN }.sorted()
    return observation.candidates.map { margin in
      guard !margin.isNaN, !population.isEmpty else { return .nan }
      let below = population.firstIndex(fromSorted: { $0 >= margin })
      let notAbove = population.firstIndex(fromSorted: { $0 > margin })
      return Double(below + notAbove) / Double(2 * population.count)
    }
  }
}

extension [Double] {
  /// The first index whose element fulfils a condition that all later ones fulfil too.
  fileprivate func firstIndex(fromSorted condition: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension MembershipMethod {
  public static let population = MembershipMethod(
    name: "population", title: "Population",
    sentence: "A candidate is a member if it is fitted better than records that nobody trained on.",
    paper: "Ye et al. 2022, arXiv:2111.09679",
    capabilities: [.losses, .questions, .publicRecords]
  ) { evidence, _ throws(MissingEvidence) in
    PopulationAttack()
      .scores(of: .init(candidates: evidence.margins, population: evidence.publicRecords.margins))
  }
}
