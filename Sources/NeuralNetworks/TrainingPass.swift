public import LinearAlgebra

/// One pass forward and one back over a batch, which keeps the factors of every per-example gradient.
///
/// Example `i` has weight gradient `gᵢ aᵢᵀ` and bias gradient `gᵢ` in each layer, where `aᵢ` is the layer's input
/// and `gᵢ` the loss's gradient at its output. Its squared norm over all layers is therefore `Σ ‖gᵢ‖² (‖aᵢ‖² + 1)`,
/// and no per-example gradient is ever formed.
///
/// Reference: Goodfellow, _Efficient Per-Example Gradient Computations_, arXiv:1510.01799.
public struct TrainingPass<Scalar: MatrixScalar>: Sendable {
  /// The input of each layer, [batch, inputs].
  private var inputs: [Matrix<Scalar>]
  /// The gradient at the output of each layer, [batch, outputs]; before the way back, the outputs themselves.
  private var outputGradients: [Matrix<Scalar>]
  /// The activations before dropout, which the slope of tanh needs.
  private var activations: [Matrix<Scalar>]

  /// The loss of each example of the batch, with the label smoothing it was trained with.
  public private(set) var losses: [Scalar] = []

  public init(for network: Network<Scalar>) {
    inputs = network.layers.map { Matrix(rowCount: 0, columnCount: $0.inputCount) }
    outputGradients = network.layers.map { Matrix(rowCount: 0, columnCount: $0.outputCount) }
    activations = network.layers.dropLast().map { Matrix(rowCount: 0, columnCount: $0.outputCount) }
  }

  /// Runs the records at `batch`, a list that may be empty, through the network and back.
  ///
  /// - Parameters:
  ///   - labels: the label of every record, of which the batch's are read.
  ///   - labelSmoothing: the share of the target spread evenly over all classes.
  ///   - masks: what dropout multiplies each hidden layer's activations by; none without dropout.
  @specialized(where Scalar == Float)
  public mutating func run(
    _ network: Network<Scalar>, on records: Matrix<Scalar>, batch: [Int], labels: [Int],
    labelSmoothing: Double = 0, masks: [Matrix<Scalar>] = []
  ) {
    inputs[0].gather(batch, from: records)
    forward(network, masks: masks)
    startBackward(labels: batch.map { labels[$0] }, labelSmoothing: labelSmoothing)
    for index in network.layers.indices.dropLast().reversed() {
      outputGradients[index].setToProduct(
        .plain(outputGradients[index + 1]), .plain(network.layers[index + 1].weight))
      if !masks.isEmpty { outputGradients[index].multiplyElements(by: masks[index]) }
      outputGradients[index].multiplyBySlope(of: network.activation, atOutputs: activations[index])
    }
  }

  @specialized(where Scalar == Float)
  private mutating func forward(_ network: Network<Scalar>, masks: [Matrix<Scalar>]) {
    for (index, layer) in network.layers.enumerated() {
      layer.apply(to: inputs[index], into: &outputGradients[index])
      guard index + 1 < network.layers.count else { break }
      activations[index] = outputGradients[index]
      activations[index].apply(network.activation)
      inputs[index + 1] = activations[index]
      if !masks.isEmpty { inputs[index + 1].multiplyElements(by: masks[index]) }
    }
  }

  /// Softmax cross-entropy: the loss of each example, and its gradient at the logits, softmax − target.
  @specialized(where Scalar == Float)
  private mutating func startBackward(labels: [Int], labelSmoothing: Double) {
    let last = outputGradients.count - 1
    let logits = outputGradients[last]
    let classCount = logits.columnCount
    let spread = Scalar(labelSmoothing / Double(classCount))
    let onLabel = Scalar(1 - labelSmoothing)
    let logarithms = outputGradients[last].applySoftmax()
    losses = labels.indices.map { row in
      var expected = onLabel * logits[row, labels[row]]
      if labelSmoothing > 0 { expected += spread * logits.row(row).reduce(0, +) }
      return logarithms[row] - expected
    }
    if labelSmoothing > 0 { outputGradients[last].add(-spread) }
    for (row, label) in labels.enumerated() { outputGradients[last][row, label] -= onLabel }
  }

  /// The squared Euclidean norm of each example's gradient over all parameters.
  @specialized(where Scalar == Float)
  public func squaredGradientNorms() -> [Scalar] {
    var norms = [Scalar](repeating: 0, count: losses.count)
    for (input, gradient) in zip(inputs, outputGradients) {
      for (index, (a, g)) in zip(input.squaredRowNorms(), gradient.squaredRowNorms()).enumerated() {
        norms[index] += g * (a + 1)
      }
    }
    return norms
  }

  /// The sum of the per-example gradients, each multiplied by its factor; an example whose factor is zero
  /// contributes exactly zero, even where its gradient is not finite.
  @specialized(where Scalar == Float)
  public mutating func gradientSum(scaledBy factors: [Scalar], activation: Activation) -> Network<Scalar> {
    let isExcluded = factors.contains(0)
    let layers = inputs.indices.map { index in
      outputGradients[index].scaleRows(by: factors)
      if isExcluded { inputs[index].scaleRows(by: factors.map { $0 == 0 ? 0 : 1 }) }
      var layer = Dense<Scalar>(
        inputCount: inputs[index].columnCount, outputCount: outputGradients[index].columnCount)
      layer.weight.setToProduct(.transposed(outputGradients[index]), .plain(inputs[index]))
      layer.bias = outputGradients[index].columnSums()
      return layer
    }
    return Network(layers: layers, activation: activation)
  }

  /// The gradient of each example's loss at its own input, [batch, inputs].
  @specialized(where Scalar == Float)
  public func inputGradients(through network: Network<Scalar>) -> Matrix<Scalar> {
    var gradients = Matrix<Scalar>(rowCount: 0, columnCount: network.inputCount)
    gradients.setToProduct(.plain(outputGradients[0]), .plain(network.layers[0].weight))
    return gradients
  }
}
