import LinearAlgebra
import NeuralNetworks
import Statistics
import Testing

/// Gradients and per-example norms against central differences of the loss, one example at a time, in Double.
struct FiniteDifferenceTests {
  private static let step = 1e-6
  /// Central differences of a smooth loss err by about step² plus rounding over step: some 1e-10 here.
  private static let tolerance = 1e-7

  /// Of four inputs.
  private func network(_ shape: String, classCount: Int, _ activation: Activation) throws -> Network<Double> {
    var stream = RandomStream(seed: 4)
    let layers = try Architecture(parsing: shape).layers(
      inputCount: 4, classCount: classCount, activation: activation)
    let count = ParameterLayout(of: layers).count
    return Network(layers: layers, parameters: (0..<count).map { _ in stream.uniform() - 0.5 })
  }

  private func records(_ count: Int, _ width: Int) -> Matrix<Double> {
    var stream = RandomStream(seed: 6)
    return Matrix(
      rowCount: count, columnCount: width, elements: (0..<count * width).map { _ in 2 * stream.uniform() - 1 }
    )
  }

  private func loss(
    _ network: Network<Double>, _ records: Matrix<Double>, _ example: Int, labels: [Int], smoothing: Double,
    dropout: Dropout<Double>?
  ) -> Double {
    var pass = NetworkPass(for: network)
    pass.run(
      network, on: records, batch: [example], labels: labels, loss: CrossEntropy(labelSmoothing: smoothing),
      dropout: dropout?.row(example))
    return pass.losses[0]
  }

  /// The gradient of one example's loss at every parameter, in the order of the layers.
  private func differences(
    _ network: Network<Double>, _ loss: (Network<Double>) -> Double
  ) -> [Double] {
    network.parameters.values.indices.map { index in
      let ends = [Self.step, -Self.step].map { change in
        var values = network.parameters.values
        values[index] += change
        return loss(Network(layers: network.layers, parameters: values))
      }
      return (ends[0] - ends[1]) / (2 * Self.step)
    }
  }

  @Test(
    arguments: [("linear", 3), ("mlp:5", 3), ("mlp:6-5", 2), ("mlp:5-norm", 3), ("mlp:6-norm-5-norm", 2)],
    [(Activation.relu, 0.0), (.tanh, 0.1), (.sigmoid, 0)])
  func gradientsAndNormsAreExact(shape: (String, Int), variant: (Activation, Double)) throws {
    let network = try network(shape.0, classCount: shape.1, variant.0)
    let records = records(7, 4)
    let labels = (0..<7).map { $0 % shape.1 }
    for size in [0, 1, 2, 7] {
      let batch = Array(0..<size)
      var dropout = RandomStream(seed: 8)
      var drawn = Dropout(for: network)
      drawn.draw(batchSize: size, rate: 0.4) { dropout.uniform() }
      let dropped = size == 7 ? drawn : nil
      var pass = NetworkPass(for: network)
      pass.run(
        network, on: records, batch: batch, labels: labels, loss: CrossEntropy(labelSmoothing: variant.1),
        dropout: dropped)
      let expected = batch.map { example in
        differences(network) {
          loss($0, records, example, labels: labels, smoothing: variant.1, dropout: dropped)
        }
      }
      pass.computeNorms()
      let norms = pass.squaredGradientNorms
      #expect(norms.count == size)
      for (norm, gradient) in zip(norms, expected) {
        #expect(abs(norm - gradient.reduce(0) { $0 + $1 * $1 }) < Self.tolerance)
      }
      let factors = batch.map { 1 / Double($0 + 1) }
      var gradient = network.parameters
      pass.sumGradients(scaledBy: factors, into: &gradient)
      let sum = gradient.values
      for index in sum.indices {
        let value = zip(factors, expected).reduce(0) { $0 + $1.0 * $1.1[index] }
        #expect(abs(sum[index] - value) < Self.tolerance)
      }
    }
  }

  @Test(arguments: Activation.allCases, ["mlp:6", "mlp:6-norm"])
  func inputGradientsAreExact(activation: Activation, shape: String) throws {
    let network = try network(shape, classCount: 3, activation)
    let records = records(3, 4)
    let labels = [0, 2, 1]
    var pass = NetworkPass(for: network)
    pass.run(network, on: records, batch: [0, 1, 2], labels: labels)
    let gradients = pass.inputGradients(through: network)
    for row in 0..<3 {
      for column in 0..<4 {
        let ends = [Self.step, -Self.step].map { change in
          var moved = records
          moved[row, column] += change
          return loss(network, moved, row, labels: labels, smoothing: 0, dropout: nil)
        }
        #expect(abs(gradients[row, column] - (ends[0] - ends[1]) / (2 * Self.step)) < Self.tolerance)
      }
    }
  }
}

extension Dropout<Double> {
  /// What it does to one example alone.
  fileprivate func row(_ example: Int) -> Dropout {
    var row = self
    var next = masks.compactMap { $0?.row(example) }.flatMap { Array($0) }.map { $0 == 0 ? 0.0 : 1 }[...]
    row.draw(batchSize: 1, rate: 0.4) { next.removeFirst() }
    return row
  }
}
