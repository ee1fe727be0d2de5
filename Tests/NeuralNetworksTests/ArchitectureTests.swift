import LinearAlgebra
import NeuralNetworks
import Statistics
import Testing

struct ArchitectureTests {
  @Test(arguments: ["linear", "mlp:1", "mlp:128", "mlp:256-128-10", "mlp:128-norm-64-norm"])
  func descriptionsAreRead(text: String) throws {
    #expect(try Architecture(parsing: text).description == text)
  }

  @Test(arguments: [
    ("", 0), ("mlp", 0), ("mlp:", 4), ("mlp:12-", 7), ("mlp:12-x", 7), ("mlp:0", 4), ("mlp:-5", 4),
    ("mlp:1-+2", 6), ("mlp:norm", 4), ("mlp:8-nor", 6), ("mlp:8-norm-", 11), ("linear-norm", 0),
  ])
  func errorsPointAtThePlace(text: String, offset: Int) {
    #expect(throws: ArchitectureError(text: text, offset: offset)) { try Architecture(parsing: text) }
  }

  /// A normalisation is a layer of its own in the file, whose gain and bias do nothing before they have learnt.
  @Test func aNormalisationStartsWithAGainOfOne() throws {
    var network = Network<Float>(
      try Architecture(parsing: "mlp:20-norm"), inputCount: 3, classCount: 2, activation: .tanh)
    network.initialize(from: RandomStream(seed: 1))
    let layout = network.parameters.layout
    #expect(
      layout.slots.map(\.name) == (0..<3).flatMap { ["layers.\($0).weight", "layers.\($0).bias"] })
    let (gain, bias) = (layout.slots[2], layout.slots[3])
    #expect(network.parameters[gain].elementsEqual(repeatElement(1, count: 20)))
    #expect(network.parameters[bias].elementsEqual(repeatElement(0, count: 20)))
    #expect(!gain.tensor.isDecayed && !bias.tensor.isDecayed)
  }

  @Test func initialWeightsHaveTheirDeviation() throws {
    var network = Network<Float>(
      try Architecture(parsing: "mlp:200"), inputCount: 300, classCount: 50, activation: .relu)
    let stream = RandomStream(seed: 1)
    network.initialize(from: stream)
    for (layer, expected) in [2.0 / 300, 1.0 / 200].enumerated() {
      let slots = network.parameters.layout.slots.filter { $0.layer == layer }
      let values = network.parameters[slots[0]].map(Double.init)
      let variance = values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
      // Five deviations of a sample variance.
      #expect(abs(variance / expected - 1) < 5 * (2 / Double(values.count)).squareRoot())
      #expect(network.parameters[slots[1]].allSatisfy { $0 == 0 })
    }
    var regression = Network<Float>(
      try Architecture(parsing: "linear"), inputCount: 3, classCount: 2, activation: .relu)
    regression.initialize(from: stream)
    #expect(regression.parameters.values.allSatisfy { $0 == 0 })
  }
}
