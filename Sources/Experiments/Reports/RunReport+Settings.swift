public import Records

extension RunReport {
  /// The settings of a run, as it ended.
  public struct Settings: Codable, Hashable, Sendable {
    public let dataset: String
    public let seed: UInt64
    public let trainSize: Int
    public let inclusion: Double
    public let network: String
    @OrNull public var epsilonBudget: Double?
    public let delta: Double
    public let noiseMultiplier: Double
    /// The effective one.
    @OrNull public var clippingNorm: Double?
    public let samplingRate: Double
    public let expectedBatchSize: Double
    public let learningRate: Double
    public let momentum: Double
    public let weightDecay: Double
    public let dropout: Double
    public let labelSmoothing: Double
    public let labelNoise: Double
    public let secureNoise: Bool
    public let statistics: StatisticsSource

    private enum CodingKeys: String, CodingKey {
      case dataset, seed, inclusion, network, delta, momentum, dropout, statistics
      case trainSize = "train_size"
      case epsilonBudget = "epsilon_budget"
      case noiseMultiplier = "noise_multiplier"
      case clippingNorm = "clipping_norm"
      case samplingRate = "sampling_rate"
      case expectedBatchSize = "expected_batch_size"
      case learningRate = "learning_rate"
      case weightDecay = "weight_decay"
      case labelSmoothing = "label_smoothing"
      case labelNoise = "label_noise"
      case secureNoise = "secure_noise"
    }

    init(of settings: ExperimentConfiguration) {
      dataset = settings.dataset
      seed = settings.seed
      trainSize = settings.trainSize
      inclusion = settings.inclusion
      network = settings.network
      epsilonBudget = settings.epsilonBudget
      delta = settings.delta
      noiseMultiplier = settings.noiseMultiplier
      clippingNorm = settings.effectiveClippingNorm
      samplingRate = settings.samplingRate
      expectedBatchSize = settings.expectedBatchSize
      learningRate = settings.learningRate
      momentum = settings.momentum
      weightDecay = settings.weightDecay
      dropout = settings.dropout
      labelSmoothing = settings.labelSmoothing
      labelNoise = settings.labelNoise
      secureNoise = settings.secureNoise
      statistics = settings.statistics
    }
  }
}
