public import LinearAlgebra

/// How parameters follow a gradient.
public protocol Optimizer: Sendable {
  /// - Parameters:
  ///   - gradient: a sum over examples, as noise has left it.
  ///   - scale: what the gradient is multiplied by first: one over the expected batch size.
  ///   - weightDecay: coupled, and on weights alone: λ w is added to the scaled gradient, before any momentum.
  mutating func update(
    _ parameters: inout ParameterVector<Float>, along gradient: ParameterVector<Float>, scale: Double,
    learningRate: Double, momentum: Double, weightDecay: Double)
}

/// The optimisers there are, by the name that a person gives.
public enum OptimizerName: String, CaseIterable, Hashable, Codable, Sendable {
  case sgd
  case adam

  /// One that has taken no step: velocity or moments are zero.
  public func optimizer(for layout: ParameterLayout) -> any Optimizer {
    switch self {
    case .sgd: StochasticGradientDescent(for: layout)
    case .adam: Adam(count: layout.count)
    }
  }
}

/// How the learning rate changes over the steps of a run.
public enum RateDecay: String, CaseIterable, Hashable, Codable, Sendable {
  case none
  /// From the learning rate at the first step down by equal amounts, to one part in `stepCount` of it at the last.
  case linear

  /// What the learning rate of that step, from 0, is multiplied by; steps beyond the last keep the last one's.
  public func factor(step: Int, of stepCount: Int) -> Double {
    switch self {
    case .none: 1
    case .linear: stepCount < 1 ? 1 : Double(max(1, stepCount - step)) / Double(stepCount)
    }
  }
}
