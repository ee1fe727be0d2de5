public import LinearAlgebra

/// Gradient descent with momentum: v ← μ v + g, w ← w − η v, from v = 0.
///
/// Weight decay is coupled and falls on weights, never on biases: λ w is added to the gradient as it arrives, after
/// any noise and before the momentum.
public struct StochasticGradientDescent<Scalar: MatrixScalar>: Sendable {
  private var velocity: Network<Scalar>

  public init(for network: Network<Scalar>) {
    velocity = network
    velocity.scale(by: 0)
  }

  /// - Parameter scale: what the gradient is multiplied by first.
  @specialized(where Scalar == Float)
  public mutating func update(
    _ network: inout Network<Scalar>, along gradient: Network<Scalar>, scale: Double = 1,
    learningRate: Double, momentum: Double, weightDecay: Double
  ) {
    for index in network.layers.indices {
      network.layers[index].weight.descend(
        velocity: &velocity.layers[index].weight, gradient: gradient.layers[index].weight,
        scale: Scalar(scale), decay: Scalar(weightDecay), momentum: Scalar(momentum),
        rate: Scalar(learningRate))
      network.layers[index].bias.descend(
        velocity: &velocity.layers[index].bias, gradient: gradient.layers[index].bias,
        scale: Scalar(scale), decay: 0, momentum: Scalar(momentum), rate: Scalar(learningRate))
    }
  }
}
