public import LinearAlgebra
public import Statistics

/// Layers and their parameters; the last layer's outputs are logits.
public struct Network<Scalar: MatrixScalar>: Sendable {
  /// From inputs to logits.
  public let layers: [any Layer]
  public package(set) var parameters: ParameterVector<Scalar>

  /// - Precondition: there is a layer, the first is not in place, each takes what the one before gives, and there is a
  ///   value for each parameter.
  public init(layers: [any Layer], parameters values: [Scalar]? = nil) {
    precondition(layers.first.map { !$0.isInPlace } ?? false)
    precondition(zip(layers, layers.dropFirst()).allSatisfy { $0.outputCount == $1.inputCount })
    precondition(layers.allSatisfy { !$0.isInPlace || $0.tensors.isEmpty })
    self.layers = layers
    let layout = ParameterLayout(of: layers)
    parameters = values.map { ParameterVector(layout, values: $0) } ?? ParameterVector(zerosFor: layout)
  }

  /// A network of zeros.
  public init(_ architecture: Architecture, inputCount: Int, classCount: Int, activation: Activation) {
    self.init(
      layers: architecture.layers(inputCount: inputCount, classCount: classCount, activation: activation))
  }

  public var inputCount: Int { layers[0].inputCount }
  public var classCount: Int { layers[layers.count - 1].outputCount }
  public var parameterCount: Int { parameters.values.count }

  /// The logits, [batch, classes], of `inputs`, [batch, inputs].
  public func logits(of inputs: Matrix<Scalar>) -> Matrix<Scalar> {
    var pass = NetworkPass(for: self)
    pass.forward(self, on: inputs)
    return pass.logits
  }

  /// The same network in another precision.
  public func converted<Other: MatrixScalar>(to type: Other.Type) -> Network<Other> {
    Network<Other>(layers: layers, parameters: parameters.converted(to: type).values)
  }

  /// The parameters that a layer reads.
  package func parameters(ofLayer index: Int) -> LayerParameters<Scalar> {
    LayerParameters(parameters.values, parameters.layout.ranges(ofLayer: index))
  }
}

extension Network: Hashable {
  public static func == (first: Network, second: Network) -> Bool {
    first.parameters == second.parameters
      && first.layers.map(\.description) == second.layers.map(\.description)
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(parameters) }
}

extension Network where Scalar == Float {
  /// Starts every tensor as its layer says, drawing in the order of the slots.
  public mutating func initialize(from stream: RandomStream) {
    var noise = GaussianNoise(stream)
    for slot in parameters.layout.slots {
      let tensor = slot.tensor
      if tensor.initialMean != 0 {
        for index in slot.range { parameters.values[index] += Float(tensor.initialMean) }
      }
      guard tensor.initialDeviation > 0 else { continue }
      noise.add(to: &parameters.values, in: slot.range, standardDeviation: Float(tensor.initialDeviation))
    }
  }
}
