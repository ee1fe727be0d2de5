public import LinearAlgebra
import NeuralNetworks

extension Snapshot {
  /// The weights from the inputs to each unit of the first layer, a row a unit; nil where the first layer has none.
  public var firstLayerWeights: Matrix<Float>? {
    guard let slot = network.parameters.layout["layers.0.weight"], slot.tensor.shape.count == 2 else {
      return nil
    }
    return Matrix(
      rowCount: slot.tensor.shape[0], columnCount: slot.tensor.shape[1],
      elements: Array(network.parameters[slot]))
  }
}
