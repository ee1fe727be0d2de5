import LinearAlgebra
import NeuralNetworks
import SecureComputation
import Statistics
import Testing

/// Predictions on shares beside those of the network itself.
struct SecureInferenceTests {
  private static func network(_ text: String, inputs: Int, classes: Int = 10) throws -> Network<Float> {
    var network = Network<Float>(
      try Architecture(parsing: text), inputCount: inputs, classCount: classes, activation: .relu)
    network.initialize(from: RandomStream(seed: 3))
    if text == "linear" {
      var noise = GaussianNoise(RandomStream(seed: 4))
      var values = network.parameters.values
      noise.add(to: &values, in: 0..<values.count, standardDeviation: 0.1)
      network = Network(layers: network.layers, parameters: values)
    }
    return network
  }

  private static func records(_ count: Int, _ width: Int) -> Matrix<Float> {
    var stream = RandomStream(seed: 5)
    return Matrix(
      rowCount: count, columnCount: width, elements: (0..<count * width).map { _ in Float(stream.uniform()) })
  }

  /// FINDINGS of CrypTen's arithmetic and of a prototype's count: 784-128-10 and 64-64-10.
  @Test(arguments: [
    ("mlp:128", 784, Revealed.label, 48, 35_964, 813_056), ("mlp:128", 784, .logits, 12, 34_016, 813_056),
    ("mlp:64", 64, .label, 48, 16_372, 37_888), ("mlp:64", 64, .logits, 12, 14_424, 37_888),
  ])
  func aPredictionTakesThatManyRoundsAndBytes(
    text: String, inputs: Int, revealed: Revealed, rounds: Int, bytes: Int, setup: Int
  ) throws {
    let network = try Self.network(text, inputs: inputs)
    var inference = try SecureInference(SecureNetwork(network, inputBound: 1, revealed: revealed))
    let answer = try inference.answer(Self.records(1, inputs))
    #expect(answer.traffic[.first]?.rounds == rounds && answer.traffic[.second]?.rounds == rounds)
    #expect(answer.traffic[.first]?.bytesSent == bytes)
    // The answer goes one way.
    let revealedBytes = revealed == .label ? 8 : 80
    #expect(answer.traffic[.second]?.bytesSent == bytes - revealedBytes)
    #expect(inference.setup.values.allSatisfy { $0.bytesSent == setup })
  }

  @Test(arguments: ["linear", "mlp:8", "mlp:64", "mlp:40-20-16"], Truncation.allCases)
  func theAnswerIsTheNetworks(text: String, truncation: Truncation) throws {
    for revealed in Revealed.allCases {
      let network = try Self.network(text, inputs: 64)
      var inference = try SecureInference(
        SecureNetwork(network, inputBound: 1, truncation: truncation, revealed: revealed))
      for count in [1, 200] {
        let records = Self.records(count, 64)
        let plain = network.converted(to: Double.self).logits(of: records.converted(to: Double.self))
        let answer = try inference.answer(records)
        let error = zip(plain.elements, answer.logits.elements).map { abs($0 - $1) }.max()!
        #expect(error < 1e-3)
        // Only a record between two classes may fall to the other.
        for (row, label) in answer.labels.enumerated() where label != plain.largestColumns()[row] {
          #expect(plain.row(row).max()! - plain[row, label] < 2e-3)
        }
      }
    }
  }
}
