import LinearAlgebra
import NeuralNetworks
import Testing

struct AdamTests {
  /// Ten steps of PyTorch's Adam with weight decay on weights alone, made by `Tests/ReferenceValues/pytorch_adam.py`.
  @Test func theTrajectoryIsPyTorchs() {
    let expected: [Float] = [
      -0.2850273, -0.6931266, -0.0818319, 0.3352088, 0.8913023, 0.2212433, 0.2580547, -0.2580549,
    ]
    let records = Matrix<Float>(
      rowCount: 4, columnCount: 3,
      elements: [0.5, -1, 2, 1.5, 0.25, -0.5, -0.75, 1, 0.5, 0.1, 0.2, -1.2])
    var network = Network<Float>(
      layers: [Dense(inputCount: 3, outputCount: 2)],
      parameters: [0.1, -0.2, 0.3, 0, 0.4, -0.1, 0.05, -0.05])
    var optimizer = OptimizerName.adam.optimizer(for: network.parameters.layout)
    var pass = NetworkPass(for: network)
    var gradient = network.parameters
    for _ in 0..<10 {
      pass.run(network, on: records, batch: [0, 1, 2, 3], labels: [0, 1, 1, 0])
      pass.sumGradients(scaledBy: [1, 1, 1, 1], into: &gradient)
      optimizer.update(
        &network.parameters, along: gradient, scale: 0.25, learningRate: 0.05, momentum: 0.9, weightDecay: 0.1
      )
    }
    // Float32 on both sides, ten steps of sums in other orders.
    for (own, other) in zip(network.parameters.values, expected) { #expect(abs(own - other) < 2e-5) }
  }
}
