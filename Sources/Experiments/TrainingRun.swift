import Crypto
import DifferentialPrivacy
import Foundation
public import LinearAlgebra
public import NeuralNetworks
public import PrivacyAccounting
import Records
import Statistics

/// A run as a value: it takes commands between steps, steps, and knows what it has spent. Live runs, headless
/// runs and replays are all this.
public struct TrainingRun: Sendable {
  public let data: ExperimentData
  /// The configuration with every knob where it is now.
  public private(set) var settings: ExperimentConfiguration
  public private(set) var log: CommandLog
  public private(set) var ledger = PrivacyLedger()
  public private(set) var totals = StepTotals()
  private var training: DPSGD
  /// What was spent at the one Rényi order that was fixed before the first step.
  public private(set) var filter: PrivacyFilter

  /// Counts over the steps taken: diagnostics drawn from training data.
  public struct StepTotals: Hashable, Sendable {
    public internal(set) var examples = 0
    /// Times that each member took part, on average: the sum of the sampling rates.
    public internal(set) var epochs = 0.0
    public internal(set) var clipped = 0
    public internal(set) var nonFinite = 0
    public internal(set) var emptyBatches = 0
  }

  /// - Throws: `ConfigurationError` or `DatasetError`, a sentence for the person who asked.
  public init(_ configuration: ExperimentConfiguration) throws {
    let architecture = try configuration.validate()
    let data = try ExperimentData(configuration)
    let parameterCount = architecture.parameterCount(
      inputCount: data.dataset.inputCount, classCount: data.dataset.classCount)
    guard parameterCount <= Self.largestParameterCount else {
      throw ConfigurationError.networkTooLarge(
        network: configuration.network, parameters: parameterCount, limit: Self.largestParameterCount)
    }
    // Weights, gradient, velocity and noise, and the copies that the screen and the attacks look at; what a layer makes of
    // every record of the pool.
    let widest = Double(architecture.largestHiddenWidth)
    let needed = 40 * Double(parameterCount) + 16 * widest * Double(data.split.pool.count)
    guard needed < MachineMemory.available else {
      throw ConfigurationError.runNeedsMemory(
        network: configuration.network, parameters: parameterCount, bytes: needed)
    }
    self.init(
      configuration, architecture: architecture, data: data,
      members: TrainingMembers(
        records: data.candidateInputs, labels: data.candidateLabels, isMember: data.split.isMember),
      root: RandomStream(seed: configuration.seed))
  }

  /// The run with the data's pool, but other members: a neighbour of it, where one was added or removed.
  ///
  /// - Precondition: the configuration is one that a run began with.
  package init(_ configuration: ExperimentConfiguration, data: ExperimentData, isMember: [Bool]) {
    self.init(
      configuration, data: data,
      members: TrainingMembers(
        records: data.candidateInputs, labels: data.candidateLabels, isMember: isMember),
      root: RandomStream(seed: configuration.seed))
  }

  /// A run on members of its own, drawing from `root`.
  ///
  /// - Precondition: the configuration is one that a run began with.
  init(
    _ configuration: ExperimentConfiguration, data: ExperimentData, members: TrainingMembers,
    root: RandomStream
  ) {
    guard let architecture = try? configuration.validate() else {
      preconditionFailure("a run began with this configuration")
    }
    self.init(configuration, architecture: architecture, data: data, members: members, root: root)
  }

  private init(
    _ configuration: ExperimentConfiguration, architecture: Architecture, data: ExperimentData,
    members: TrainingMembers, root: RandomStream
  ) {
    self.data = data
    self.members = members
    settings = configuration
    log = CommandLog(configuration: configuration)
    filter = PrivacyFilter(
      budget: configuration.epsilonBudget ?? .infinity, delta: configuration.delta,
      plannedCount: configuration.steps)
    var network = Network<Float>(
      architecture, inputCount: data.dataset.inputCount, classCount: data.dataset.classCount,
      activation: configuration.activation)
    network.initialize(from: root.split("initialization"))
    training = DPSGD(network: network) { name in
      configuration.secureNoise ? .system : .seeded(root.split(name))
    }
    event = DPSGD.event(of: settings.step, expectedMemberCount: settings.trainSize)
  }

  private let members: TrainingMembers
  /// What the next step is in the ledger.
  private var event: PrivacyEvent

  /// Weights, gradient, velocity and noise of more would not fit a small machine.
  private static let largestParameterCount = 50_000_000

  public var network: Network<Float> { training.network }
  /// Where the last step left a clipping norm that follows a quantile; nil where none does.
  public var lastClippingNorm: Double? { training.clipping.norm }
  /// Steps taken.
  public var step: Int { ledger.stepCount }

  /// Turns a knob before the next step, and writes it down.
  ///
  /// - Throws: `ConfigurationError` when the knob cannot have that value; nothing changes then.
  public mutating func set(_ knob: Knob, to value: KnobValue) throws(ConfigurationError) {
    guard knob.isLive else { throw .notLive(option: knob.title) }
    settings = try settings.setting(knob, to: value)
    event = DPSGD.event(of: settings.step, expectedMemberCount: settings.trainSize)
    log.commands.append(KnobCommand(step: step, knob: knob, value: value))
  }

  /// Takes one step, unless it would take the run over its budget; says whether it did.
  public mutating func advance() -> Bool {
    do {
      guard try filter.admit(event) else { return false }
    } catch {
      preconditionFailure("a step is an event the accountant prices: \(error)")
    }
    let report = training.step(
      on: members.records, labels: members.labels, isMember: members.isMember,
      expectedMemberCount: settings.trainSize, settings: settings.step)
    ledger.record(event)
    totals.examples += report.batchSize
    totals.epochs += settings.samplingRate
    totals.clipped += report.clippedCount
    totals.nonFinite += report.nonFiniteCount
    if report.batchSize == 0 { totals.emptyBatches += 1 }
    return true
  }

  /// Gives back the memory that only steps need; the next one takes it anew.
  mutating func rest() { training.discardWorkspace() }

  /// What the next step will be in the ledger.
  public var nextEvent: PrivacyEvent { event }

  /// How far the run goes if no knob moves: to the last step within the budget, or without a budget to the end of the
  /// configuration, or as many steps again. nil where that costs an infinite ε.
  public var forecastStep: Int? {
    guard settings.noiseMultiplier > 0, ledger.firstNonPrivateStep == nil else { return nil }
    guard filter.budget.isFinite else { return step < settings.steps ? settings.steps : 2 * max(1, step) }
    guard let after = try? filter.forecast(of: event) else { return nil }
    var (low, high) = (0, 1)
    while high < 1 << 30, after(high) <= filter.budget { (low, high) = (high, 2 * high) }
    while high - low > 1 {
      let middle = (low + high) / 2
      if after(middle) <= filter.budget { low = middle } else { high = middle }
    }
    return step + low
  }

  /// SHA-256 over every parameter, little-endian float32, in the order of the checkpoint.
  public var weightsSHA256: String {
    SHA256.hash(data: network.parameters.values.littleEndianBytes).map { String(format: "%02x", $0) }.joined()
  }

  /// The log with its end: as many steps as were taken, and the weights they led to.
  public var finishedLog: CommandLog {
    var log = log
    log.end = CommandLog.End(step: step, weightsSHA256: weightsSHA256)
    return log
  }

  /// The run that `log` wrote down, taken again from its beginning.
  ///
  /// - Parameters:
  ///   - run: one with the log's configuration that has not stepped yet; nil makes it.
  ///   - stepCount: how far to go; where nil to the log's end, or without one as far as its configuration says.
  ///   - progress: called before every step with the run so far; a run stops where it returns false.
  public static func replaying(
    _ log: CommandLog, on run: TrainingRun? = nil, stepCount: Int? = nil,
    progress: (TrainingRun) -> Bool = { _ in true }
  ) throws -> TrainingRun {
    var replay = Replay(of: log, on: try run ?? TrainingRun(log.configuration))
    let end = stepCount ?? log.stepCount
    while replay.run.step < end {
      // A run that its budget stopped takes no later command either.
      guard progress(replay.run), try replay.advance() else { return replay.run }
    }
    try replay.takeCommands()
    return replay.run
  }
}

/// What a model is trained on.
struct TrainingMembers: Sendable {
  /// The pool, [candidates, inputs], scaled for its network.
  let records: Matrix<Float>
  let labels: [Int]
  /// Which of the records are members, so that models with different members can share them.
  let isMember: [Bool]
}
