/// What one step of training is to do; every field may change between steps.
public struct StepSettings: Hashable, Sendable {
  public var noiseMultiplier: Double
  /// As it was asked for; nil clips nothing, unless there is noise. See `effectiveClippingNorm`.
  public var clippingNorm: Double?
  /// The quantile of the per-example gradient norms that the clipping norm follows, from there; nil follows none.
  public var adaptiveClipping: Double?
  public var expectedBatchSize: Double
  public var learningRate: Double
  public var momentum: Double
  public var weightDecay: Double
  public var dropout: Double
  public var labelSmoothing: Double

  public init(
    noiseMultiplier: Double = 0, clippingNorm: Double? = nil, adaptiveClipping: Double? = nil,
    expectedBatchSize: Double, learningRate: Double, momentum: Double = 0, weightDecay: Double = 0,
    dropout: Double = 0, labelSmoothing: Double = 0
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
  }

  /// Noise without a clipping norm means a norm of one: noise hides nothing of bounded size otherwise. Adaptive clipping
  /// starts from it, and without one from one as well.
  public var effectiveClippingNorm: Double? {
    clippingNorm ?? (noiseMultiplier > 0 || adaptiveClipping != nil ? 1 : nil)
  }
}
