import LinearAlgebra
import NeuralNetworks
import SecureComputation
import Statistics
import Testing

/// What is not computed on shares, and why.
struct RefusalTests {
  private static func network(
    _ text: String, activation: Activation = .relu, weight: Float? = nil
  ) throws -> Network<Float> {
    var network = Network<Float>(
      try Architecture(parsing: text), inputCount: 6, classCount: 3, activation: activation)
    network.initialize(from: RandomStream(seed: 3))
    guard let weight else { return network }
    return Network(
      layers: network.layers, parameters: [Float](repeating: weight, count: network.parameterCount))
  }

  @Test(arguments: [
    ("mlp:8", Activation.tanh, "tanh"), ("mlp:8", .sigmoid, "sigmoid"), ("mlp:8-norm", .relu, "norm"),
  ])
  func aLayerThatIsNotCoveredIsNamed(text: String, activation: Activation, name: String) throws {
    let network = try Self.network(text, activation: activation)
    #expect(throws: SecureComputationError.unsupportedLayer(name)) {
      try SecureNetwork(network, inputBound: 1)
    }
  }

  @Test func fractionalBitsHaveTheirLimits() throws {
    let network = try Self.network("mlp:8")
    for (bits, truncation) in [(0, Truncation.local), (21, .local), (29, .exact), (-3, .exact)] {
      let most = truncation == .local ? 20 : 28
      #expect(throws: SecureComputationError.fractionBits(bits, truncation, most: most)) {
        try SecureNetwork(network, inputBound: 1, fractionBits: bits, truncation: truncation)
      }
    }
    _ = try SecureNetwork(network, inputBound: 1, fractionBits: 20)
    _ = try SecureNetwork(network, inputBound: 1, fractionBits: 28, truncation: .exact)
  }

  /// With seven terms of 10⁴ a layer reaches 7 x 10⁴; the next, of eight units, about 5.6 x 10⁹, and 2³⁰ is the most.
  @Test func weightsOutOfRangeAreRefusedWithTheLargest() throws {
    let network = try Self.network("mlp:8", weight: 1e4)
    #expect {
      try SecureNetwork(network, inputBound: 1)
    } throws: { error in
      guard case .tooLarge(layer: 2, let bound, let largest, 16, 1e4) = error as? SecureComputationError
      else { return false }
      return abs(bound - 5.6e9) < 1e7 && largest == 0x1p30
    }
    // What no input reaches has to have room all the same.
    #expect(
      throws: SecureComputationError.outOfRange("A weight", value: Double(Float(1e20)), largest: 0x1p30)
    ) {
      try SecureNetwork(Self.network("mlp:8", weight: 1e20), inputBound: 1e-12)
    }
    #expect(throws: SecureComputationError.notFinite) {
      try SecureNetwork(Self.network("mlp:8", weight: .nan), inputBound: 1)
    }
  }

  /// Seven quarters become seven halves with one fractional bit, and it is these that must have room.
  @Test func roomIsThatOfRoundedNumbers() throws {
    let network = try Self.network("linear", weight: 0.25)
    let bound = 0x1p57
    // 6.25 x .25 is less than 2⁶⁰ / 2⁵⁷, and 6.25 x .5 is.
    #expect(throws: Never.self) {
      try SecureNetwork(network, inputBound: bound, fractionBits: 1, truncation: .exact)
    }
    #expect {
      try SecureNetwork(network, inputBound: 3 * bound, fractionBits: 1, truncation: .exact)
    } throws: { error in
      if case .tooLarge(layer: 1, _, largest: 0x1p60, 1, 0.25) = error as? SecureComputationError {
        true
      } else {
        false
      }
    }
  }

  @Test func localTruncationThatFailsTooOftenIsNotOffered() throws {
    let network = try Self.network("linear", weight: 1000)
    // Three outputs of 6,001,000 x 2³² / 2⁶⁴, and a fifth of that.
    #expect {
      try SecureNetwork(network, inputBound: 10_000)
    } throws: { error in
      guard case .tooManyFailures(let bound, most: 0.01, 16) = error as? SecureComputationError else {
        return false
      }
      return abs(bound / (3 * 60_001_000 * 0x1p-32) - 1) < 1e-3
    }
    #expect(throws: Never.self) { try SecureNetwork(network, inputBound: 1000) }
    #expect(throws: Never.self) { try SecureNetwork(network, inputBound: 10_000, truncation: .exact) }
  }

  @Test func recordsThatDoNotFitAreRefused() throws {
    var inference = try SecureInference(SecureNetwork(Self.network("linear"), inputBound: 2))
    #expect(throws: SecureComputationError.otherWidth(found: 5, needed: 6)) {
      try inference.answer(Matrix(rowCount: 1, columnCount: 5))
    }
    #expect(throws: SecureComputationError.noRecords) {
      try inference.answer(Matrix(rowCount: 0, columnCount: 6))
    }
    #expect(throws: SecureComputationError.valueTooLarge(record: 1, most: 2)) {
      try inference.answer(Matrix(rowCount: 1, columnCount: 6, repeating: -2.5))
    }
    for value in [.nan, -.infinity] as [Float] {
      #expect(throws: SecureComputationError.notANumber(record: 1)) {
        try inference.answer(Matrix(rowCount: 1, columnCount: 6, repeating: value))
      }
    }
    // What was refused before it began spoils nothing.
    _ = try inference.answer(Matrix(rowCount: 1, columnCount: 6, repeating: 1))
  }

  @Test func nothingIsUsedOrKeptTwice() throws {
    let mask = KeptMask(0, rowCount: 2, columnCount: 2)
    let share = Matrix<UInt64>(rowCount: 2, columnCount: 2, repeating: 5)
    #expect(throws: SecureComputationError.keptTwice(0)) {
      _ = try TwoParties().both(preparing: []) { party in
        _ = try party.keep(share, under: mask)
        _ = try party.keep(share, under: mask)
      }
    }
    #expect(throws: SecureComputationError.reused(serial: 0)) {
      _ = try TwoParties().both(preparing: [.products(1), .products(1)]) { party in
        _ = try party.products([1], [2])
        party.supply.expandAgain(forgettingUse: false)
        _ = try party.products([1], [3])
      }
    }
    // A copy of a computation has the triples of the other.
    var inference = try SecureInference(SecureNetwork(Self.network("linear"), inputBound: 1))
    var copy = inference
    let record = Matrix<Float>(rowCount: 1, columnCount: 6, repeating: 1)
    _ = try inference.answer(record)
    #expect(throws: SecureComputationError.reused(serial: 0)) { try copy.answer(record) }
    // A dealer who prepared something else is noticed where it sent too little.
    #expect(throws: SecureComputationError.otherDemand) {
      _ = try TwoParties().both(preparing: [.products(1)]) { party in _ = try party.products([1, 2], [2, 3]) }
    }
  }
}
