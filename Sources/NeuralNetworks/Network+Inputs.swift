import LinearAlgebra

extension Network {
  /// The network of those that have zero at every later input, with the first `count` alone: it answers them the same.
  ///
  /// - Precondition: the first layer is dense, and has that many inputs.
  public func keepingInputs(_ count: Int) -> Network {
    guard let first = layers[0] as? Dense, count <= first.inputCount else {
      preconditionFailure("inputs are left out of a dense layer that has them")
    }
    var values = [Scalar]()
    let weights = parameters.layout.range(ofSlot: 0)
    for output in 0..<first.outputCount {
      let start = weights.lowerBound + output * first.inputCount
      values += parameters.values[start..<start + count]
    }
    values += parameters.values[weights.upperBound...]
    return Network(
      layers: [
        Dense(inputCount: count, outputCount: first.outputCount, initialDeviation: first.initialDeviation)
      ]
        + layers.dropFirst(), parameters: values)
  }
}
