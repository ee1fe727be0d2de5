package import NeuralNetworks

/// What a step did, kept for somebody who checks the trainer: no settings, but the very numbers that went into the model.
package struct WitnessedStep: Sendable {
  /// Examples that joined the batch.
  package let batchSize: Int
  /// C, of the sum; nil where nothing was clipped.
  package let clippingNorm: Double?
  /// Σ of the clipped gradients.
  package let cleanSum: ParameterVector<Float>
  /// The same with its noise, as the optimizer took it.
  package let noisySum: ParameterVector<Float>
  /// What the optimizer divided it by.
  package let divisor: Double

  init(of sum: ClippedSum, without cleanSum: ParameterVector<Float>, divisor: Double) {
    batchSize = sum.batchSize
    clippingNorm = sum.clippingNorm
    self.cleanSum = cleanSum
    noisySum = sum.gradient
    self.divisor = divisor
  }
}
