public import AccessControl
public import DifferentialPrivacy
public import FederatedLearning
public import NeuralNetworks
import PrivacyAccounting
public import Records

/// Everything that decides a run, but for the commands given while it runs. What each field is called, what it may be and
/// what it does is declared by its `Knob`.
@dynamicMemberLookup
public struct ExperimentConfiguration: Hashable, Sendable {
  /// A name of the catalog, or a path.
  public var dataset: String
  public var label: String?
  public var categorical: [String] = []
  public var drop: [String] = []
  /// The side of the blocks of pixels to average; nil is the catalog's choice.
  public var downsample: Int?
  public var missing = MissingValues.refuse
  /// The column that an attribute attack guesses, and that is cut into the values it guesses between; nil for none.
  public var sensitive: String?
  /// Whether a column of coin flips is planted in the records.
  public var coin = false
  /// What is left out of the records, or made coarser.
  public var minimization = Minimization()
  public var statistics = StatisticsSource.public
  /// What a coin is tossed for, sampled and clipped as one, and ε is of.
  public var unit = PrivacyUnit.record
  /// n, the expected number of members; public, so that the sampling rate B / n is too.
  public var trainSize: Int
  /// p, the probability that a record of the pool is a member, by a coin of its own; the pool is round(n / p) records.
  public var inclusion = 0.5
  /// In the grammar of `Architecture`.
  public var network: String
  public var activation = Activation.relu
  public var optimizer = OptimizerName.sgd
  public var rateDecay = RateDecay.none
  /// The file that weights start from, and its hash; nil starts them at random.
  public var initial: String?
  public var initialSHA256: String?
  /// The fraction of the pool that gets a wrong label.
  public var labelNoise = 0.0
  public var canaries = CanaryKind.none
  public var canaryCount = 100
  /// Steps between two audits of the canaries on the way; nil makes none.
  public var auditInterval: Int?
  /// What is broken in the trainer on purpose; nil where nothing is.
  public var bug: TrainerBug?
  public var seed: UInt64 = 1
  /// Batches, noise and dropout from the operating system: private, and not replayable.
  public var secureNoise = false
  /// How long a headless run is.
  public var steps: Int
  /// The step that none is taken beyond; nil for as many as there are.
  public var earlyStopping: Int?
  public var distil = Distillation.none
  /// The δ at which ε is stated.
  public var delta: Double
  /// The run takes no step beyond this ε; nil sets no limit.
  public var epsilonBudget: Double?
  /// What the next step does, as the live knobs have it.
  public var step: StepSettings
  /// By whom; a step is then a round.
  public var federation = FederationSettings()
  /// How the model answers whoever asks; no step reads it.
  public var door = DoorSettings()
  /// What persons put into the training set, outside the pool and every figure of it.
  public var planted: [PlantedRecord] = []

  /// A setting of the step, as if it were a field of this.
  public subscript<Value>(dynamicMember path: WritableKeyPath<StepSettings, Value>) -> Value {
    get { step[keyPath: path] }
    set { step[keyPath: path] = newValue }
  }

  public subscript<Value>(dynamicMember path: KeyPath<StepSettings, Value>) -> Value { step[keyPath: path] }

  /// The settings that suit the data set.
  public init(defaultsFor reference: DatasetReference) {
    let defaults = reference.defaults
    dataset = reference.name
    label = reference.label
    categorical = reference.categorical
    drop = reference.dropped
    downsample = reference.downsample
    missing = reference.missing
    sensitive = reference.sensitive
    coin = reference.coinSeed != nil
    minimization = reference.minimization
    trainSize = defaults.trainSize
    network = defaults.network
    steps = defaults.stepCount
    delta = defaults.delta
    step = StepSettings(
      expectedBatchSize: defaults.expectedBatchSize, learningRate: defaults.learningRate,
      momentum: defaults.momentum, weightDecay: defaults.weightDecay)
  }

  /// Takes as many members, and as many in a batch, as suit units of the data set; nothing changes where it has none of that sort.
  mutating func adoptSizes(ofUnit unit: PrivacyUnit) {
    if let sizes = sizes(suitingUnit: unit) { (trainSize, step.expectedBatchSize) = sizes }
  }

  /// As many in a batch as suit the unit.
  public var suitableBatchSize: Double {
    sizes(suitingUnit: unit)?.expectedBatchSize ?? step.expectedBatchSize
  }

  private func sizes(suitingUnit unit: PrivacyUnit) -> (trainSize: Int, expectedBatchSize: Double)? {
    let defaults = reference.defaults
    return switch unit {
    case .record, .client: (defaults.trainSize, defaults.expectedBatchSize)
    case .person: defaults.people.map { ($0.trainSize, $0.expectedBatchSize) }
    }
  }

  /// Which data are read, and how.
  public var reference: DatasetReference {
    DatasetReference(
      name: dataset, label: label, categorical: categorical, dropped: drop, downsample: downsample,
      missing: missing, sensitive: sensitive, coinSeed: coin ? seed : nil,
      minimization: minimization)
  }

  /// The files that a run reads.
  public var inputPaths: [String] { reference.paths + (initial.map { [$0] } ?? []) }

  /// n, public: the members that are expected of the pool, and half of the canaries that are planted beside it.
  public var expectedMemberCount: Double {
    Double(max(1, trainSize)) + (canaries == .none ? 0 : Double(canaryCount) / 2)
  }

  /// q = B / n; of a federation the share of clients in a round.
  public var samplingRate: Double {
    isFederated ? federation.participation : min(1, step.expectedBatchSize / expectedMemberCount)
  }

  /// Units of the first layer that has weights.
  func firstLayerWidth(classCount: Int) -> Int {
    (try? Architecture(parsing: network))?.hiddenLayers.first?.width ?? classCount
  }

  /// What a step is in the ledger, whatever it draws.
  var stepEvent: PrivacyEvent {
    isFederated ? federation.event(of: step) : DPSGD.event(of: step, expectedMemberCount: expectedMemberCount)
  }

  /// ⌈1 / q⌉ steps, in which each member, or client, takes part once on average.
  public var stepsPerEpoch: Int {
    isFederated
      ? Int((1 / federation.participation).rounded(.up))
      : Int((expectedMemberCount / step.expectedBatchSize).rounded(.up))
  }
}
