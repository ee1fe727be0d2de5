import LinearAlgebra

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Logistic regression on a few features, fitted by Newton's method with a small ridge.
///
/// Features are scaled to mean zero and variance one over the examples; one that is not finite counts as the mean.
struct LogisticClassifier {
  private let means: [Double]
  private let deviations: [Double]
  /// One for each feature, and the constant last.
  private var coefficients: [Double]

  /// The weight of the ridge, in examples: it keeps coefficients finite where examples can be parted without error.
  private static let ridge = 1.0

  /// - Parameter examples: `width` features for each outcome, one example after another.
  init(examples: [Double], outcomes: [Bool], width: Int) {
    precondition(examples.count == outcomes.count * width)
    var (means, deviations) = ([Double](), [Double]())
    for feature in 0..<width {
      let values = stride(from: feature, to: examples.count, by: width).map { examples[$0] }
        .filter(\.isFinite)
      let mean = values.reduce(0, +) / Double(max(1, values.count))
      let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, values.count))
      means.append(mean)
      deviations.append(square > 0 ? square.squareRoot() : 1)
    }
    (self.means, self.deviations) = (means, deviations)
    coefficients = Array(repeating: 0, count: width + 1)
    fit(to: standardized(examples), outcomes: outcomes)
  }

  /// The log-odds of a positive outcome for each example.
  func scores(of examples: [Double]) -> [Double] { logOdds(of: standardized(examples), coefficients) }

  private mutating func fit(to examples: [Double], outcomes: [Bool]) {
    var cost = self.cost(coefficients, examples, outcomes)
    for _ in 0..<25 {
      guard let step = newtonStep(examples, outcomes) else { return }
      var length = 1.0
      var improved = false
      while length > 1e-4, !improved {
        let candidate = zip(coefficients, step).map { $0 - length * $1 }
        let newCost = self.cost(candidate, examples, outcomes)
        if newCost < cost {
          improved = cost - newCost > 1e-9 * cost
          (coefficients, cost) = (candidate, newCost)
          if !improved { return }
        }
        length /= 2
      }
      guard improved else { return }
    }
  }

  private func cost(_ coefficients: [Double], _ examples: [Double], _ outcomes: [Bool]) -> Double {
    var sum = coefficients.dropLast().reduce(0) { $0 + $1 * $1 } * Self.ridge / 2
    for (odds, outcome) in zip(logOdds(of: examples, coefficients), outcomes) {
      sum -= logConfidence(margin: outcome ? odds : -odds)
    }
    return sum
  }

  /// (XᵀWX + ridge)⁻¹ of the gradient; nil where that is not finite.
  private func newtonStep(_ examples: [Double], _ outcomes: [Bool]) -> [Double]? {
    let size = coefficients.count
    var gradient = coefficients.map { $0 * Self.ridge }
    var curvature = [Double](repeating: 0, count: size * size)
    for index in 0..<size { curvature[index * size + index] = index + 1 < size ? Self.ridge : 1e-9 }
    gradient[size - 1] = 0
    var row = [Double](repeating: 1, count: size)
    for (example, odds) in logOdds(of: examples, coefficients).enumerated() {
      let probability = exp(logConfidence(margin: odds))
      let residual = probability - (outcomes[example] ? 1 : 0)
      let weight = probability * (1 - probability)
      for feature in 0..<size - 1 { row[feature] = examples[example * (size - 1) + feature] }
      for left in 0..<size {
        gradient[left] += residual * row[left]
        let scaled = weight * row[left]
        for right in 0...left { curvature[left * size + right] += scaled * row[right] }
      }
    }
    return Cholesky(Matrix(rowCount: size, columnCount: size, elements: curvature))?.solution(of: gradient)
  }

  private func logOdds(of examples: [Double], _ coefficients: [Double]) -> [Double] {
    let width = coefficients.count - 1
    return (0..<examples.count / width).map { example in
      var sum = coefficients[width]
      for feature in 0..<width { sum += coefficients[feature] * examples[example * width + feature] }
      return sum
    }
  }

  private func standardized(_ examples: [Double]) -> [Double] {
    let width = means.count
    return examples.enumerated().map { index, value in
      let feature = index % width
      return value.isFinite ? (value - means[feature]) / deviations[feature] : 0
    }
  }
}
