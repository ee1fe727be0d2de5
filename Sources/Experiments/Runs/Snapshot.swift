public import LinearAlgebra
public import NeuralNetworks
public import PrivacyAccounting

/// A run at one moment, as the trainer hands it to the screen and to the attacks: immutable.
public struct Snapshot: Sendable {
  /// Which start of a run this belongs to; results of an earlier one are stale.
  public let generation: Int
  public let network: Network<Float>
  /// The network as records of the data meet it; see `ExperimentData.model(of:)`.
  public let model: Network<Float>
  public let data: ExperimentData
  /// What the run was started with.
  public let startConfiguration: ExperimentConfiguration
  /// The same with every knob where it is now.
  public let settings: ExperimentConfiguration
  /// The knobs turned so far.
  public let commands: [RunCommand]
  /// What was audited on the way.
  public let audits: [RegularAudit]
  public let ledger: PrivacyLedger
  /// What was spent at the one Rényi order that was fixed before the first step.
  public let filter: PrivacyFilter
  /// What the next step will be in the ledger.
  public let nextEvent: PrivacyEvent
  /// How far the run goes if no knob moves; nil where that costs an infinite ε.
  public let forecastStep: Int?
  public let totals: TrainingRun.StepTotals
  /// Where the last step left a clipping norm that follows a quantile; nil where none does.
  public let lastClippingNorm: Double?
  /// How its clients are; nil where there are none.
  public let federation: FederationState?
  /// As measured since the last snapshot; zero when paused.
  public let stepsPerSecond: Double
  /// How long ago the run began.
  public let seconds: Double

  /// Steps taken.
  public var step: Int { ledger.stepCount }

  /// The run written down up to this moment, with its end, as the run itself would write it.
  public var finishedLog: CommandLog {
    var log = CommandLog(kind: TrainingRun.kind, configuration: startConfiguration)
    log.commands = commands
    log.canaries = data.canaryCoins
    log.audits = audits
    log.end = CommandLog.End(step: step, weightsSHA256: network.weightsSHA256)
    return log
  }

  public init(of run: TrainingRun, generation: Int, stepsPerSecond: Double = 0, seconds: Double = 0) {
    self.generation = generation
    network = run.network
    model = run.model
    data = run.data
    startConfiguration = run.log.configuration
    settings = run.settings
    commands = run.log.commands
    audits = run.log.audits
    ledger = run.ledger
    filter = run.filter
    nextEvent = run.nextEvent
    forecastStep = run.forecastStep
    totals = run.totals
    lastClippingNorm = run.lastClippingNorm
    federation = run.federation
    self.stepsPerSecond = stepsPerSecond
    self.seconds = seconds
  }
}
