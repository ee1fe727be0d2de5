import Crypto
package import DifferentialPrivacy
public import FederatedLearning
import Foundation
public import LinearAlgebra
public import NeuralNetworks
public import PrivacyAccounting
import Records
package import Statistics

/// A network in training.
public struct TrainingRun: Experiment {
  /// Events happen to clients.
  public static let kind = ExperimentKind(
    name: "training", events: FederationEvent.arguments.merging(RegularAudit.arguments) { $1 })

  public let data: ExperimentData
  /// The configuration with every knob where it is now.
  public private(set) var settings: ExperimentConfiguration
  public private(set) var log: CommandLog
  public private(set) var ledger = PrivacyLedger()
  public private(set) var totals = StepTotals()
  /// What the next step will be in the ledger.
  public private(set) var nextEvent: PrivacyEvent
  private var training: PhasedTraining
  /// What was spent at the one Rényi order that was fixed before the first step.
  public private(set) var filter: PrivacyFilter
  /// Whether it is a model of an adversary's own, which nobody audits.
  private let isReference: Bool

  /// Counts over the steps taken: diagnostics drawn from training data.
  public struct StepTotals: Hashable, Sendable {
    /// Per-example gradients summed, of which the next two count some.
    public internal(set) var examples = 0
    /// Times that each member took part, on average: the sum of the sampling rates.
    public internal(set) var epochs = 0.0
    /// Longer than the clipping norm.
    public internal(set) var clipped = 0
    /// NaN or infinite, so that they contributed zero.
    public internal(set) var nonFinite = 0
    public internal(set) var emptyBatches = 0
  }

  /// - Throws: `ConfigurationError`, `DatasetError` or `CanaryError`, a sentence for the person who asked.
  public init(_ configuration: ExperimentConfiguration) throws { try self.init(configuration, reading: nil) }

  /// - Parameter read: gives the records, where they were read already; nil reads what the configuration says.
  /// - Throws: as the other.
  init(_ configuration: ExperimentConfiguration, reading read: (() -> Dataset)?) throws {
    let architecture = try configuration.validate()
    var data = try ExperimentData(configuration, reading: read)
    try data.check(configuration.planted)
    if let clients = configuration.federation.clientCount, clients > data.split.isUnitMember.count {
      throw ConfigurationError.federation(
        .moreClientsThanUnits(clients, units: data.split.isUnitMember.count, unit: configuration.unit))
    }
    if configuration.canaries == .mislabelled, let found = data.canaries?.count,
      found < configuration.canaryCount
    {
      throw CanaryError.tooFewOutsidePool(asked: configuration.canaryCount, available: found)
    }
    let parameterCount = architecture.parameterCount(
      inputCount: data.inputCount, classCount: data.dataset.classCount)
    guard parameterCount <= Self.largestParameterCount else {
      throw ConfigurationError.networkTooLarge(
        network: configuration.network, parameters: parameterCount, limit: Self.largestParameterCount)
    }
    // Weights, gradient, velocity and noise, and the copies that the screen and the attacks look at; what a layer makes of
    // every record of the pool; the updates of a round.
    let widest = Double(architecture.largestHiddenWidth)
    let needed =
      (40 + 16 * Double(configuration.federation.participantCount)) * Double(parameterCount)
      + 16 * widest * Double(data.split.pool.count)
    guard needed < MachineMemory.available else {
      throw ConfigurationError.runNeedsMemory(
        network: configuration.network, parameters: parameterCount, bytes: needed)
    }
    try configuration.checkSecureSums(parameterCount: parameterCount, poolCount: data.split.pool.count)
    var configuration = configuration
    if let path = configuration.initial {
      let layout = ParameterLayout(
        of: architecture.layers(
          inputCount: data.inputCount, classCount: data.dataset.classCount,
          activation: configuration.activation))
      let initial = try InitialWeights(
        at: path, layout: layout, activation: configuration.activation,
        expecting: configuration.initialSHA256)
      configuration.initialSHA256 = initial.sha256
      data.initialParameters = initial.parameters
    }
    let root = RandomStream(seed: configuration.seed)
    self.init(
      configuration, architecture: architecture, data: data,
      plan: data.trainingPlan(isMember: data.split.isUnitMember, of: configuration, random: root),
      root: root)
  }

  /// The run with the data's pool, but other members: a neighbour of it, where one was added or removed.
  ///
  /// - Precondition: the configuration is one that a run began with.
  package init(_ configuration: ExperimentConfiguration, data: ExperimentData, isMember: [Bool]) {
    let root = RandomStream(seed: configuration.seed)
    self.init(
      configuration, data: data,
      plan: data.trainingPlan(isMember: isMember, of: configuration, random: root), root: root)
  }

  /// A run that trains what `plan` says, drawing from `root`.
  ///
  /// - Parameter isReference: whether it is a model of an adversary's own, whose clients have nobody to hide from: their sums are the
  ///   same to the bit without the masks.
  /// - Precondition: the configuration is one that a run began with.
  package init(
    _ configuration: ExperimentConfiguration, data: ExperimentData, plan: TrainingPlan,
    root: RandomStream, isReference: Bool = false
  ) {
    guard let architecture = try? configuration.validate() else {
      preconditionFailure("a run began with this configuration")
    }
    self.init(
      configuration, architecture: architecture, data: data, plan: plan, root: root, isReference: isReference)
  }

  private init(
    _ configuration: ExperimentConfiguration, architecture: Architecture, data: ExperimentData,
    plan: TrainingPlan, root: RandomStream, isReference: Bool = false
  ) {
    self.data = data
    self.isReference = isReference
    settings = configuration
    log = CommandLog(kind: Self.kind, configuration: configuration)
    log.canaries = data.canaryCoins
    filter = PrivacyFilter(
      budget: configuration.epsilonBudget ?? .infinity, delta: configuration.delta,
      plannedCount: configuration.plannedStepCount)
    training = PhasedTraining(plan) { phase in
      let root = phase == 0 ? root : root.split("phase \(phase)")
      let network = data.initialNetwork(architecture, of: configuration, random: root)
      let source: @Sendable (String) -> NoiseSource = { name in
        configuration.secureNoise ? .system : .seeded(root.split(name))
      }
      return configuration.isFederated
        ? FederatedAveraging(
          network: network, masksUpdates: !isReference, sideBySide: ClientCrew.shared.run, source: source)
        : DPSGD(
          network: network, optimizer: configuration.optimizer, bug: configuration.bug, source: source)
    }
    nextEvent = settings.stepEvent
  }

  /// Weights, gradient, velocity and noise of more would not fit a small machine.
  private static let largestParameterCount = 50_000_000

  public var network: Network<Float> { training.network }
  /// The network as records of the data meet it; see `ExperimentData.model(of:)`.
  public var model: Network<Float> { data.model(of: network) }
  /// The share of the test records whose class the model predicts; nil without test records.
  public var testAccuracy: Double? {
    Answers(logits: model.logits(of: data.testInputs), labels: data.testLabels).utility?.accuracy
  }
  /// Whether the next step would be beyond the last one that is allowed.
  public var isStoppedEarly: Bool { settings.earlyStopping.map { step >= $0 } ?? false }
  /// How its clients are; nil where there are none.
  public var federation: FederationState? { training.federation.map { FederationState(of: $0, in: self) } }
  /// Where the last step left a clipping norm that follows a quantile; nil where none does.
  public var lastClippingNorm: Double? { training.clipping.norm }

  public mutating func take(_ action: RunCommand.Action) throws(ConfigurationError) {
    switch action {
    case .set(let knob, let value):
      guard knob.isLive else { throw .notLive(option: knob.title) }
      guard knob.applies(settings) else { throw .federation(.inapplicable(knob, to: settings)) }
      let turned = try settings.setting(knob, to: value)
      try turned.checkSecureSums(parameterCount: network.parameterCount, poolCount: data.split.pool.count)
      settings = turned
      nextEvent = settings.stepEvent
    case .happen(let event): training.take(try settings.federationEvent(event))
    }
    log.commands.append(RunCommand(step: step, action: action))
  }

  /// Takes one step, unless it would take the run over its budget; says whether it did.
  public mutating func advance() -> Bool {
    guard !isStoppedEarly else { return false }
    do {
      guard try filter.admit(nextEvent) else { return false }
    } catch {
      preconditionFailure("a step is an event the accountant prices: \(error)")
    }
    var present = settings
    present.learningRate *= settings.rateDecay.factor(step: training.nextStepOfPhase, of: settings.steps)
    let diagnostics = training.step(settings: present)
    ledger.record(nextEvent)
    totals.examples += diagnostics.batchSize
    totals.epochs += settings.samplingRate
    totals.clipped += diagnostics.clippedCount
    totals.nonFinite += diagnostics.nonFiniteCount
    if diagnostics.batchSize == 0 { totals.emptyBatches += 1 }
    if !isReference, let interval = settings.auditInterval, step.isMultiple(of: interval),
      let audit = RegularAudit(of: self)
    {
      log.audits.append(audit)
    }
    return true
  }

  public func frame(generation: Int, stepsPerSecond: Double, seconds: Double) -> Snapshot {
    Snapshot(of: self, generation: generation, stepsPerSecond: stepsPerSecond, seconds: seconds)
  }

  public mutating func watch(_ watch: ClientWatch) { training.watch(watch) }

  /// From now on keeps what each step does.
  package mutating func witness() { training.witness() }

  /// What takes its steps, where there are no clients.
  package var descent: DPSGD? { training.descent }

  public mutating func rest() { training.discardWorkspace() }

  /// How far the run goes if no knob moves: to the last step within the budget, or without a budget to the end of the
  /// configuration, or as many steps again. nil where that costs an infinite ε.
  public var forecastStep: Int? {
    unlimitedForecast.map { min($0, max(step, settings.earlyStopping ?? .max)) }
  }

  private var unlimitedForecast: Int? {
    guard settings.noiseMultiplier > 0, ledger.firstNonPrivateStep == nil else { return nil }
    guard filter.budget.isFinite else {
      return step < settings.plannedStepCount ? settings.plannedStepCount : 2 * max(1, step)
    }
    guard let after = try? filter.forecast(of: nextEvent) else { return nil }
    var (low, high) = (0, 1)
    while high < 1 << 30, after(high) <= filter.budget { (low, high) = (high, 2 * high) }
    while high - low > 1 {
      let middle = (low + high) / 2
      if after(middle) <= filter.budget { low = middle } else { high = middle }
    }
    return step + low
  }

  /// SHA-256 over every parameter, little-endian float32, in the order of the checkpoint.
  public var weightsSHA256: String { network.weightsSHA256 }
}

extension Network<Float> {
  var weightsSHA256: String { SHA256.hash(data: parameters.values.littleEndianBytes).hexadecimal }
}
