/// What one step of training is to do; every field may change between steps.
public struct StepSettings: Hashable, Sendable {
  /// σ, the noise's standard deviation over the sensitivity of the clipped sum; 0 adds none.
  public var noiseMultiplier: Double
  /// As it was asked for; nil clips nothing, unless there is noise. See `effectiveClippingNorm`.
  public var clippingNorm: Double?
  /// The quantile of the per-example gradient norms that the clipping norm follows, from there; nil follows none.
  public var adaptiveClipping: Double?
  /// B, which the noisy sum is divided by, however large the batch is.
  public var expectedBatchSize: Double
  /// η.
  public var learningRate: Double
  /// μ, in [0, 1).
  public var momentum: Double
  /// λ, coupled and on weights alone; see `Optimizer`.
  public var weightDecay: Double
  /// The probability that a hidden unit is left out.
  public var dropout: Double
  /// The share of the target spread evenly over all classes.
  public var labelSmoothing: Double
  /// α of the Beta(α, α) that examples are mixed by; 0 mixes none. See `Mixup`.
  public var mixup: Double
  /// ω, which the mean loss of a batch is kept from falling below, in nats; nil lets it fall. See `RelaxLoss`.
  public var relaxLoss: Double?

  public init(
    noiseMultiplier: Double = 0, clippingNorm: Double? = nil, adaptiveClipping: Double? = nil,
    expectedBatchSize: Double, learningRate: Double, momentum: Double = 0, weightDecay: Double = 0,
    dropout: Double = 0, labelSmoothing: Double = 0, mixup: Double = 0, relaxLoss: Double? = nil
  ) {
    self.noiseMultiplier = noiseMultiplier
    self.clippingNorm = clippingNorm
    self.adaptiveClipping = adaptiveClipping
    self.expectedBatchSize = expectedBatchSize
    self.learningRate = learningRate
    self.momentum = momentum
    self.weightDecay = weightDecay
    self.dropout = dropout
    self.labelSmoothing = labelSmoothing
    self.mixup = mixup
    self.relaxLoss = relaxLoss
  }

  /// Noise without a clipping norm means a norm of one: noise hides nothing of bounded size otherwise. Adaptive clipping
  /// starts from it, and without one from one as well.
  public var effectiveClippingNorm: Double? {
    clippingNorm ?? (noiseMultiplier > 0 || adaptiveClipping != nil ? 1 : nil)
  }
}
