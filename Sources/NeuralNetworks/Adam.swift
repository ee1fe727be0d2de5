public import LinearAlgebra

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
    _ parameters: inout ParameterVector<Float>, along gradient: ParameterVector<Float>, scale: Double = 1,
    learningRate: Double, momentum: Double = 0, weightDecay: Double = 0
  ) {
    advance()
    let layout = parameters.layout
    for slot in 0..<layout.slotCount {
      parameters.values.descendByAdam(
        firstMoment: &firstMoment, secondMoment: &secondMoment, gradient: gradient.values,
        in: layout.range(ofSlot: slot),
        scale: Float(scale), decay: layout.isDecayed(atSlot: slot) ? Float(weightDecay) : 0,
        rate: Float(learningRate),
        corrections: corrections)
    }
  }

  /// One step of a plain vector along a gradient of the same count, without weight decay.
  public mutating func update(_ values: inout [Float], along gradient: [Float], learningRate: Float) {
    advance()
    values.descendByAdam(
      firstMoment: &firstMoment, secondMoment: &secondMoment, gradient: gradient, in: values.indices,
      scale: 1, decay: 0, rate: learningRate, corrections: corrections)
  }

  private mutating func advance() {
    firstDecay *= 0.9
    secondDecay *= 0.999
  }

  /// What the moments are multiplied by, for they began at zero.
  private var corrections: (first: Float, second: Float) { (1 / (1 - firstDecay), 1 / (1 - secondDecay)) }
}
