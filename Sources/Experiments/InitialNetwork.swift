import NeuralNetworks
import Records
import Statistics

extension ExperimentData {
  /// The network of a run before its first step.
  ///
  /// - Parameter root: where the run draws what it draws from.
  func initialNetwork(
    _ architecture: Architecture, of configuration: ExperimentConfiguration, random root: RandomStream
  ) -> Network<Float> {
    var network = Network<Float>(
      architecture, inputCount: inputCount, classCount: dataset.classCount,
      activation: configuration.activation)
    if let initialParameters {
      network = Network(layers: network.layers, parameters: initialParameters.values)
    } else {
      network.initialize(from: root.split("initialization"))
    }
    return network
  }
}
