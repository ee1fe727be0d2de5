#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A quadrature for E_P[e^(zL)] = ∫ p^(1+z) q^(−z): points with the logarithms of their weight, of p and of q, relative to
/// what the points are weighted by.
///
/// For mixtures of Gaussians the trapezoidal rule, whose error falls exponentially in the width of the strip about the real
/// axis where the integrand is analytic, over the spacing (Trefethen and Weideman, _The Exponentially Convergent Trapezoidal
/// Rule_, SIAM Review 56, 2014, Theorem 5.1).
struct PrivacyLossNodes: Sendable {
  private(set) var logWeights: [Double] = []
  /// ln p and ln q.
  private(set) var logFirst: [Double] = []
  private(set) var logSecond: [Double] = []
  /// ln of the share of each point that is kept under a ceiling; empty where all are kept whole.
  private(set) var logShares: [Double] = []

  /// What the quadrature may err by, as minus the logarithm of the share of the moment.
  private static let accuracy = 46.0

  /// The same as a share: both ends of the strip's bound.
  static let quadratureError = 2 * exp(-accuracy)

  /// - Parameters:
  ///   - tilt: λ, the real part of z.
  ///   - frequency: the largest imaginary part.
  /// - Returns: nil where there would be too many.
  init?(of pair: DominatingPair, tilt: Double, frequency: Double = 0, largestCount: Int) {
    switch pair {
    case .mixtures(let mixtures):
      guard let probes = Self.probes(of: mixtures, tilt: tilt),
        let spacing = Self.spacing(for: mixtures, tilt: tilt, frequency: frequency, probes: probes),
        appendGrid(of: mixtures, over: probes.ranges, spacing: spacing, largestCount: largestCount)
      else { return nil }
    case .sampledLaplace(let rate, let scale, let isRemoval):
      let panels = 4 + frequency * abs(pair.largestLoss) / 4
      guard panels < 1e5 else { return nil }
      appendLaplace(rate: rate, scale: scale, isRemoval: isRemoval, panelCount: Int(panels))
    case .losses(let losses, let masses):
      for (loss, mass) in zip(losses, masses) where mass > 0 { append(log(mass), 0, -loss) }
    }
  }

  var count: Int { logWeights.count }

  mutating func append(_ logWeight: Double, _ first: Double, _ second: Double) {
    logWeights.append(logWeight)
    logFirst.append(first)
    logSecond.append(second)
  }

  /// Where the tilted density p^(1+λ) q^(−λ) N(0, σ²) may have mass: about every shift that either power of a component
  /// leads to.
  private static func ranges(of mixtures: GaussianMixtures, tilt: Double) -> [ClosedRange<Double>] {
    let sigma = mixtures.noiseMultiplier
    var centers = [Double]()
    for first in mixtures.first {
      for second in mixtures.second {
        let center = (1 + tilt) * first.shift - tilt * second.shift
        // Where another component is far larger, so is what the power of it leads to.
        let isAtItsOwn =
          GaussianMixtures.isLarge(first, among: mixtures.first, at: center, noiseMultiplier: sigma)
          && GaussianMixtures.isLarge(second, among: mixtures.second, at: center, noiseMultiplier: sigma)
        if isAtItsOwn { centers.append(center) }
      }
    }
    // Between the components that a quotient divides by, it is largest where one takes over from the other.
    for components in [mixtures.first, mixtures.second] {
      for (left, right) in zip(components, components.dropFirst()) {
        let gap = right.shift - left.shift
        let middle = (right.shift * right.shift - left.shift * left.shift) / 2
        centers.append((sigma * sigma * log(left.weight / right.weight) + middle) / gap)
      }
    }
    // A sum of n components to the power α is at most n^α times the largest.
    let size = Double(max(mixtures.first.count, mixtures.second.count))
    let reach = sigma * (2 * (accuracy + 30 + (1 + tilt) * log(size))).squareRoot()
    // What lies between two neighbours, each of which may be where the powers change hands.
    let sorted = centers.sorted().map { $0 - reach...$0 + reach }
    return sorted.dropFirst().reduce(into: [sorted[0]]) { ranges, next in
      let last = ranges[ranges.count - 1]
      if next.lowerBound <= last.upperBound {
        ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, next.upperBound)
      } else {
        ranges.append(next)
      }
    }
  }

  /// The largest spacing whose error is below what is wanted: for a strip of half width d it is at most
  /// N(d) e^(−2πd/h), where N is the integral of the integrand's size along the strip's edge.
  private static func spacing(
    for mixtures: GaussianMixtures, tilt: Double, frequency: Double, probes: Probes
  ) -> Double? {
    let sigma = mixtures.noiseMultiplier
    let variance = sigma * sigma
    let reach = mixtures.reach
    guard reach > 0 else {
      let d = sigma * (2 * accuracy).squareRoot()
      return 2 * Double.pi * d / (2 * accuracy)
    }
    var best = 0.0
    var failures = 0
    // An angle of π at the outermost component is where a density may vanish.
    var angle = min(0.97 * Double.pi, 12 * reach / sigma)
    while failures < 3, angle > 1e-12 {
      let d = angle * variance / reach
      // What may be said of the growth without looking is enough where nothing turns: a sum of components may shrink by the
      // cosine of half the angle between them, of which a quotient by it makes more.
      let growth =
        frequency > 0
        ? probes.growth(of: mixtures, tilt: tilt, frequency: frequency, at: d)
        : mixtures.second.count > 1 ? -tilt * log(cos(angle / 2)) : 0
      // Off the axis the kept share grows as the normal density does.
      let edge = mixtures.ceiling.map { d * d / (2 * $0.width * $0.width) + 3 } ?? 0
      let spacing = 2 * Double.pi * d / (accuracy + d * d / (2 * variance) + growth + edge)
      failures = spacing > best ? 0 : failures + 1
      best = max(best, spacing)
      angle *= 0.7
    }
    return best > 0 ? best : nil
  }

  /// The tilted density at a few hundred points.
  private struct Probes {
    var points: [Double] = []
    var widths: [Double] = []
    var weights: [Double] = []
    var first: [Double] = []
    var second: [Double] = []

    /// Where the density has any mass: about each point, as far as the next on either side.
    var ranges: [ClosedRange<Double>] {
      zip(points, widths).reduce(into: []) { ranges, probe in
        let next = probe.0 - 1.6 * probe.1...probe.0 + 1.6 * probe.1
        if let last = ranges.last, next.lowerBound <= last.upperBound {
          ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, next.upperBound)
        } else {
          ranges.append(next)
        }
      }
    }

    /// ln of N(d) over the moment, less d² / 2σ².
    func growth(of mixtures: GaussianMixtures, tilt: Double, frequency: Double, at d: Double) -> Double {
      let sigma = mixtures.noiseMultiplier
      var exponents = [Double]()
      exponents.reserveCapacity(points.count)
      for index in points.indices {
        let p = GaussianMixtures.logRatio(
          mixtures.first, at: points[index], imaginary: d, noiseMultiplier: sigma)
        let q = GaussianMixtures.logRatio(
          mixtures.second, at: points[index], imaginary: d, noiseMultiplier: sigma)
        exponents.append(
          weights[index] + (1 + tilt) * (p.real - first[index]) - tilt * (q.real - second[index])
            + frequency * abs(p.imaginary - q.imaginary))
      }
      let largest = exponents.max() ?? 0
      return largest + log(exponents.reduce(0) { $0 + exp($1 - largest) })
    }
  }

  private static func probes(of mixtures: GaussianMixtures, tilt: Double) -> Probes? {
    let ranges = ranges(of: mixtures, tilt: tilt)
    let sigma = mixtures.noiseMultiplier
    let length = ranges.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
    // Noise so large that a shift is lost in rounding, or so small that its square is.
    guard length > 0, length / sigma < 1e9, ranges.allSatisfy({ $0.upperBound > $0.lowerBound }) else {
      return nil
    }
    let count = min(2000, max(300, 4 * length / sigma))
    var probes = Probes()
    for range in ranges {
      let share = (range.upperBound - range.lowerBound) / length
      let steps = max(8, (count * share).rounded(.up))
      let width = (range.upperBound - range.lowerBound) / steps
      for step in 0..<Int(steps) {
        let z = range.lowerBound + (Double(step) + 0.5) * width
        let p = GaussianMixtures.logRatio(mixtures.first, at: z, noiseMultiplier: sigma)
        let q = GaussianMixtures.logRatio(mixtures.second, at: z, noiseMultiplier: sigma)
        probes.points.append(z)
        probes.widths.append(width)
        probes.first.append(p)
        probes.second.append(q)
        let share = mixtures.ceiling?.logShare(at: z) ?? 0
        probes.weights.append(
          -z * z / (2 * sigma * sigma) + (1 + tilt) * p - tilt * q + share + log(width))
      }
    }
    guard let largest = probes.weights.max(), largest.isFinite else { return nil }
    let sum = largest + log(probes.weights.reduce(0) { $0 + exp($1 - largest) })
    let kept = probes.weights.indices.filter { probes.weights[$0] > sum - 80 }
    return Probes(
      points: kept.map { probes.points[$0] }, widths: kept.map { probes.widths[$0] },
      weights: kept.map { probes.weights[$0] - sum }, first: kept.map { probes.first[$0] },
      second: kept.map { probes.second[$0] })
  }

  /// Says whether the grid is small enough.
  private mutating func appendGrid(
    of mixtures: GaussianMixtures, over ranges: [ClosedRange<Double>], spacing: Double, largestCount: Int
  ) -> Bool {
    let sigma = mixtures.noiseMultiplier
    let total = ranges.reduce(0) { $0 + ($1.upperBound - $1.lowerBound) / spacing }
    let isFine = ranges.allSatisfy { max(abs($0.lowerBound), abs($0.upperBound)) < 1e15 * spacing }
    guard isFine, total < Double(largestCount) else { return false }
    let unit = log(spacing / (sigma * (2 * Double.pi).squareRoot()))
    for range in ranges {
      var index = (range.lowerBound / spacing).rounded(.up)
      while index * spacing <= range.upperBound {
        let z = index * spacing
        append(
          unit - z * z / (2 * sigma * sigma),
          GaussianMixtures.logRatio(mixtures.first, at: z, noiseMultiplier: sigma),
          GaussianMixtures.logRatio(mixtures.second, at: z, noiseMultiplier: sigma))
        if let ceiling = mixtures.ceiling { logShares.append(ceiling.logShare(at: z)) }
        index += 1
      }
    }
    return true
  }
}
