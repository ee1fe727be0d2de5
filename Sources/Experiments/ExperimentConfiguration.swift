public import DifferentialPrivacy
public import NeuralNetworks
public import Records

/// Everything that decides a run, but for the commands given while it runs.
///
/// Written in logs with its fields in snake case.
public struct ExperimentConfiguration: Hashable, Codable, Sendable {
  public var dataset: String
  public var label: String?
  public var categorical: [String] = []
  public var drop: [String] = []
  /// The side of the blocks of pixels to average; nil is the catalog's choice.
  public var downsample: Int?
  /// What is done with gaps of a table; nil refuses them.
  public var missing: MissingValues?
  public var statistics = StatisticsSource.public
  /// n, the expected number of members; public, so that the sampling rate B / n is too.
  public var trainSize: Int
  /// p, the probability that a record of the pool is a member, by a coin of its own; the pool is round(n / p) records.
  public var inclusion = 0.5
  public var network: String
  public var activation = Activation.relu
  /// The fraction of the pool that gets a wrong label.
  public var labelNoise = 0.0
  public var seed: UInt64 = 1
  /// Batches, noise and dropout from the operating system: private, and not replayable.
  public var secureNoise = false
  /// How long a headless run is.
  public var steps: Int
  public var delta: Double
  /// The run takes no step beyond this ε; nil sets no limit.
  public var epsilonBudget: Double?

  public var noiseMultiplier = 0.0
  /// nil clips nothing.
  public var clippingNorm: Double?
  public var expectedBatchSize: Double
  public var learningRate: Double
  public var momentum: Double
  public var weightDecay: Double
  public var dropout = 0.0
  public var labelSmoothing = 0.0

  /// The settings that suit the data set.
  public init(defaultsFor reference: DatasetReference) {
    let defaults = reference.defaults
    dataset = reference.name
    label = reference.label
    categorical = reference.categorical
    drop = reference.dropped
    downsample = reference.downsample
    missing = reference.missing == .refuse ? nil : reference.missing
    trainSize = defaults.trainSize
    network = defaults.network
    steps = defaults.stepCount
    delta = defaults.delta
    expectedBatchSize = defaults.expectedBatchSize
    learningRate = defaults.learningRate
    momentum = defaults.momentum
    weightDecay = defaults.weightDecay
  }

  public var reference: DatasetReference {
    DatasetReference(
      name: dataset, label: label, categorical: categorical, dropped: drop, downsample: downsample,
      missing: missing ?? .refuse)
  }

  /// Noise without a clipping norm means a norm of one: noise hides nothing of bounded size otherwise.
  public var effectiveClippingNorm: Double? { clippingNorm ?? (noiseMultiplier > 0 ? 1 : nil) }

  public var samplingRate: Double { min(1, expectedBatchSize / Double(max(1, trainSize))) }

  /// ⌈n / B⌉ steps, in which each member takes part once on average.
  public var stepsPerEpoch: Int { Int((Double(trainSize) / expectedBatchSize).rounded(.up)) }

  public var stepSettings: StepSettings {
    StepSettings(
      noiseMultiplier: noiseMultiplier, clippingNorm: effectiveClippingNorm,
      expectedBatchSize: expectedBatchSize, learningRate: learningRate, momentum: momentum,
      weightDecay: weightDecay, dropout: dropout, labelSmoothing: labelSmoothing)
  }
}
