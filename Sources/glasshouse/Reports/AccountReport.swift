import Experiments
import PrivacyAccounting

/// What a schedule costs: of `account`.
package struct AccountReport: CommandReport {
  package let figures: Figures
  package let remarks: Remarks

  package struct Remarks: Codable, Hashable, Sendable {
    let phases: [Schedule.Phase]
    /// The largest ε of a single step that basic composition adds up; nil where it is not known.
    @OrNull var epsilonPerStep: Double?
  }

  package struct Figures: Codable, Hashable, Sendable {
    /// null is infinite, here and below.
    @OrNull var epsilon: Double?
    @OrNull var lower: Double?
    let bound: EpsilonBounds.Method
    let boundKind: EpsilonBounds.Kind
    let delta: Double
    let neighboring: NeighboringRelation
    let accountants: Accountants
    /// The most that any attack finds, by the name of the false positive rate.
    let largestRates: [String: Double]
    let largestBalancedAccuracy: Double
    /// The schedule of one phase of which a target left a setting open.
    let noiseMultiplier: Double?
    let samplingRate: Double?
    let steps: Int?
    /// What several people's records cost together, where that was asked for.
    let group: Group?
    /// What holds of shuffled batches, where that was asked for.
    let shuffled: Shuffled?

    private enum CodingKeys: String, CodingKey {
      case epsilon, bound, delta, neighboring, accountants, steps, group, shuffled
      case lower = "epsilon_lower"
      case boundKind = "bound_kind"
      case largestRates = "max_tpr_at_fpr"
      case largestBalancedAccuracy = "max_balanced_accuracy"
      case noiseMultiplier = "noise_multiplier"
      case samplingRate = "sampling_rate"
    }
  }

  /// ε by each way of accounting; see `PrivacyAccount`. null where there is none; all are finite of steps with noise.
  struct Accountants: Codable, Hashable, Sendable {
    @OrNull var privacyLossDistribution: Double?
    let renyi: Renyi
    @OrNull var centralLimit: Double?
    @OrNull var advanced: Double?
    @OrNull var basic: Double?
    @OrNull var gaussian: Double?
    @OrNull var zeroConcentrated: Double?

    private enum CodingKeys: String, CodingKey {
      case advanced, basic, gaussian
      case privacyLossDistribution = "pld"
      case renyi = "rdp"
      case centralLimit = "gdp_clt"
      case zeroConcentrated = "zcdp"
    }
  }

  struct Renyi: Codable, Hashable, Sendable {
    @OrNull var epsilon: Double?
    @OrNull var order: Double?
  }

  struct Group: Codable, Hashable, Sendable {
    let size: Int
    @OrNull var epsilon: Double?
    let delta: Double
  }

  struct Shuffled: Codable, Hashable, Sendable {
    @OrNull var oncePerEpoch: Double?
    /// What would be claimed if shuffling were taken for sampling.
    @OrNull var ifSamplingIsAssumed: Double?

    private enum CodingKeys: String, CodingKey {
      case oncePerEpoch = "epsilon_once_per_epoch"
      case ifSamplingIsAssumed = "epsilon_if_sampling_is_assumed"
    }
  }

  /// - Parameters:
  ///   - isFound: whether a setting was found for a target.
  ///   - groupSize: how many records may be one person's; nil does not ask.
  ///   - isShuffled: whether to say what shuffled batches cost.
  /// - Throws: `PrivacyAccountingError`.
  package init(of schedule: Schedule, isFound: Bool, groupSize: Int?, isShuffled: Bool) throws {
    let (events, delta, relation) = (schedule.events, schedule.delta, schedule.relation)
    let account = try PrivacyAccount(of: events, atDelta: delta, relation: relation)
    let group = try groupSize.map {
      try GroupPrivacy(ofSize: $0, events, atDelta: delta, relation: relation)
    }
    let found = isFound && schedule.phases.count == 1 ? schedule.phases[0] : nil
    let others = account.others
    figures = Figures(
      epsilon: account.epsilon, lower: account.bounds.lower, bound: account.bounds.method,
      boundKind: account.bounds.kind, delta: account.delta, neighboring: relation,
      accountants: Accountants(
        privacyLossDistribution: account.epsilon,
        renyi: Renyi(epsilon: account.renyi.epsilon, order: account.renyi.order),
        centralLimit: others.centralLimit, advanced: others.advanced, basic: others.basic,
        gaussian: account.gaussian, zeroConcentrated: others.zeroConcentrated),
      largestRates: account.limit.largestRates(at: MembershipReport.limits),
      largestBalancedAccuracy: account.limit.largestBalancedAccuracy,
      noiseMultiplier: found?.noiseMultiplier, samplingRate: found?.samplingRate, steps: found?.stepCount,
      group: group.map { Group(size: $0.size, epsilon: $0.epsilon, delta: $0.delta) },
      shuffled: isShuffled
        ? Shuffled(oncePerEpoch: try schedule.shuffledEpsilon(), ifSamplingIsAssumed: account.epsilon) : nil)
    remarks = Remarks(phases: schedule.phases, epsilonPerStep: others.epsilonPerStep)
  }
}
