/// What one step of training is to do; every field may change between steps.
public struct StepSettings: Hashable, Sendable {
  public var noiseMultiplier: Double
  /// As it was asked for; nil clips nothing, unless there is noise. See `effectiveClippingNorm`.
  public var clippingNorm: Double?
  public var expectedBatchSize: Double
  public var learningRate: Double
  public var momentum: Double
  public var weightDecay: Double
  public var dropout: Double
  public var labelSmoothing: Double

  public init(
    noiseMultiplier: Double = 0, clippingNorm: Double? = nil, expectedBatchSize: Double,
    learningRate: Double, momentum: Double = 0, weightDecay: Double = 0, dropout: Double = 0,
    labelSmoothing: Double = 0
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

  /// Noise without a clipping norm means a norm of one: noise hides nothing of bounded size otherwise.
  public var effectiveClippingNorm: Double? { clippingNorm ?? (noiseMultiplier > 0 ? 1 : nil) }
}
