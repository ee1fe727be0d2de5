import LinearAlgebra
import NeuralNetworks
import Statistics
import Testing

/// Gradients and per-example norms against central differences of the loss, one example at a time, in Double.
struct FiniteDifferenceTests {
  private static let step = 1e-6
  /// Central differences of a smooth loss err by about step² plus rounding over step: some 1e-10 here.
  private static let tolerance = 1e-7

  private func network(_ widths: [Int], _ activation: Activation) -> Network<Double> {
    var stream = RandomStream(seed: 4)
    let layers = zip(widths, widths.dropFirst()).map { inputs, outputs in
      Dense<Double>(
        weight: Matrix(
          rowCount: outputs, columnCount: inputs,
          elements: (0..<inputs * outputs).map { _ in stream.uniform() - 0.5 }),
        bias: (0..<outputs).map { _ in stream.uniform() - 0.5 })
    }
    return Network(layers: layers, activation: activation)
  }

  private func records(_ count: Int, _ width: Int) -> Matrix<Double> {
    var stream = RandomStream(seed: 6)
    return Matrix(
      rowCount: count, columnCount: width, elements: (0..<count * width).map { _ in 2 * stream.uniform() - 1 }
    )
  }

  private func loss(
    _ network: Network<Double>, _ records: Matrix<Double>, _ example: Int, labels: [Int], smoothing: Double,
    masks: [Matrix<Double>]
  ) -> Double {
    var pass = TrainingPass(for: network)
    let rows = masks.map {
      Matrix(rowCount: 1, columnCount: $0.columnCount, elements: Array($0.row(example)))
    }
    pass.run(network, on: records, batch: [example], labels: labels, labelSmoothing: smoothing, masks: rows)
    return pass.losses[0]
  }

  /// The gradient of one example's loss at every parameter, in the order of the layers.
  private func differences(
    _ network: Network<Double>, _ loss: (Network<Double>) -> Double
  ) -> [Double] {
    var gradient = [Double]()
    for layer in network.layers.indices {
      for index in network.layers[layer].weight.elements.indices {
        gradient.append(
          slope { network, change in
            let columns = network.layers[layer].weight.columnCount
            network.layers[layer].weight[index / columns, index % columns] += change
          })
      }
      for index in network.layers[layer].bias.indices {
        gradient.append(slope { network, change in network.layers[layer].bias[index] += change })
      }
    }
    return gradient

    func slope(_ change: (inout Network<Double>, Double) -> Void) -> Double {
      var above = network
      var below = network
      change(&above, Self.step)
      change(&below, -Self.step)
      return (loss(above) - loss(below)) / (2 * Self.step)
    }
  }

  private func flattened(_ network: Network<Double>) -> [Double] {
    network.layers.flatMap { $0.weight.elements + $0.bias }
  }

  @Test(
    arguments: [[4, 3], [4, 5, 3], [4, 6, 5, 2]], [(Activation.relu, 0.0), (.tanh, 0.1)])
  func gradientsAndNormsAreExact(widths: [Int], variant: (Activation, Double)) {
    let network = network(widths, variant.0)
    let records = records(7, 4)
    let labels = (0..<7).map { $0 % (widths.last ?? 1) }
    for size in [0, 1, 2, 7] {
      let batch = Array(0..<size)
      var dropout = RandomStream(seed: 8)
      var drawn = Dropout(for: network)
      drawn.draw(batchSize: size, rate: 0.4) { dropout.uniform() }
      let masks = size == 7 ? drawn.masks : []
      var pass = TrainingPass(for: network)
      pass.run(
        network, on: records, batch: batch, labels: labels, labelSmoothing: variant.1, masks: masks)
      let expected = batch.map { example in
        differences(network) {
          loss($0, records, example, labels: labels, smoothing: variant.1, masks: masks)
        }
      }
      pass.computeNorms()
      let norms = pass.squaredGradientNorms
      #expect(norms.count == size)
      for (norm, gradient) in zip(norms, expected) {
        #expect(abs(norm - gradient.reduce(0) { $0 + $1 * $1 }) < Self.tolerance)
      }
      let factors = batch.map { 1 / Double($0 + 1) }
      var gradient = network
      pass.sumGradients(scaledBy: factors, into: &gradient)
      let sum = flattened(gradient)
      for index in sum.indices {
        let value = zip(factors, expected).reduce(0) { $0 + $1.0 * $1.1[index] }
        #expect(abs(sum[index] - value) < Self.tolerance)
      }
    }
  }

  @Test(arguments: [Activation.relu, .tanh])
  func inputGradientsAreExact(activation: Activation) {
    let network = network([4, 6, 3], activation)
    let records = records(3, 4)
    let labels = [0, 2, 1]
    var pass = TrainingPass(for: network)
    pass.run(network, on: records, batch: [0, 1, 2], labels: labels)
    let gradients = pass.inputGradients(through: network)
    for row in 0..<3 {
      for column in 0..<4 {
        let ends = [Self.step, -Self.step].map { change in
          var moved = records
          moved[row, column] += change
          return loss(network, moved, row, labels: labels, smoothing: 0, masks: [])
        }
        #expect(abs(gradients[row, column] - (ends[0] - ends[1]) / (2 * Self.step)) < Self.tolerance)
      }
    }
  }
}
