public import LinearAlgebra
public import NeuralNetworks
public import PrivacyAccounting
import Statistics

/// What one step of training is to do; every field may change between steps.
public struct StepSettings: Hashable, Sendable {
  public var noiseMultiplier: Double
  /// nil clips nothing.
  public var clippingNorm: Double?
  public var expectedBatchSize: Double
  public var learningRate: Double
  public var momentum: Double
  public var weightDecay: Double
  public var dropout: Double
  public var labelSmoothing: Double

  public init(
    noiseMultiplier: Double, clippingNorm: Double?, expectedBatchSize: Double, learningRate: Double,
    momentum: Double, weightDecay: Double, dropout: Double, labelSmoothing: Double
  ) {
    self.noiseMultiplier = noiseMultiplier
    self.clippingNorm = clippingNorm
    self.expectedBatchSize = expectedBatchSize
    self.learningRate = learningRate
    self.momentum = momentum
    self.weightDecay = weightDecay
    self.dropout = dropout
    self.labelSmoothing = labelSmoothing
  }
}

/// What a step did, drawn from training data: a diagnostic that ε does not cover.
public struct StepReport: Hashable, Sendable {
  public let batchSize: Int
  public let clippedCount: Int
  public let nonFiniteCount: Int
}

/// Stochastic gradient descent that can be private: sample, clip, add noise, divide by the expected batch size.
///
/// With neither clipping nor noise it is plain SGD on Poisson batches, and says so in its events.
///
/// Reference: Abadi et al., _Deep Learning with Differential Privacy_, arXiv:1607.00133, Algorithm 1.
public struct DPSGD: Sendable {
  public private(set) var network: Network<Float>
  private var pass: TrainingPass<Float>
  private var sum: ClippedSum
  private var descent: StochasticGradientDescent<Float>
  private var dropout: Dropout<Float>
  private var batch: [Int] = []
  private var batches: NoiseSource
  private var noise: GaussianNoise
  private var dropouts: NoiseSource

  /// - Parameter source: gives the stream for each name; batches, noise and dropout draw from streams of their own.
  public init(network: Network<Float>, source: (String) -> NoiseSource) {
    self.network = network
    pass = TrainingPass(for: network)
    sum = ClippedSum(for: network)
    descent = StochasticGradientDescent(for: network)
    dropout = Dropout(for: network)
    batches = source("batches")
    noise = GaussianNoise(source("noise"))
    dropouts = source("dropout")
  }

  /// What a step with these settings will be in the ledger, whatever it draws.
  public static func event(of settings: StepSettings, memberCount: Int) -> PrivacyEvent {
    guard settings.noiseMultiplier > 0 else { return .nonPrivate }
    return .poissonSampled(
      rate: sampling(of: settings, memberCount: memberCount).rate,
      .gaussian(noiseMultiplier: settings.noiseMultiplier))
  }

  private static func sampling(of settings: StepSettings, memberCount: Int) -> PoissonSampling {
    PoissonSampling(rate: min(1, settings.expectedBatchSize / Double(memberCount)))
  }

  /// Takes one step on a Poisson sample of the members, and says what it did.
  ///
  /// - Parameters:
  ///   - records: [records, inputs].
  ///   - labels: of every record.
  ///   - members: the rows that are members.
  public mutating func step(
    on records: Matrix<Float>, labels: [Int], members: [Int], settings: StepSettings
  ) -> StepReport {
    Self.sampling(of: settings, memberCount: members.count)
      .sample(from: members.count, using: &batches, into: &batch)
    for index in batch.indices { batch[index] = members[batch[index]] }
    train(on: records, labels: labels, settings: settings)
    return StepReport(
      batchSize: batch.count, clippedCount: sum.clippedCount, nonFiniteCount: sum.nonFiniteCount)
  }

  /// Takes one step on a batch that was chosen by other means, which is what is timed: no accountant prices it.
  package mutating func step(
    on records: Matrix<Float>, labels: [Int], batch: [Int], settings: StepSettings
  ) {
    self.batch = batch
    train(on: records, labels: labels, settings: settings)
  }

  private mutating func train(on records: Matrix<Float>, labels: [Int], settings: StepSettings) {
    if settings.dropout > 0 {
      var source = dropouts
      dropout.draw(batchSize: batch.count, rate: settings.dropout) { source.uniform() }
      dropouts = source
    }
    pass.run(
      network, on: records, batch: batch, labels: labels, labelSmoothing: settings.labelSmoothing,
      masks: settings.dropout > 0 ? dropout.masks : [])
    sum.take(&pass, clippingNorm: settings.clippingNorm)
    GaussianMechanism(noiseMultiplier: settings.noiseMultiplier).addNoise(to: &sum, using: &noise)
    descent.update(
      &network, along: sum.gradient, scale: 1 / settings.expectedBatchSize,
      learningRate: settings.learningRate, momentum: settings.momentum, weightDecay: settings.weightDecay)
  }
}
