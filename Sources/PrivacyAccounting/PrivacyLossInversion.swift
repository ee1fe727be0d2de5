#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// δ(ε) of a composition, between an upper and a lower bound, by inverting the Laplace transform of its privacy loss.
///
/// With K(z) = Σ ln E[e^(zL)] over the losses of all events,
///
///     δ(ε) = 1/2πi ∫ e^(K(z) − zε) / (z (z + 1)) dz   along Re z = λ > 0
///
/// (Zhu, Dong and Wang, arXiv:2106.08567; Alghamdi et al., _The Saddle-Point Method in Differential Privacy_,
/// arXiv:2208.09595). Losses are put on no grid, and the number of events costs nothing. Three things make sums of it
/// bounds:
///
/// * The sum over frequencies 2πm/P is, by Poisson's formula, that of e^(λkP) δ(ε + kP) over all whole k: never too small,
///   and too large by no more than δ ≤ 1 below and Chernoff's bound above allow.
/// * One more Gaussian mechanism, of μ = η, only makes δ larger, and makes the integrand fall like e^(−η²t²/2), so that
///   leaving frequencies out is counted. What it adds to δ is at most E[(η/√2π) e^(−x/2 − x²/2η²)] at x = L − ε, for the
///   price of an option grows with its volatility v by φ(x/v + v/2); and that is the same integral with η² e^(η²/8) in the
///   place of 1 / (z (z + 1)). Where ε is in the thousands and η above 2, its own loss moves ε by no more than its tail.
/// * What floating point may have done to the sum is bounded along with it, and counted.
struct PrivacyLossInversion: Sendable {
  struct Phase: Sendable {
    let pair: DominatingPair
    let count: Int
  }

  private let tilt: Double
  private let step: Double
  private let smoothing: Double
  /// K(λ) with the extra mechanism.
  private let logMoment: Double
  /// At each frequency from 0: the terms of δ by size and angle, before e^(−itε).
  private let sizes: [Double]
  private let angles: [Double]
  /// The terms of what smoothing adds, over those of δ.
  private let smoothingReal: [Double]
  private let smoothingImaginary: [Double]
  /// What the terms may be off by, added up; and what the frequencies left out may come to, relative to e^(K(λ) − λε).
  private let error: Double
  /// What bounds the other terms of Poisson's formula.
  private let wrapped: (above: (tilt: Double, logMoment: Double), period: Double)

  /// The standard deviations of the extra mechanism that frequencies reach to.
  private static let reach = 8.7

  /// The η up to which what smoothing adds is bounded at every ε, and not by how far it can move ε.
  private static let largestSmoothing = 2.0

  /// - Parameters:
  ///   - point: a λ near the saddle point.
  ///   - smoothing: η.
  ///   - period: of `point`, for the δ and the ε that are asked about, or less.
  ///   - largestWork: points times frequencies that may be spent.
  /// - Returns: nil where that is not enough.
  init?(
    _ phases: [Phase], at point: SaddlePoint, over period: SaddlePoint.Period, smoothing: Double,
    largestWork: Double
  ) {
    let tilt = point.tilt
    let step = 2 * Double.pi / period.length
    let count = (Self.reach / smoothing / step).rounded(.up)
    guard point.isExact, count < 3e5 else { return nil }
    var sums = TiltedCharacteristic.Sums(count: Int(count))
    var work = 0.0
    for phase in phases {
      if case .mixtures(let mixtures) = phase.pair, let mu = mixtures.gaussianMu {
        sums.addGaussian(squaredMu: Double(phase.count) * mu * mu, tilt: tilt, step: step)
        continue
      }
      guard
        let one = TiltedCharacteristic(
          of: phase.pair, tilt: tilt, frequency: count * step,
          largestCount: Int(min(2e6, largestWork / count)))
      else { return nil }
      work += Double(one.pointCount) * count
      guard work <= largestWork else { return nil }
      one.addLogarithms(step: step, count: Double(phase.count), to: &sums)
    }
    sums.addGaussian(squaredMu: smoothing * smoothing, tilt: tilt, step: step)
    self.tilt = tilt
    self.step = step
    self.smoothing = smoothing
    wrapped = (period.above, period.length)
    logMoment = point.logMoment + tilt * (tilt + 1) * smoothing * smoothing / 2

    let scale = step / (2 * Double.pi)
    let factor =
      smoothing > Self.largestSmoothing ? 0 : smoothing * smoothing * exp(smoothing * smoothing / 8)
    var sizes = [scale / (tilt * (tilt + 1))]
    var angles = [0.0]
    var (extraReal, extraImaginary) = ([factor * tilt * (tilt + 1)], [0.0])
    var error = sizes[0] * point.error
    for index in 0..<Int(count) {
      let t = Double(index + 1) * step
      // z (z + 1) at z = λ + it.
      let (x, y) = (tilt * (tilt + 1) - t * t, t * (2 * tilt + 1))
      let unit = 2 * scale / (x * x + y * y).squareRoot()
      let size = unit * exp(sums.real[index])
      sizes.append(size)
      angles.append(sums.imaginary[index] - atan2(y, x))
      extraReal.append(factor * x)
      extraImaginary.append(factor * y)
      let relative = expm1(min(30, sums.error[index] + point.error))
      error += (1 + factor * (abs(x) + abs(y))) * (size * relative + unit * sums.absoluteError[index])
    }
    self.sizes = sizes
    self.angles = angles
    (smoothingReal, smoothingImaginary) = (extraReal, extraImaginary)
    // Beyond the last frequency t the terms are below e^(−η²t²/2) / t² and η² e^(−η²t²/2).
    let end = count * step
    let tail = exp(-Self.reach * Self.reach / 2) / (Double.pi * Self.reach)
    self.error = error + tail * (1 / (end * end * smoothing) + 2 * smoothing)
  }

  /// How far the extra mechanism's own loss may move ε, but for a probability of `share`: zero where its part of δ is known.
  func displacement(leaving share: Double) -> Double {
    guard smoothing > Self.largestSmoothing else { return 0 }
    return smoothing * smoothing / 2 + smoothing * (-2 * log(share)).squareRoot()
  }

  /// Bounds on δ(ε); the lower one is that of the ε moved by `displacement`.
  func delta(atEpsilon epsilon: Double) -> (lower: Double, upper: Double) {
    var (sum, extra, rounding) = (0.0, 0.0, 0.0)
    for index in sizes.indices {
      let angle = angles[index] - Double(index) * step * epsilon
      let (x, y) = (sizes[index] * cos(angle), sizes[index] * sin(angle))
      sum += x
      extra += x * smoothingReal[index] - y * smoothingImaginary[index]
      rounding += sizes[index] * (4 + abs(angle)) * 0x1p-52
    }
    let scale = exp(logMoment - tilt * epsilon)
    let slack = error + rounding + abs(sum) * (abs(logMoment) + abs(tilt * epsilon)) * 0x1p-51
    let upper = min(1, scale * (sum + slack))
    return (max(0, scale * (sum - extra - slack) - wrappedShare(atEpsilon: epsilon)), max(0, upper))
  }

  /// What Poisson's formula adds to δ(ε) at most.
  private func wrappedShare(atEpsilon epsilon: Double) -> Double {
    let period = wrapped.period
    let below = exp(-tilt * period) / -expm1(-tilt * period)
    let above = wrapped.above
    let extra = above.tilt * (above.tilt + 1) * smoothing * smoothing / 2
    let steepness = (above.tilt - tilt) * period
    let bound = above.logMoment + extra - above.tilt * epsilon + SaddlePoint.logPeak(above.tilt) - steepness
    return below + exp(bound) / -expm1(-steepness)
  }
}
