public import LinearAlgebra
public import NeuralNetworks

/// The weights of a model, as its service hands them to an adversary that may see them: no attack has weights in any other
/// way, for its initialiser is this module's own.
public struct WhiteBox: Sendable {
  public let network: Network<Float>
}
