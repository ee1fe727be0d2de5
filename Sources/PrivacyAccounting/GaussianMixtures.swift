import Statistics

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// P = Σ pⱼ N(aⱼ, σ²) and Q = Σ qⱼ N(bⱼ, σ²), each component a shift and its weight.
struct GaussianMixtures: Hashable, Sendable {
  struct Component: Hashable, Sendable {
    let shift: Double
    let weight: Double
  }

  let noiseMultiplier: Double
  let first: [Component]
  let second: [Component]
  /// Where outcomes are counted as revealing everything, so that the losses left have no heavy tail.
  var ceiling: Ceiling?

  /// A share Φ((position − z) / width) of each outcome is kept, which is smooth, and goes from one to zero about the position.
  struct Ceiling: Hashable, Sendable {
    let position: Double
    let width: Double

    func logShare(at z: Double) -> Double { NormalDistribution.logCumulative((position - z) / width) }
  }

  init(noiseMultiplier: Double, first: [Component], second: [Component]) {
    self.noiseMultiplier = noiseMultiplier
    self.first = first
    self.second = second
  }

  /// The same with a ceiling beyond which outcomes have that probability under P; nil where the loss has no heavy tail.
  func truncated(at probability: Double) -> GaussianMixtures? {
    guard gaussianMu == nil, let highest = first.map(\.shift).max(),
      highest > second.map(\.shift).max() ?? 0
    else { return nil }
    let width = noiseMultiplier / 30
    let deviation = (noiseMultiplier * noiseMultiplier + width * width).squareRoot()
    let beyond = { (position: Double) in
      first.reduce(0) {
        $0 + $1.weight * exp(NormalDistribution.logCumulative(($1.shift - position) / deviation))
      }
    }
    var (low, high) = (highest - 40 * deviation, highest + 40 * deviation)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if beyond(middle) > probability { low = middle } else { high = middle }
    }
    var copy = self
    copy.ceiling = Ceiling(position: high, width: width)
    return copy
  }

  var swapped: GaussianMixtures {
    GaussianMixtures(noiseMultiplier: noiseMultiplier, first: second, second: first)
  }

  /// μ where both are one component: the loss is then itself normal, N(μ²/2, μ²).
  var gaussianMu: Double? {
    guard first.count == 1, second.count == 1 else { return nil }
    return abs(first[0].shift - second[0].shift) / noiseMultiplier
  }

  /// ln of the density of either over that of N(0, σ²), at a point.
  static func logRatio(_ components: [Component], at z: Double, noiseMultiplier sigma: Double) -> Double {
    let variance = sigma * sigma
    let exponent = { (shift: Double) in (2 * shift * z - shift * shift) / (2 * variance) }
    if components.count == 1 { return exponent(components[0].shift) }
    // As weights add up to one, the ratio less one is what components elsewhere than at 0 add to it: a ratio near one, which
    // small rates have, keeps its digits.
    if components.allSatisfy({ exponent($0.shift) < 700 }) {
      return log1p(components.reduce(0) { $0 + ($1.shift == 0 ? 0 : $1.weight * expm1(exponent($1.shift))) })
    }
    let terms = components.map { log($0.weight) + exponent($0.shift) }
    let largest = terms.max() ?? 0
    return largest + log(terms.reduce(0) { $0 + exp($1 - largest) })
  }

  /// The same at z + id: the logarithm's real part, and its imaginary part where all components lie in one half plane.
  static func logRatio(
    _ components: [Component], at z: Double, imaginary d: Double, noiseMultiplier sigma: Double
  ) -> (real: Double, imaginary: Double) {
    let variance = sigma * sigma
    var largest = -Double.infinity
    for component in components {
      largest = max(
        largest,
        log(component.weight) + (2 * component.shift * z - component.shift * component.shift) / (2 * variance)
      )
    }
    var (x, y) = (0.0, 0.0)
    for component in components {
      let shift = component.shift
      let size = exp(log(component.weight) + (2 * shift * z - shift * shift) / (2 * variance) - largest)
      x += size * cos(shift * d / variance)
      y += size * sin(shift * d / variance)
    }
    return (largest + log(x * x + y * y) / 2, atan2(y, x))
  }

  /// The largest loss there is: finite where P is one component that is in Q too.
  var largestLoss: Double {
    guard first.count == 1 else { return .infinity }
    return second.first { $0.shift == first[0].shift }.map { -log($0.weight) } ?? .infinity
  }

  /// Whether a component is no small part of the density at a point.
  static func isLarge(
    _ component: Component, among components: [Component], at z: Double, noiseMultiplier sigma: Double
  ) -> Bool {
    let own =
      log(component.weight)
      + (2 * component.shift * z - component.shift * component.shift) / (2 * sigma * sigma)
    return own > logRatio(components, at: z, noiseMultiplier: sigma) - 10
  }

  /// How far apart the outermost components are: within π σ² over it neither density has a zero off the real axis.
  var reach: Double {
    let shifts = (first + second).map(\.shift)
    return max((shifts.max() ?? 0) - min(0, shifts.min() ?? 0), -(shifts.min() ?? 0))
  }
}
