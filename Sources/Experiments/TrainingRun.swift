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
  private var filter: PrivacyFilter

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
    self.init(
      configuration, architecture: architecture, data: data,
      members: TrainingMembers(
        records: data.candidateInputs, labels: data.candidateLabels, rows: Array(data.split.members.indices)),
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
    filter = PrivacyFilter(budget: configuration.epsilonBudget ?? .infinity, delta: configuration.delta)
    var network = Network<Float>(
      architecture, inputCount: data.dataset.inputCount, classCount: data.dataset.classCount,
      activation: configuration.activation)
    network.initialize(from: root.split("initialization"))
    training = DPSGD(network: network) { name in
      configuration.secureNoise ? .system : .seeded(root.split(name))
    }
    stepSettings = settings.stepSettings
    event = DPSGD.event(of: stepSettings, memberCount: members.rows.count)
  }

  private let members: TrainingMembers
  /// What the knobs make of the next step, and what that is in the ledger.
  private var stepSettings: StepSettings
  private var event: PrivacyEvent

  /// Weights, gradient, velocity and noise of more would not fit a small machine.
  private static let largestParameterCount = 50_000_000

  public var network: Network<Float> { training.network }
  /// Steps taken.
  public var step: Int { ledger.stepCount }

  /// Turns a knob before the next step, and writes it down.
  ///
  /// - Throws: `ConfigurationError` when the knob cannot have that value; nothing changes then.
  public mutating func set(_ knob: Knob, to value: KnobValue) throws(ConfigurationError) {
    guard knob.isLive else { throw .notLive(option: knob.title) }
    settings = try settings.setting(knob, to: value)
    stepSettings = settings.stepSettings
    event = DPSGD.event(of: stepSettings, memberCount: members.rows.count)
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
      on: members.records, labels: members.labels, members: members.rows, settings: stepSettings)
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

  /// What the steps so far have cost at the run's δ, by the filter; infinite once a step had no noise.
  public var epsilon: Double { filter.epsilon }

  /// The order at which the filter's ε is least.
  public var renyiOrder: Double { filter.order }

  /// The tight ε of the steps as they were run, had all knobs been set beforehand.
  public var tightEpsilon: Double { ledger.tightEpsilon(atDelta: settings.delta) }

  /// Where ε will be, by the filter, if no knob moves: at the last step within the budget, or without a budget at the
  /// end of the configuration, or after as many steps again. nil where it is infinite.
  public var forecast: (step: Int, epsilon: Double)? {
    guard settings.noiseMultiplier > 0, filter.epsilon.isFinite else { return nil }
    guard let after = try? filter.forecast(of: event) else { return nil }
    guard filter.budget.isFinite else {
      let end = step < settings.steps ? settings.steps : 2 * max(1, step)
      return (end, after(end - step))
    }
    var (low, high) = (0, 1)
    while high < 1 << 30, after(high) <= filter.budget { (low, high) = (high, 2 * high) }
    while high - low > 1 {
      let middle = (low + high) / 2
      if after(middle) <= filter.budget { low = middle } else { high = middle }
    }
    return (step + low, after(low))
  }

  /// SHA-256 over every parameter, little-endian float32, in the order of the checkpoint.
  public var weightsSHA256: String {
    var hash = SHA256()
    for tensor in network.namedTensors { hash.update(data: tensor.elements.littleEndianBytes) }
    return hash.finalize().map { String(format: "%02x", $0) }.joined()
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
  ///   - stepCount: how far to go; where nil to the log's end, or without one as far as its configuration says.
  ///   - progress: called before every step with the run so far; a run stops where it returns false.
  public static func replaying(
    _ log: CommandLog, stepCount: Int? = nil, progress: (TrainingRun) -> Bool = { _ in true }
  ) throws -> TrainingRun {
    var replay = Replay(of: log, on: try TrainingRun(log.configuration))
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
  /// [records, inputs], scaled for its network.
  let records: Matrix<Float>
  let labels: [Int]
  /// Which of the records are members, so that models with different members can share them.
  let rows: [Int]
}
