public import LinearAlgebra
public import NeuralNetworks

/// The weights of a model, as its service hands them to an adversary that may see them: no attack has weights in any other
/// way.
public struct WhiteBox: Sendable {
  public let network: Network<Float>

  /// Only a service makes one.
  init(network: Network<Float>) { self.network = network }
}
