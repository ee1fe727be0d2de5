package import DifferentialPrivacy
import NeuralNetworks

/// Watches a trainer step by step, and says whether it did what its ε was computed for. It is told what was promised and looks at
/// what went into the weights; nothing tells it what is wrong.
public struct ConformanceRecord: Sendable {
  private var noise = NoiseRecord()
  private var sampling: SamplingRecord

  /// - Parameter memberCount: who may join a batch: members of the pool, and canaries that are in.
  public init(memberCount: Int) { sampling = SamplingRecord(memberCount: memberCount) }

  /// Takes in what was done for one step that is counted.
  ///
  /// - Parameters:
  ///   - steps: what the trainer did, a step after another.
  ///   - settings: what the step was to do.
  ///   - rate: q, as it was counted.
  package mutating func take(_ steps: [WitnessedStep], settings: StepSettings, rate: Double) {
    sampling.take(steps, rate: rate, expectedBatchSize: settings.expectedBatchSize)
    for step in steps {
      // Where the norm follows a quantile no setting says what it is, and part of the noise is on the quantile.
      let isAdaptive = settings.adaptiveClipping != nil
      let norm = isAdaptive ? step.clippingNorm : settings.effectiveClippingNorm
      let multiplier =
        isAdaptive
        ? AdaptiveClipping.gradientNoiseMultiplier(of: settings) : settings.noiseMultiplier
      if let norm, let multiplier, multiplier > 0 { noise.take(step, deviation: multiplier * norm) }
    }
  }

  /// In the order of the noise, the batches, and their count; the sensitivity is found by a probe.
  public var checks: [ConformanceCheck] { noise.checks + sampling.checks }
}
