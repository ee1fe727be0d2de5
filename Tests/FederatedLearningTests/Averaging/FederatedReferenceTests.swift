import DifferentialPrivacy
import FederatedLearning
import Foundation
import LinearAlgebra
import NeuralNetworks
import Statistics
import Testing

/// Two rounds of PyTorch in double precision, made by `Tests/ReferenceValues/federated_averaging.py`.
struct FederatedReferenceTests {
  struct Example: Decodable, CustomTestStringConvertible, Sendable {
    let name: String
    let clients: [Int]
    let clientCount: Int
    let inputs: [[Float]]
    let labels: [Int]
    let hidden: Int
    let classCount: Int
    let start: [Float]
    let rounds: [[Double]]
    let localEpochs: Int
    let localBatch: Int?
    let learningRate: Double
    let momentum: Double
    let weightDecay: Double
    let serverRate: Double
    let clippingNorm: Double?

    var testDescription: String { name }
  }

  struct Reference: Decodable {
    let cases: [Example]
  }

  static func examples() throws -> [Example] {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let data = try Data(contentsOf: tests.appending(path: "ReferenceValues/federated_averaging.json"))
    return try decoder.decode(Reference.self, from: data).cases
  }

  @Test func roundsAreThoseOfPyTorch() throws {
    let examples = try Self.examples()
    #expect(examples.count == 5)
    for example in examples {
      let count = example.labels.count
      let set = TrainingSet(
        records: Matrix(
          rowCount: count, columnCount: example.inputs[0].count, elements: example.inputs.flatMap { $0 }),
        labels: example.labels, isMember: [Bool](repeating: true, count: count),
        expectedMemberCount: Double(count)
      ).dealt(to: example.clients)
      let network = Network(
        layers: Architecture(hiddenWidths: [example.hidden]).layers(
          inputCount: example.inputs[0].count, classCount: example.classCount, activation: .relu),
        parameters: example.start)
      var federation = FederationSettings()
      federation.clientCount = example.clientCount
      (federation.participation, federation.localEpochs) = (1, example.localEpochs)
      (federation.localBatchSize, federation.serverRate) = (example.localBatch, example.serverRate)
      let step = StepSettings(
        clippingNorm: example.clippingNorm, expectedBatchSize: 1, learningRate: example.learningRate,
        momentum: example.momentum, weightDecay: example.weightDecay)
      var averaging = FederatedAveraging(network: network, sideBySide: SmallFederation.backwards) {
        .seeded(RandomStream(seed: 1).split($0))
      }
      for expected in example.rounds {
        _ = averaging.step(on: set, settings: step, federation: federation)
        let difference = zip(averaging.network.parameters.values, expected).map { abs(Double($0) - $1) }
        #expect(difference.count == expected.count)
        #expect(try #require(difference.max()) < 2e-6, "\(example.name)")
      }
      if example.clippingNorm != nil {
        #expect(averaging.lastRound?.participants.contains(where: \.isClipped) == true)
      }
    }
  }
}
