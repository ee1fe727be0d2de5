import DifferentialPrivacy
import LinearAlgebra
import NeuralNetworks
import Statistics
import Testing

/// Examples of several records: sampled, averaged and clipped as one.
struct UnitClippingTests {
  private static let groups = [0..<3, 3..<4, 4..<9, 9..<11]

  private func network(_ text: String) throws -> Network<Double> {
    var network = Network<Float>(
      try Architecture(parsing: text), inputCount: 5, classCount: 3, activation: .tanh)
    network.initialize(from: RandomStream(seed: 2))
    return network.converted(to: Double.self)
  }

  private func records() -> Matrix<Double> {
    var stream = RandomStream(seed: 3)
    return Matrix(rowCount: 11, columnCount: 5, elements: (0..<55).map { _ in 2 * stream.uniform() - 1 })
  }

  private let labels = (0..<11).map { $0 % 3 }

  /// The norm of a group is that of the sum of its examples' gradients, formed one by one.
  @Test(arguments: ["linear", "mlp:6", "mlp:7-norm-4"]) func groupNormsAreThoseOfSums(text: String) throws {
    let network = try network(text)
    var pass = NetworkPass(for: network)
    pass.run(network, on: records(), batch: Array(0..<11), labels: labels)
    pass.computeNorms(ofGroups: Self.groups)
    for (norm, group) in zip(pass.squaredGradientNorms, Self.groups) {
      var alone = NetworkPass(for: network)
      alone.run(network, on: records(), batch: Array(group), labels: labels)
      var sum = network.parameters
      alone.sumGradients(scaledBy: group.map { _ in 1 }, into: &sum)
      let expected = sum.values.reduce(0) { $0 + $1 * $1 }
      #expect(abs(norm - expected) <= 1e-12 * max(1, expected))
    }
  }

  /// A group counts as one example, whose gradient is the mean of its records', and is clipped to the norm.
  @Test(arguments: [0.05, nil]) func aGroupIsOneExample(clippingNorm: Double?) throws {
    var network = Network<Float>(
      try Architecture(parsing: "mlp:6"), inputCount: 5, classCount: 3, activation: .relu)
    network.initialize(from: RandomStream(seed: 2))
    let records = records().converted(to: Float.self)
    var pass = NetworkPass(for: network)
    pass.run(network, on: records, batch: Array(0..<11), labels: labels)
    var whole = ClippedSum(for: network.parameters.layout)
    whole.take(&pass, clippingNorm: clippingNorm, groups: Self.groups)
    #expect(whole.batchSize == 4 && whole.clippedCount == (clippingNorm == nil ? 0 : 4))
    var expected = ParameterVector<Float>(zerosFor: network.parameters.layout)
    for group in Self.groups {
      var alone = NetworkPass(for: network)
      alone.run(network, on: records, batch: Array(group), labels: labels)
      var mean = expected
      alone.sumGradients(scaledBy: group.map { _ in 1 / Float(group.count) }, into: &mean)
      let norm = mean.values.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
      expected.add(mean, scaledBy: clippingNorm.map { Float(min(1, $0 / norm)) } ?? 1)
    }
    for (own, other) in zip(whole.gradient.values, expected.values) { #expect(abs(own - other) < 1e-6) }
  }

  /// Where every group is one record, nothing but the last digits changes.
  @Test func groupsOfOneAreExamples() throws {
    let network = try network("mlp:6")
    var pass = NetworkPass(for: network)
    pass.run(network, on: records(), batch: Array(0..<11), labels: labels)
    pass.computeNorms()
    let norms = pass.squaredGradientNorms
    pass.computeNorms(ofGroups: (0..<11).map { $0..<$0 + 1 })
    for (one, other) in zip(norms, pass.squaredGradientNorms) { #expect(abs(one - other) < 1e-14) }
  }

  /// A gradient that is not finite takes the whole of its unit with it, and is counted once.
  @Test func aUnitThatIsNotFiniteContributesZero() throws {
    var network = Network<Float>(
      try Architecture(parsing: "linear"), inputCount: 5, classCount: 3, activation: .relu)
    network.initialize(from: RandomStream(seed: 2))
    var poisoned = records().converted(to: Float.self)
    poisoned[1, 2] = .nan
    var pass = NetworkPass(for: network)
    pass.run(network, on: poisoned, batch: Array(0..<11), labels: labels)
    var sum = ClippedSum(for: network.parameters.layout)
    sum.take(&pass, clippingNorm: 1, groups: Self.groups)
    #expect(sum.nonFiniteCount == 1 && sum.gradient.values.allSatisfy(\.isFinite))
  }

  /// Records of one unit that pull apart with all their might leave a sum that is small beside them: its norm is right, and so
  /// it is never longer than the clipping norm.
  @Test func whatCancelsIsStillClipped() throws {
    var stream = RandomStream(seed: 5)
    let layer = Dense(inputCount: 8, outputCount: 64)
    for _ in 0..<300 {
      let side = (0..<64).map { _ in Float(4000 * (stream.uniform() - 0.5)) }
      let other = side.map { -$0 + Float(0.002 * (stream.uniform() - 0.5)) }
      let inputs = (0..<8).map { _ in Float(stream.uniform()) }
      let input = Matrix<Float>(rowCount: 2, columnCount: 8, elements: inputs + inputs)
      var gradient = Matrix<Float>(rowCount: 2, columnCount: 64, elements: side + other)
      var norms: [Float] = [0]
      var notes = LayerNotes<Float>()
      layer.addSquaredGroupNorms(
        to: &norms, groups: [0..<2], input: input, outputGradient: gradient, notes: &notes)
      let layout = ParameterLayout(of: [layer])
      var sum = [Float](repeating: 0, count: layout.count)
      var rows = input
      layer.sumGradients(
        scaledBy: [1, 1], kept: nil, input: &rows, outputGradient: &gradient, notes: &notes, into: &sum,
        ranges: layout.ranges(ofLayer: 0))
      let length = sum.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
      // What the sum itself is rounded by, in single precision: a part in 2²³ of terms of 2,000.
      #expect(length <= Double(norms[0]).squareRoot() + 64 * 2000 / 8_388_608)
      #expect(norms[0] >= 0)
    }
  }

  /// Without clipping a unit that is not finite takes nothing from the others.
  @Test func whoIsFiniteKeepsItsMean() throws {
    var network = Network<Float>(
      try Architecture(parsing: "linear"), inputCount: 5, classCount: 3, activation: .relu)
    network.initialize(from: RandomStream(seed: 2))
    var poisoned = records().converted(to: Float.self)
    poisoned[0, 2] = .infinity
    let sum = { (batch: [Int], groups: [Range<Int>]) -> [Float] in
      var pass = NetworkPass(for: network)
      pass.run(network, on: poisoned, batch: batch, labels: labels)
      var sum = ClippedSum(for: network.parameters.layout)
      sum.take(&pass, clippingNorm: nil, groups: groups)
      return sum.gradient.values
    }
    let both = sum([0, 1, 2, 3], [0..<2, 2..<4])
    let alone = sum([2, 3], [0..<2])
    #expect(both.contains { $0 != 0 })
    for (one, other) in zip(both, alone) { #expect(abs(one - other) < 1e-6) }
  }
}
