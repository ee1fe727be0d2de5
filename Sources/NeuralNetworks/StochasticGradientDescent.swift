public import LinearAlgebra

/// Gradient descent with momentum: v ← μ v + g, w ← w − η v, from v = 0.
///
/// Weight decay is coupled and falls on weights, never on biases: λ w is added to the gradient as it arrives, after
/// any noise and before the momentum.
public struct StochasticGradientDescent<Scalar: MatrixScalar>: Sendable {
  private var velocity: Network<Scalar>?

  public init() {}

  @specialized(where Scalar == Float)
  public mutating func update(
    _ network: inout Network<Scalar>, along gradient: Network<Scalar>, learningRate: Double, momentum: Double,
    weightDecay: Double
  ) {
    var direction = gradient
    if weightDecay > 0 {
      for index in network.layers.indices {
        direction.layers[index].weight.add(network.layers[index].weight, scaledBy: Scalar(weightDecay))
      }
    }
    if var moving = velocity {
      velocity = nil
      moving.scale(by: Scalar(momentum))
      moving.add(direction, scaledBy: 1)
      direction = moving
    }
    network.add(direction, scaledBy: Scalar(-learningRate))
    velocity = direction
  }
}
