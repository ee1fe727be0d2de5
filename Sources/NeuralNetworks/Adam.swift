import LinearAlgebra

/// Adam: for networks, and for attacks that descend on inputs rather than weights.
///
/// Reference: Kingma and Ba, _Adam_, arXiv:1412.6980, Algorithm 1, with its β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.
public struct Adam: Optimizer {
  private var firstMoment: [Float]
  private var secondMoment: [Float]
  private var firstDecay: Float = 1
  private var secondDecay: Float = 1

  public init(count: Int) {
    firstMoment = Array(repeating: 0, count: count)
    secondMoment = Array(repeating: 0, count: count)
  }

  /// Momentum is the algorithm's own, and the setting of that name has no say.
  public mutating func update(
    _ parameters: inout [Float], along gradient: [Float], in range: Range<Int>, scale: Double,
    learningRate: Double, momentum: Double, weightDecay: Double
  ) {
    parameters.descendByAdam(
      firstMoment: &firstMoment, secondMoment: &secondMoment, gradient: gradient, in: range,
      scale: Float(scale), decay: Float(weightDecay), rate: Float(learningRate), corrections: corrections)
  }

  /// One step of a plain vector along a gradient of the same count, without weight decay.
  public mutating func update(_ values: inout [Float], along gradient: [Float], learningRate: Float) {
    beginStep()
    update(
      &values, along: gradient, in: values.indices, scale: 1, learningRate: Double(learningRate), momentum: 0,
      weightDecay: 0)
  }

  public mutating func beginStep() {
    firstDecay *= 0.9
    secondDecay *= 0.999
  }

  /// What the moments are multiplied by, for they began at zero.
  private var corrections: (first: Float, second: Float) { (1 / (1 - firstDecay), 1 / (1 - secondDecay)) }
}
