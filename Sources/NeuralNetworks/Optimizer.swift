public import LinearAlgebra

/// How parameters follow a gradient.
public protocol Optimizer: Sendable {
  /// A step has begun, and all parameters are about to follow its gradient.
  mutating func beginStep()

  /// The parameters in that range follow the gradient there.
  ///
  /// - Parameters:
  ///   - scale: what the gradient is multiplied by first.
  ///   - weightDecay: λ, of which λ w is added to the scaled gradient, before any momentum.
  mutating func update(
    _ parameters: inout [Float], along gradient: [Float], in range: Range<Int>, scale: Double,
    learningRate: Double, momentum: Double, weightDecay: Double)
}

extension Optimizer {
  /// A step along a gradient that is complete.
  ///
  /// - Parameters:
  ///   - gradient: a sum over examples.
  ///   - scale: what the gradient is multiplied by first: one over the expected batch size.
  ///   - weightDecay: coupled, and on weights alone: λ w is added to the scaled gradient, before any momentum.
  public mutating func update(
    _ parameters: inout ParameterVector<Float>, along gradient: ParameterVector<Float>, scale: Double = 1,
    learningRate: Double, momentum: Double = 0, weightDecay: Double = 0
  ) {
    var gradient = gradient
    update(
      &parameters, along: &gradient, scale: scale, learningRate: learningRate, momentum: momentum,
      weightDecay: weightDecay, completing: { _, _ in })
  }

  /// A step along a gradient that is completed on the way, so that each part of it is gone over once, while it is near.
  ///
  /// - Parameters:
  ///   - gradient: a sum over examples, as noise leaves it.
  ///   - complete: adds the noise to the values in a range, none of which is in another. Ranges begin at slots, or whole blocks of draws
  ///     behind.
  package mutating func update(
    _ parameters: inout ParameterVector<Float>, along gradient: inout ParameterVector<Float>, scale: Double,
    learningRate: Double, momentum: Double, weightDecay: Double,
    completing complete: (inout [Float], Range<Int>) -> Void
  ) {
    beginStep()
    let layout = parameters.layout
    for slot in 0..<layout.slotCount {
      let whole = layout.range(ofSlot: slot)
      let decay = layout.isDecayed(atSlot: slot) ? weightDecay : 0
      for start in stride(from: whole.lowerBound, to: whole.upperBound, by: partCount) {
        let part = start..<min(whole.upperBound, start + partCount)
        complete(&gradient.values, part)
        update(
          &parameters.values, along: gradient.values, in: part, scale: scale, learningRate: learningRate,
          momentum: momentum, weightDecay: decay)
      }
    }
  }
}

/// Values that are gone over at a time: their gradients, weights and moments fit the nearest cache, and draws come in blocks of 32.
private let partCount = 1024

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
