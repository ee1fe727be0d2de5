public import LinearAlgebra

/// Gradient descent with momentum: v ← μ v + g, w ← w − η v, from v = 0, as PyTorch's `SGD` has it.
///
/// Reference: Polyak, _Some Methods of Speeding up the Convergence of Iteration Methods_ (1964).
public struct StochasticGradientDescent: Optimizer {
  private var velocity: ParameterVector<Float>

  public init(for layout: ParameterLayout) { velocity = ParameterVector(zerosFor: layout) }

  public mutating func update(
    _ parameters: inout ParameterVector<Float>, along gradient: ParameterVector<Float>, scale: Double = 1,
    learningRate: Double, momentum: Double, weightDecay: Double
  ) {
    let layout = parameters.layout
    for slot in 0..<layout.slotCount {
      parameters.values.descend(
        velocity: &velocity.values, gradient: gradient.values, in: layout.range(ofSlot: slot),
        scale: Float(scale),
        decay: layout.isDecayed(atSlot: slot) ? Float(weightDecay) : 0, momentum: Float(momentum),
        rate: Float(learningRate))
    }
  }
}
