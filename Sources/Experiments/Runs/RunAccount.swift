import FederatedLearning
public import PrivacyAccounting
public import Records

/// What the first steps of a run cost, and what that allows an adversary: the one place that every ε on the screen and in
/// reports comes from.
public struct RunAccount: Hashable, Sendable {
  /// Why the figure may be quoted, or why not.
  public enum Basis: Hashable, Sendable {
    /// Every step was fixed before the first.
    case fixedBeforehand
    /// Knobs were turned on the way, under a budget that was fixed beforehand: the budget may be quoted.
    case filter(budget: Double)
    /// Knobs were turned on the way, and whoever turned them may have looked: no ε is proven.
    case asRun
    /// A step had no noise.
    case unprotected(step: Int)
    /// Inputs were scaled by statistics of the members, which no step's noise hides.
    case scaledByMembers
    /// Weights were read from a file, and what that was trained on no step's noise hides.
    case initialWeights
    /// The trainer is broken on purpose, and does not do what was priced: every ε is a claim to be refuted.
    case broken

    /// - Parameter isFixed: whether every step was fixed before the first.
    init(
      isBroken: Bool, firstUnprotectedStep: Int?, scalesByMembers: Bool, hasInitialWeights: Bool,
      isFixed: Bool, budget: Double?
    ) {
      self =
        if isBroken {
          .broken
        } else if let step = firstUnprotectedStep {
          .unprotected(step: step)
        } else if scalesByMembers {
          .scaledByMembers
        } else if hasInitialWeights {
          .initialWeights
        } else if isFixed {
          .fixedBeforehand
        } else if let budget {
          .filter(budget: budget)
        } else {
          .asRun
        }
    }
  }

  /// Steps taken.
  public let step: Int
  /// What ε is of.
  public let unit: PrivacyUnit
  /// The δ at which every ε here is stated.
  public let delta: Double
  /// ε of the very steps that were taken, had they all been fixed beforehand.
  public let bounds: EpsilonBounds
  public let basis: Basis
  /// ε of one record of a unit that holds several, where that record is replaced by another; nil where records are units. Of a
  /// federation it holds against whoever sees the model alone.
  public let recordBounds: EpsilonBounds?
  /// What `limit` is of: what a coin is tossed for.
  public let coinUnit: PrivacyUnit
  /// Against whom the noise of a federation protects, here and elsewhere; nil where there are no clients.
  public let placements: NoisePlacements?
  /// What was spent at the one Rényi order that was fixed before the first step, and that order.
  public let filterEpsilon: Double
  public let filterOrder: Double?
  /// The most that any membership attack can achieve, as far as it is proven, and as run where it is not.
  public let limit: TradeOffLimit
  /// Whether one more step would exceed the budget.
  public let isBudgetExhausted: Bool
  /// Where ε will be if no knob moves.
  public let forecast: Forecast?

  /// ε after so many steps in all, with the knobs as they are.
  public struct Forecast: Hashable, Sendable {
    public let step: Int
    public let epsilon: Double
  }

  /// The upper end of `bounds`: every ε that is shown.
  public var epsilon: Double { bounds.upper }

  /// The ε that may be stated of the run; nil where none is proven.
  public var quotableEpsilon: Double? {
    switch basis {
    case .fixedBeforehand: bounds.upper
    case .filter(let budget): budget
    case .asRun, .scaledByMembers, .initialWeights, .broken: nil
    case .unprotected: .infinity
    }
  }

  /// What kind of figure an ε is, in a word or two: that of a bound, or one that no bound has of itself.
  public enum Kind: String, Codable, Hashable, Sendable {
    case exact, tight, bracket, infinite
    case asRun = "as run"
    case stepsAlone = "of the steps alone"
    case stepsFromThere = "of the steps from the initial weights on"
    case claimed

    init(_ basis: Basis, _ bounds: EpsilonBounds) {
      self =
        switch (basis, bounds.kind) {
        case (.broken, _): .claimed
        case (.asRun, _), (.filter, _): .asRun
        case (.scaledByMembers, _): .stepsAlone
        case (.initialWeights, _): .stepsFromThere
        case (_, .exact): .exact
        case (_, .tight): .tight
        case (_, .bracket): .bracket
        case (_, .infinite): .infinite
        }
    }
  }

  /// What kind of figure ε is.
  public var kind: Kind { Kind(basis, bounds) }

  /// A word or two that the figure must not be shown without, where it is no bound of the whole run; else nothing.
  public var qualifier: String? {
    switch kind {
    case .asRun: "as run"
    case .stepsAlone, .stepsFromThere: "of steps"
    case .claimed: "claimed"
    case .exact, .tight, .bracket, .infinite: nil
    }
  }

  /// Whether `limit` limits anything.
  public var isLimited: Bool { limit != .none }

  /// What the limit means in numbers of people, and whether it is proven; nothing where there is none.
  public var meaning: [String] {
    guard isLimited else { return [] }
    return PrivacyMeaning(limit: limit).sentences(about: coinUnit.many).map {
      basis == .asRun ? "As run: \($0)" : $0
    }
  }

  /// - Parameter isScheduleFixed: whether knobs that moved on the way did so by a schedule that was written beforehand.
  public init(of run: TrainingRun, isScheduleFixed: Bool) {
    self.init(
      ledger: run.ledger, settings: run.settings,
      beginning: RunBeginning(run.log.configuration, commands: run.log.commands, at: run.step),
      filter: run.filter, nextEvent: run.nextEvent,
      forecastStep: run.forecastStep, scalesByMembers: run.data.scalesByMembers,
      isFixed: isScheduleFixed || run.log.commands.allSatisfy(\.isReadByNoStep))
  }

  public init(of snapshot: Snapshot) {
    self.init(
      ledger: snapshot.ledger, settings: snapshot.settings,
      beginning: RunBeginning(
        snapshot.startConfiguration, commands: snapshot.commands, at: snapshot.step),
      filter: snapshot.filter,
      nextEvent: snapshot.nextEvent, forecastStep: snapshot.forecastStep,
      scalesByMembers: snapshot.data.scalesByMembers,
      isFixed: snapshot.commands.allSatisfy(\.isReadByNoStep))
  }

  private init(
    ledger: PrivacyLedger, settings: ExperimentConfiguration, beginning: RunBeginning, filter: PrivacyFilter,
    nextEvent: PrivacyEvent,
    forecastStep: Int?, scalesByMembers: Bool, isFixed: Bool
  ) {
    step = ledger.stepCount
    (unit, coinUnit) = (settings.protectedUnit, settings.unit)
    delta = settings.delta
    filterEpsilon = filter.epsilon
    filterOrder = filter.order
    isBudgetExhausted = ((try? filter.forecast(of: nextEvent)(1)) ?? 0) > filter.budget
    let events = ledger.events
    let price = {
      (events: [PrivacyEvent], relation: NeighboringRelation, accuracy: Double) -> EpsilonBounds in
      do {
        return try EpsilonBounds(of: events, atDelta: settings.delta, relation: relation, accuracy: accuracy)
      } catch {
        preconditionFailure("a step is an event the accountant prices: \(error)")
      }
    }
    bounds = price(events, .addOrRemove, EpsilonBounds.fullAccuracy)
    let recordEvents =
      settings.isFederated
      ? beginning.ledger { $0.federation.recordEvent(of: $0.step) }.events
      : events.map(\.withTwiceTheSensitivity)
    recordBounds =
      unit == .record ? nil : price(recordEvents, .replaceOne, EpsilonBounds.fullAccuracy)
    placements =
      settings.isFederated
      ? NoisePlacements(of: beginning, at: settings, own: bounds.upper) {
        price($0, .addOrRemove, 1e-3).upper
      } : nil
    basis = Basis(
      isBroken: settings.bug != nil, firstUnprotectedStep: ledger.firstNonPrivateStep,
      scalesByMembers: scalesByMembers,
      hasInitialWeights: settings.initial != nil, isFixed: isFixed, budget: settings.epsilonBudget)
    limit =
      switch basis {
      case .unprotected, .scaledByMembers, .initialWeights, .broken: .none
      case .fixedBeforehand where settings.isFederated:
        ((try? TradeOffLimit(of: recordEvents, relation: .replaceOne)) ?? .none)
          .limited(by: recordBounds?.upper ?? .infinity, delta: settings.delta)
      // What a budget for clients says of a record is not worked out.
      case .filter where settings.isFederated: .none
      case .asRun where settings.isFederated: Self.limit(of: recordEvents, atOrder: filter.order)
      case .fixedBeforehand:
        ((try? TradeOffLimit(of: events)) ?? .none).limited(by: bounds.upper, delta: settings.delta)
      case .filter, .asRun: filter.bound.map { TradeOffLimit($0) } ?? TradeOffLimit([(0, 0)])
      }
    let ledgerSteps = ledger.stepCount
    forecast = forecastStep.map { end in
      let more = PrivacyEvent.repeated(nextEvent, count: end - ledgerSteps)
      return Forecast(step: end, epsilon: price(events + [more], .addOrRemove, 1e-3).upper)
    }
  }
}

extension RunAccount {
  /// As run, at one order that was fixed beforehand, of one record that is replaced by another.
  private static func limit(of events: [PrivacyEvent], atOrder order: Double?) -> TradeOffLimit {
    guard let order,
      let divergence = try? RenyiAccountant.divergence(
        of: .composed(events), order: order, under: .replaceOne)
    else { return TradeOffLimit([(0, 0)]) }
    return TradeOffLimit(RenyiBound(order: order, divergence: divergence))
  }
}

extension PrivacyEvent {
  /// The same noise over twice the sensitivity: a record that is replaced within a clipped unit moves its gradient from one
  /// that is at most C long to another.
  fileprivate var withTwiceTheSensitivity: PrivacyEvent {
    switch self {
    case .gaussian(let noiseMultiplier): .gaussian(noiseMultiplier: noiseMultiplier / 2)
    case .poissonSampled(let rate, let event): .poissonSampled(rate: rate, event.withTwiceTheSensitivity)
    case .repeated(let event, let count): .repeated(event.withTwiceTheSensitivity, count: count)
    case .composed(let events): .composed(events.map(\.withTwiceTheSensitivity))
    // Of these no step is made.
    case .laplace, .randomizedResponse, .nonPrivate: self
    }
  }
}
