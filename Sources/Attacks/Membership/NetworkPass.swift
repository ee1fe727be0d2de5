import LinearAlgebra
import NeuralNetworks

/// A pass forward that keeps the input of every layer, and the way back from any gradient at the outputs.
struct NetworkPass {
  private let network: Network<Float>
  /// The input of each layer, [batch, inputs].
  private var inputs: [Matrix<Float>]
  /// [batch, outputs].
  private(set) var outputs: Matrix<Float>

  init(_ network: Network<Float>, on records: Matrix<Float>) {
    self.network = network
    inputs = [records]
    outputs = Matrix(rowCount: 0, columnCount: network.layers[0].outputCount)
    for (index, layer) in network.layers.enumerated() {
      let isLast = index + 1 == network.layers.count
      outputs = Matrix(rowCount: 0, columnCount: layer.outputCount)
      layer.apply(to: inputs[index], activation: isLast ? nil : network.activation, into: &outputs)
      if !isLast { inputs.append(outputs) }
    }
  }

  /// The squared norm of each record's gradient in each layer: `‖gᵢ‖² (‖aᵢ‖² + 1)` for the layer's input `aᵢ` and the
  /// gradient `gᵢ` at its output (Goodfellow, arXiv:1510.01799).
  func squaredGradientNorms(outputGradients: Matrix<Float>) -> [[Float]] {
    gradients(from: outputGradients).enumerated().map { index, gradient in
      var norms = (inputs: [Float](), gradients: [Float]())
      inputs[index].squaredRowNorms(into: &norms.inputs)
      gradient.squaredRowNorms(into: &norms.gradients)
      return zip(norms.gradients, norms.inputs).map { $0 * ($1 + 1) }
    }
  }

  /// The sum over the batch of the gradients of all parameters.
  func parameterGradient(outputGradients: Matrix<Float>) -> Network<Float> {
    let layers = gradients(from: outputGradients).enumerated().map { index, gradient in
      var layer = Dense<Float>(
        inputCount: inputs[index].columnCount, outputCount: gradient.columnCount)
      layer.weight.setToProduct(.transposed(gradient), .plain(inputs[index]))
      layer.bias = gradient.columnSums()
      return layer
    }
    return Network(layers: layers, activation: network.activation)
  }

  /// The gradient at each layer's output, [batch, outputs].
  private func gradients(from last: Matrix<Float>) -> [Matrix<Float>] {
    var result = [last]
    for index in network.layers.indices.dropFirst().reversed() {
      var gradient = Matrix<Float>(rowCount: 0, columnCount: network.layers[index].inputCount)
      gradient.setToProduct(.plain(result[result.count - 1]), .plain(network.layers[index].weight))
      switch network.activation {
      case .relu: gradient.multiplyByRectifierSlope(atOutputs: inputs[index])
      case .tanh: gradient.multiplyByHyperbolicTangentSlope(atOutputs: inputs[index])
      }
      result.append(gradient)
    }
    return result.reversed()
  }
}
