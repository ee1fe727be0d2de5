/// Adam, for an attack that descends on inputs rather than weights.
///
/// Reference: Kingma and Ba, _Adam_, arXiv:1412.6980, Algorithm 1, with its β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.
struct Adam {
  private var firstMoment: [Float]
  private var secondMoment: [Float]
  private var firstDecay: Float = 1
  private var secondDecay: Float = 1

  init(count: Int) {
    firstMoment = Array(repeating: 0, count: count)
    secondMoment = Array(repeating: 0, count: count)
  }

  mutating func update(_ values: inout [Float], along gradient: [Float], learningRate: Float) {
    firstDecay *= 0.9
    secondDecay *= 0.999
    let firstScale = 1 / (1 - firstDecay)
    let secondScale = 1 / (1 - secondDecay)
    for index in values.indices {
      let slope = gradient[index]
      firstMoment[index] += 0.1 * (slope - firstMoment[index])
      secondMoment[index] += 0.001 * (slope * slope - secondMoment[index])
      values[index] -=
        learningRate * firstMoment[index] * firstScale
        / ((secondMoment[index] * secondScale).squareRoot() + 1e-8)
    }
  }
}
