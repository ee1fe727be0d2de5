import LinearAlgebra
import NeuralNetworks
import Statistics
import Testing

/// A step goes over its gradient part by part, and noise that is added on the way is what a call for each slot draws.
struct OptimizerPartsTests {
  @Test(arguments: OptimizerName.allCases) func noiseOnTheWayIsNoiseBefore(name: OptimizerName) {
    var network = Network<Float>(
      Architecture(hiddenWidths: [70]), inputCount: 61, classCount: 3, activation: .relu)
    network.initialize(from: RandomStream(seed: 1))
    let layout = network.parameters.layout
    var (before, onTheWay) = (network.parameters, network.parameters)
    var optimizers = (name.optimizer(for: layout), name.optimizer(for: layout))
    var noises = (GaussianNoise(RandomStream(seed: 2)), GaussianNoise(RandomStream(seed: 2)))
    for _ in 0..<3 {
      var gradients = (before, onTheWay)
      for slot in 0..<layout.slotCount {
        noises.0.add(to: &gradients.0.values, in: layout.range(ofSlot: slot), standardDeviation: 0.5)
      }
      optimizers.0.update(
        &before, along: gradients.0, learningRate: 0.1, momentum: 0.9, weightDecay: 0.01)
      var noise = noises.1
      optimizers.1.update(
        &onTheWay, along: &gradients.1, scale: 1, learningRate: 0.1, momentum: 0.9, weightDecay: 0.01
      ) { values, part in
        noise.add(to: &values, in: part, standardDeviation: 0.5)
      }
      noises.1 = noise
      #expect(gradients.0 == gradients.1)
    }
    #expect(before == onTheWay && before != network.parameters)
  }
}
