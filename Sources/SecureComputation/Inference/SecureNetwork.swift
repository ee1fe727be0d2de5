public import LinearAlgebra
public import NeuralNetworks

/// A network as it is computed on shares: dense layers in fixed point, a rectifier between two of them.
public struct SecureNetwork: Hashable, Sendable {
  public let plan: InferencePlan
  /// How large the inputs may be, in magnitude, so that nothing wraps around.
  public let inputBound: Double
  package let layers: [FixedPointLayer]

  /// More often, and local truncation is not offered: the probability that it spoils a prediction.
  public static let mostFailures = 0.01

  /// Checks that every number which can come up has room.
  ///
  /// - Parameter inputBound: the largest magnitude that a record's values have.
  /// - Throws: `SecureComputationError` for a network that is not covered, and for weights or bounds beyond what there is room for.
  public init(
    _ network: Network<Float>, inputBound: Double, fractionBits: Int = FixedPoint.usualFractionBits,
    truncation: Truncation = .local, revealed: Revealed = .label
  ) throws(SecureComputationError) {
    let fixedPoint = try FixedPoint(fractionBits: fractionBits, truncation: truncation)
    // What a product may reach: it has twice the bits, and comparison and truncation bear 2⁶².
    let largest = FixedPoint.limit * fixedPoint.unit * fixedPoint.unit
    guard network.parameters.values.allSatisfy(\.isFinite) else { throw .notFinite }
    guard inputBound < largest else {
      throw .outOfRange("An input", value: inputBound, largest: largest)
    }
    var widths = [network.inputCount]
    var layers: [FixedPointLayer] = []
    // What is computed with is rounded, so that it may be a unit more.
    let reach = inputBound + fixedPoint.unit
    var interval = [ClosedRange<Double>](repeating: -reach...reach, count: network.inputCount)
    for (index, layer) in network.layers.enumerated() {
      if let activation = layer as? ActivationLayer {
        guard activation.activation == .relu else { throw .unsupportedLayer(activation.description) }
        interval = interval.map { max(0, $0.lowerBound)...max(0, $0.upperBound) }
        continue
      }
      guard let dense = layer as? Dense else { throw .unsupportedLayer(layer.description) }
      let encoded = try FixedPointLayer(
        dense, parameters: network.parameters(ofLayer: index), inputs: interval, fixedPoint,
        number: layers.count + 1)
      widths.append(dense.outputCount)
      layers.append(encoded)
      interval = encoded.outputs
    }
    (self.layers, self.inputBound) = (layers, inputBound)
    plan = InferencePlan(
      widths: widths, fractionBits: fractionBits, truncation: truncation, revealed: revealed)
    guard truncationFailureBound <= Self.mostFailures else {
      throw .tooManyFailures(
        truncationFailureBound, most: Self.mostFailures, fractionBits: fractionBits)
    }
  }

  /// An upper bound of the probability that local truncation spoils anything of a record's prediction: the sum of |z| / 2⁶⁴ over all
  /// products z, by what they can reach; 0 where truncation is exact.
  public var truncationFailureBound: Double {
    guard plan.truncation == .local else { return 0 }
    let unit = 0x1p-64 * Double(UInt64(1) << plan.fractionBits) * Double(UInt64(1) << plan.fractionBits)
    return layers.reduce(0) { $0 + $1.bound * unit * Double($1.outputs.count) }
  }
}

/// A dense layer in fixed point, and how far its outputs reach.
package struct FixedPointLayer: Hashable, Sendable {
  /// [inputs, outputs].
  package let weights: Matrix<UInt64>
  /// Of twice the fractional bits, as they are added to a product.
  package let biases: [UInt64]
  /// What each output can be, whatever the record, once it is truncated.
  package let outputs: [ClosedRange<Double>]
  /// The largest magnitude of all.
  package let bound: Double

  /// - Parameters:
  ///   - inputs: what each input can be.
  ///   - number: from 1, for the error.
  /// - Throws: `SecureComputationError` where a number could come up that there is no room for.
  init(
    _ dense: Dense, parameters: LayerParameters<Float>, inputs: [ClosedRange<Double>],
    _ fixedPoint: FixedPoint, number: Int
  ) throws(SecureComputationError) {
    let largest = FixedPoint.limit * fixedPoint.unit * fixedPoint.unit
    let (values, biases) = (Array(parameters[0].slice), Array(parameters[1].slice))
    let largestWeight = (values + biases).reduce(0) { max($0, abs(Double($1))) }
    guard largestWeight < largest else {
      throw .outOfRange("A weight", value: largestWeight, largest: largest)
    }
    var encoded = Matrix<UInt64>(rowCount: dense.inputCount, columnCount: dense.outputCount)
    var outputs: [ClosedRange<Double>] = []
    var encodedBiases: [UInt64] = []
    for output in 0..<dense.outputCount {
      let bias = fixedPoint.encode(Double(biases[output]) * fixedPoint.scale)
      encodedBiases.append(bias)
      var (low, high) = (fixedPoint.decode(bias, factors: 2), fixedPoint.decode(bias, factors: 2))
      for input in 0..<dense.inputCount {
        let word = fixedPoint.encode(Double(values[output * dense.inputCount + input]))
        encoded[input, output] = word
        // As it is computed with: rounded.
        let weight = fixedPoint.decode(word)
        let ends = (weight * inputs[input].lowerBound, weight * inputs[input].upperBound)
        low += min(ends.0, ends.1)
        high += max(ends.0, ends.1)
      }
      // Truncation is off by up to a unit, and these sums by less than another.
      outputs.append(low - 2 * fixedPoint.unit...high + 2 * fixedPoint.unit)
    }
    bound = outputs.reduce(0) { max($0, -$1.lowerBound, $1.upperBound) }
    guard bound < largest else {
      throw .tooLarge(
        layer: number, bound: bound, largest: largest, fractionBits: fixedPoint.fractionBits,
        largestWeight: largestWeight)
    }
    (weights, self.biases, self.outputs) = (encoded, encodedBiases, outputs)
  }
}
