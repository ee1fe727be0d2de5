import LinearAlgebra
import NeuralNetworks
import PrivacyAccounting

/// The noise of a trainer with a bug, from step to step.
struct BrokenNoise: Sendable {
  let bug: TrainerBug
  /// Steps that were taken.
  private var stepCount = 0
  /// What the first step drew, of deviation one.
  private var first: [Float]?

  init(_ bug: TrainerBug) { self.bug = bug }

  /// Adds to a clipped sum what stands for the noise of that multiplier.
  ///
  /// - Precondition: noise is added only to a sum that was clipped.
  mutating func add(
    noiseMultiplier: Double, expectedBatchSize: Double, to sum: inout ClippedSum,
    using noise: inout GaussianNoise
  ) {
    stepCount += 1
    guard noiseMultiplier > 0 else { return }
    let sensitivity = sum.sensitivity(under: .addOrRemove)
    precondition(sensitivity.isFinite, "noise needs a clipping norm")
    let deviation = Float(
      bug.deviation(
        noiseMultiplier: noiseMultiplier, clippingNorm: sensitivity, expectedBatchSize: expectedBatchSize))
    if bug == .repeatedNoise {
      var drawn = first ?? []
      if drawn.isEmpty {
        drawn = [Float](repeating: 0, count: sum.gradient.values.count)
        noise.add(to: &drawn, standardDeviation: 1)
        first = drawn
      }
      sum.gradient.values.add(drawn, scaledBy: deviation)
      return
    }
    if bug == .noiselessSteps, stepCount.isMultiple(of: 10) { return }
    let layout = sum.gradient.layout
    for slot in (bug == .noiselessLayer ? 1 : 0)..<layout.slotCount {
      noise.add(to: &sum.gradient.values, in: layout.range(ofSlot: slot), standardDeviation: deviation)
    }
  }
}
