import PrivacyAccounting

extension RunReport {
  /// What the steps of a run cost.
  public struct Privacy: Codable, Hashable, Sendable {
    /// null is infinite, here and below.
    @OrNull public var epsilon: Double?
    @OrNull public var lower: Double?
    /// What kind of figure it is; see `RunAccount.kind`.
    public let kind: RunAccount.Kind
    /// What may be stated of the run; null also where nothing is proven.
    @OrNull public var quotable: Double?
    /// Of one record of a unit that holds several, replaced by another; left out where records are units, and where infinite.
    public let epsilonPerRecord: Double?
    /// What was spent at one Rényi order that was fixed beforehand, and that order.
    @OrNull public var filterEpsilon: Double?
    @OrNull public var filterOrder: Double?
    /// What ε leaves out, the weightiest first.
    public let notCovered: [String]
    public let isBudgetExhausted: Bool
    /// The first step without noise, from 0; null where there is none.
    @OrNull public var firstUnprotectedStep: Int?

    private enum CodingKeys: String, CodingKey {
      case epsilon
      case lower = "epsilon_lower"
      case kind = "epsilon_kind"
      case quotable = "epsilon_quotable"
      case epsilonPerRecord = "epsilon_per_record"
      case filterEpsilon = "epsilon_filter"
      case filterOrder = "filter_order"
      case notCovered = "not_covered"
      case isBudgetExhausted = "budget_exhausted"
      case firstUnprotectedStep = "first_unprotected_step"
    }

    init(of run: TrainingRun, account: RunAccount) {
      epsilon = account.epsilon
      lower = account.bounds.lower
      kind = account.kind
      quotable = account.quotableEpsilon
      epsilonPerRecord = account.recordBounds.map(\.upper).flatMap { $0.isFinite ? $0 : nil }
      filterEpsilon = account.filterEpsilon
      filterOrder = account.filterOrder
      notCovered = UncoveredByEpsilon(settings: run.settings, data: run.data).matters
      isBudgetExhausted = account.isBudgetExhausted
      firstUnprotectedStep = run.ledger.firstNonPrivateStep
    }

    /// Why ε may be quoted, or why not.
    public var basis: RunAccount.Basis {
      if kind != .claimed, let step = firstUnprotectedStep { return .unprotected(step: step) }
      switch kind {
      case .claimed: return .broken
      case .stepsAlone: return .scaledByMembers
      case .stepsFromThere: return .initialWeights
      case .asRun: return quotable.map { .filter(budget: $0) } ?? .asRun
      case .exact, .tight, .bracket, .infinite: return .fixedBeforehand
      }
    }
  }
}
