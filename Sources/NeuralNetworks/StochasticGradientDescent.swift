import LinearAlgebra

/// Gradient descent with momentum: v ← μ v + g, w ← w − η v, from v = 0, as PyTorch's `SGD` has it.
///
/// Reference: Polyak, _Some Methods of Speeding up the Convergence of Iteration Methods_ (1964).
public struct StochasticGradientDescent: Optimizer {
  private var velocity: [Float]

  public init(for layout: ParameterLayout) { velocity = [Float](repeating: 0, count: layout.count) }

  public mutating func beginStep() {}

  public mutating func update(
    _ parameters: inout [Float], along gradient: [Float], in range: Range<Int>, scale: Double,
    learningRate: Double, momentum: Double, weightDecay: Double
  ) {
    parameters.descend(
      velocity: &velocity, gradient: gradient, in: range, scale: Float(scale), decay: Float(weightDecay),
      momentum: Float(momentum), rate: Float(learningRate))
  }
}
