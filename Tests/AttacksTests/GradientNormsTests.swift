import AccessControl
import Attacks
import Foundation
import LinearAlgebra
import NeuralNetworks
import Statistics
import Testing

struct GradientNormsTests {
  private func network(_ widths: [Int], activation: Activation, seed: UInt64) -> Network<Float> {
    var noise = GaussianNoise(RandomStream(seed: seed))
    let layers = Architecture(hiddenWidths: Array(widths[1..<widths.count - 1])).layers(
      inputCount: widths[0], classCount: widths[widths.count - 1], activation: activation)
    let layout = ParameterLayout(of: layers)
    var values = [Float](repeating: 0, count: layout.count)
    for slot in layout.slots {
      noise.add(to: &values, in: slot.range, standardDeviation: slot.tensor.isDecayed ? 0.7 : 0.5)
    }
    return Network(layers: layers, parameters: values)
  }

  /// The norm is that of training's own pass, in double precision.
  @Test(arguments: Activation.allCases, [[5, 3], [5, 8, 3], [5, 7, 6, 2]])
  func normsAreThoseOfTraining(activation: Activation, widths: [Int]) throws {
    let network = network(widths, activation: activation, seed: 6)
    let records = Matrix.gaussianRecords(20, width: 5, seed: 4)
    let labels = (0..<20).map { $0 % widths[widths.count - 1] }
    var pass = NetworkPass<Double>(for: network.converted(to: Double.self))
    pass.run(
      network.converted(to: Double.self), on: records.converted(to: Double.self), batch: Array(0..<20),
      labels: labels)
    pass.computeNorms()
    let scores = GradientNormAttack().scores(
      of: WhiteBoxCandidates(
        try ModelService(network, showsWeights: true).whiteBox(), inputs: records, labels: labels))
    for (score, squared) in zip(scores, pass.squaredGradientNorms) {
      #expect(abs(-score - log(squared) / 2) < 2e-5)
    }
  }

  /// Candidates whose confidence rounds to one keep norms that differ.
  @Test func saturatedCandidatesKeepTheirOrder() throws {
    let network = Network<Float>(
      layers: [Dense(inputCount: 1, outputCount: 2)], parameters: [1, 0, 0, 0])
    let inputs = Matrix<Float>(rowCount: 3, columnCount: 1, elements: [50, 100, 400])
    let scores = GradientNormAttack().scores(
      of: WhiteBoxCandidates(
        try ModelService(network, showsWeights: true).whiteBox(), inputs: inputs, labels: [0, 0, 0]))
    #expect(scores[0] < scores[1] && scores[1] < scores[2] && scores[2].isFinite)
  }
}
