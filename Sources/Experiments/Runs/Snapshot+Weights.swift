public import LinearAlgebra
import NeuralNetworks

extension Snapshot {
  /// Where the weights of the first layer lie among all parameters, unit by unit, and how many inputs each unit has; nil where it
  /// has none.
  public var firstLayerPlace: (range: Range<Int>, inputCount: Int)? {
    guard let slot = network.parameters.layout["layers.0.weight"], slot.tensor.shape.count == 2 else {
      return nil
    }
    return (slot.range, slot.tensor.shape[1])
  }

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
