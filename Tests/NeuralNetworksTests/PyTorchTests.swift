import Foundation
import LinearAlgebra
import NeuralNetworks
import Testing

/// Logits, losses, gradients, norms and a trajectory of PyTorch on the same weights, made by
/// `Tests/ReferenceValues/pytorch_forward.py`.
struct PyTorchTests {
  /// Float32 on both sides, with sums of a few dozen terms in other orders.
  private static let tolerance: Float = 2e-5

  struct Reference: Decodable {
    struct Layer: Decodable {
      /// [outputs, inputs] of a dense layer, [units] of a layer normalisation.
      enum Weight: Decodable {
        case matrix([[Float]])
        case vector([Float])

        init(from decoder: any Decoder) throws {
          let values = try decoder.singleValueContainer()
          self =
            if let rows = try? values.decode([[Float]].self) { .matrix(rows) } else {
              .vector(try values.decode([Float].self))
            }
        }
      }

      let weight: Weight
      let bias: [Float]

      /// As they are stored.
      var values: [Float] {
        switch weight {
        case .matrix(let rows): rows.flatMap { $0 } + bias
        case .vector(let gains): gains + bias
        }
      }

      /// As a description of a network writes it.
      var word: String { if case .matrix = weight { "\(bias.count)" } else { "norm" } }
    }
    struct Losses: Decodable {
      let labelSmoothing: Double
      let losses: [Float]
      let squaredGradientNorms: [Float]
      let gradients: [Layer]
    }
    struct Trajectory: Decodable {
      let steps: Int
      let learningRate: Double
      let momentum: Double
      let weightDecay: Double
      let labelSmoothing: Double
      let layers: [Layer]
    }
    struct Example: Decodable {
      let name: String
      let activation: Activation
      let layers: [Layer]
      let inputs: [[Float]]
      let labels: [Int]
      let logits: [[Float]]
      let losses: [Losses]
      let trajectory: Trajectory

      var network: Network<Float> {
        get throws {
          let words = layers.dropLast().map(\.word)
          let shape = try Architecture(
            parsing: words.isEmpty ? "linear" : "mlp:" + words.joined(separator: "-"))
          return Network(
            layers: shape.layers(
              inputCount: inputs[0].count, classCount: layers[layers.count - 1].bias.count,
              activation: activation),
            parameters: layers.flatMap(\.values))
        }
      }
      var records: Matrix<Float> {
        Matrix(rowCount: inputs.count, columnCount: inputs[0].count, elements: inputs.flatMap { $0 })
      }
    }
    let networks: [Example]

    static func read() throws -> [Example] {
      let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      let data = try Data(contentsOf: folder.appending(path: "ReferenceValues/pytorch_forward.json"))
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      return try decoder.decode(Reference.self, from: data).networks
    }
  }

  private func agree(_ ours: [Float], _ theirs: [Float]) -> Bool {
    ours.count == theirs.count
      && zip(ours, theirs).allSatisfy { abs($0 - $1) <= Self.tolerance * max(1, abs($1)) }
  }

  private func agree(_ ours: ParameterVector<Float>, _ theirs: [Reference.Layer]) -> Bool {
    agree(ours.values, theirs.flatMap(\.values))
  }

  @Test func forwardPassAgrees() throws {
    let examples = try Reference.read()
    #expect(examples.count == 4)
    for example in examples {
      #expect(agree(try example.network.logits(of: example.records).elements, example.logits.flatMap { $0 }))
    }
  }

  @Test func lossesNormsAndGradientsAgree() throws {
    for example in try Reference.read() {
      let network = try example.network
      for expected in example.losses {
        var pass = NetworkPass(for: network)
        pass.run(
          network, on: example.records, batch: Array(example.labels.indices), labels: example.labels,
          loss: CrossEntropy(labelSmoothing: expected.labelSmoothing))
        #expect(agree(pass.losses, expected.losses))
        pass.computeNorms()
        #expect(agree(pass.squaredGradientNorms, expected.squaredGradientNorms))
        let norms = pass.squaredGradientNorms
        // The inputs' norms known on the way in, and then those of other inputs, which are not known.
        for areNormsNext in [true, false] {
          let batch = Array(example.labels.indices.reversed())
          pass.forward(network, on: example.records, batch: batch, areNormsNext: areNormsNext)
          pass.backward(
            network, batch: batch, labels: example.labels,
            loss: CrossEntropy(labelSmoothing: expected.labelSmoothing))
          pass.computeNorms()
          #expect(pass.squaredGradientNorms == norms.reversed())
        }
        pass.run(
          network, on: example.records, batch: Array(example.labels.indices), labels: example.labels,
          loss: CrossEntropy(labelSmoothing: expected.labelSmoothing))
        var sum = network.parameters
        pass.sumGradients(scaledBy: example.labels.map { _ in 1 }, into: &sum)
        #expect(agree(sum, expected.gradients))
      }
    }
  }

  @Test func descentWithMomentumAndWeightDecayAgrees() throws {
    for example in try Reference.read() {
      let plan = example.trajectory
      var network = try example.network
      var descent = StochasticGradientDescent(for: network.parameters.layout)
      var gradient = network.parameters
      var pass = NetworkPass(for: network)
      for _ in 0..<plan.steps {
        pass.run(
          network, on: example.records, batch: Array(example.labels.indices), labels: example.labels,
          loss: CrossEntropy(labelSmoothing: plan.labelSmoothing))
        pass.sumGradients(scaledBy: example.labels.map { _ in 1 }, into: &gradient)
        descent.update(
          &network.parameters, along: gradient, scale: 1 / Double(example.labels.count),
          learningRate: plan.learningRate,
          momentum: plan.momentum,
          weightDecay: plan.weightDecay)
      }
      #expect(agree(network.parameters, plan.layers), "\(example.name)")
    }
  }
}
