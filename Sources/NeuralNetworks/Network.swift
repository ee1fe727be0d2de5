public import LinearAlgebra
public import Statistics

/// Dense layers with an activation between each and the next; the last layer's outputs are logits.
///
/// Also the type of a gradient, a velocity, or any other quantity with one value for each parameter.
public struct Network<Scalar: MatrixScalar>: Hashable, Sendable {
  public var layers: [Dense<Scalar>]
  public let activation: Activation

  /// - Precondition: there is a layer, and each takes what the one before gives.
  public init(layers: [Dense<Scalar>], activation: Activation) {
    precondition(!layers.isEmpty)
    precondition(zip(layers, layers.dropFirst()).allSatisfy { $0.outputCount == $1.inputCount })
    self.layers = layers
    self.activation = activation
  }

  /// A network of zeros.
  public init(_ architecture: Architecture, inputCount: Int, classCount: Int, activation: Activation) {
    let widths = [inputCount] + architecture.hiddenWidths + [classCount]
    self.init(
      layers: zip(widths, widths.dropFirst()).map { Dense(inputCount: $0, outputCount: $1) },
      activation: activation)
  }

  public var inputCount: Int { layers[0].inputCount }
  public var classCount: Int { layers[layers.count - 1].outputCount }
  public var parameterCount: Int { layers.reduce(0) { $0 + $1.weight.elements.count + $1.bias.count } }

  /// The logits, [batch, classes], of `inputs`, [batch, inputs].
  @specialized(where Scalar == Float)
  public func logits(of inputs: Matrix<Scalar>) -> Matrix<Scalar> {
    var current = inputs
    for (index, layer) in layers.enumerated() {
      var outputs = Matrix<Scalar>(rowCount: 0, columnCount: layer.outputCount)
      layer.apply(to: current, activation: index + 1 < layers.count ? activation : nil, into: &outputs)
      current = outputs
    }
    return current
  }

  /// Adds `factor` times `other`, parameter by parameter.
  @specialized(where Scalar == Float)
  public mutating func add(_ other: Network, scaledBy factor: Scalar) {
    for index in layers.indices {
      layers[index].weight.add(other.layers[index].weight, scaledBy: factor)
      layers[index].bias.add(other.layers[index].bias, scaledBy: factor)
    }
  }

  @specialized(where Scalar == Float)
  public mutating func scale(by factor: Scalar) {
    for index in layers.indices {
      layers[index].weight.scale(by: factor)
      layers[index].bias.scale(by: factor)
    }
  }

  public func converted<Other: MatrixScalar>(to type: Other.Type) -> Network<Other> {
    Network<Other>(
      layers: layers.map {
        Dense<Other>(weight: $0.weight.converted(to: type), bias: $0.bias.map { Other($0) })
      }, activation: activation)
  }
}

extension Network where Scalar == Float {
  /// Starts a network: regression from zero; else weights from N(0, 2/inputs) before a rectifier, N(0, 1/inputs)
  /// before a hyperbolic tangent and in the last layer (He et al., arXiv:1502.01852), and biases of zero.
  public mutating func initialize(from stream: RandomStream) {
    guard layers.count > 1 else { return }
    var noise = GaussianNoise(stream)
    for index in layers.indices {
      let isLast = index + 1 == layers.count
      let gain: Double = !isLast && activation == .relu ? 2 : 1
      let deviation = (gain / Double(layers[index].inputCount)).squareRoot()
      noise.add(to: &layers[index].weight, standardDeviation: Float(deviation))
    }
  }
}
