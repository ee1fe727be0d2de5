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
  /// The gradient at the output of each layer, [batch, outputs]; of the last, before the way back, the logits.
  private var outputGradients: [Matrix<Scalar>]
  /// The activations before dropout, where there is any.
  private var activations: [Matrix<Scalar>]
  private var batchLabels: [Int] = []
  private var norms: (inputs: [Scalar], gradients: [Scalar]) = ([], [])

  /// The loss of each example of the batch, with the label smoothing it was trained with.
  public private(set) var losses: [Scalar] = []
  /// The squared Euclidean norm of each example's gradient over all parameters; see `computeNorms`.
  public private(set) var squaredGradientNorms: [Scalar] = []

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
    batchLabels.removeAll(keepingCapacity: true)
    for record in batch { batchLabels.append(labels[record]) }
    outputGradients[network.layers.count - 1].applyCrossEntropy(
      labels: batchLabels, labelSmoothing: labelSmoothing, losses: &losses)
    for index in network.layers.indices.dropLast().reversed() {
      outputGradients[index].setToProduct(
        .plain(outputGradients[index + 1]), .plain(network.layers[index + 1].weight))
      if !masks.isEmpty { outputGradients[index].multiplyElements(by: masks[index]) }
      let outputs = masks.isEmpty ? inputs[index + 1] : activations[index]
      switch network.activation {
      case .relu: outputGradients[index].multiplyByRectifierSlope(atOutputs: outputs)
      case .tanh: outputGradients[index].multiplyByHyperbolicTangentSlope(atOutputs: outputs)
      }
    }
  }

  @specialized(where Scalar == Float)
  private mutating func forward(_ network: Network<Scalar>, masks: [Matrix<Scalar>]) {
    let last = network.layers.count - 1
    for index in 0..<last {
      network.layers[index].apply(
        to: inputs[index], activation: network.activation, into: &inputs[index + 1])
      guard !masks.isEmpty else { continue }
      activations[index].copy(inputs[index + 1])
      inputs[index + 1].multiplyElements(by: masks[index])
    }
    network.layers[last].apply(to: inputs[last], activation: nil, into: &outputGradients[last])
  }

  /// Computes the squared Euclidean norm of each example's gradient over all parameters.
  @specialized(where Scalar == Float)
  public mutating func computeNorms() {
    squaredGradientNorms.removeAll(keepingCapacity: true)
    for _ in losses { squaredGradientNorms.append(0) }
    for layer in inputs.indices {
      inputs[layer].squaredRowNorms(into: &norms.inputs)
      outputGradients[layer].squaredRowNorms(into: &norms.gradients)
      for index in losses.indices {
        squaredGradientNorms[index] += norms.gradients[index] * (norms.inputs[index] + 1)
      }
    }
  }

  /// `sum` becomes the sum of the per-example gradients, each multiplied by its factor; an example whose factor is
  /// zero contributes exactly zero, even where its gradient is not finite.
  ///
  /// The factors go into the gradients at the outputs, so that one product a layer gives the whole sum (Bu et al.,
  /// _Differentially Private Optimization on Large Model at Small Cost_, arXiv:2210.00038); the pass is used up by it.
  @specialized(where Scalar == Float)
  public mutating func sumGradients(scaledBy factors: [Scalar], into sum: inout Network<Scalar>) {
    let isExcluded = factors.contains(0)
    for index in inputs.indices {
      outputGradients[index].scaleRows(by: factors)
      if isExcluded { inputs[index].scaleRows(by: factors.map { $0 == 0 ? 0 : 1 }) }
      sum.layers[index].weight.setToProduct(.transposed(outputGradients[index]), .plain(inputs[index]))
      outputGradients[index].columnSums(into: &sum.layers[index].bias)
    }
  }

  /// The gradient of each example's loss at its own input, [batch, inputs].
  @specialized(where Scalar == Float)
  public func inputGradients(through network: Network<Scalar>) -> Matrix<Scalar> {
    var gradients = Matrix<Scalar>(rowCount: 0, columnCount: network.inputCount)
    gradients.setToProduct(.plain(outputGradients[0]), .plain(network.layers[0].weight))
    return gradients
  }
}
