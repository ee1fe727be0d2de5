#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// E[e^(itL)] of one privacy loss under its tilted distribution, whose density is e^(λL) over the moment times that of P:
/// the characteristic function along the line Re z = λ.
///
/// Points are turned from one frequency to the next together, and what is kept of each is its difference from one, so that
/// ten billion repetitions of a loss that hardly moves keep their digits.
struct TiltedCharacteristic: Sendable {
  /// Logarithms of characteristic functions at `step`, 2 `step`, …, added up over events.
  struct Sums {
    var real: [Double]
    var imaginary: [Double]
    /// What the sum may be off by, which is a share of the function's value.
    var error: [Double]
    /// What the value may be off by beside that.
    var absoluteError: [Double]

    init(count: Int) {
      real = Array(repeating: 0, count: count)
      (imaginary, error, absoluteError) = (real, real, real)
    }

    /// The Gaussian mechanism has K(z) = z (z + 1) μ² / 2.
    mutating func addGaussian(squaredMu: Double, tilt: Double, step: Double) {
      for index in real.indices {
        let t = Double(index + 1) * step
        real[index] -= squaredMu * t * t / 2
        imaginary[index] += squaredMu * t * (2 * tilt + 1) / 2
        error[index] += squaredMu * t * (t + 2 * tilt + 1) * 0x1p-52
      }
    }
  }

  private var weights: [SIMD8<Double>] = []
  private var losses: [SIMD8<Double>] = []
  private let spread: Double
  let pointCount: Int

  private static let partCount = 64

  /// Of the points what has no share of the moment is left out.
  private static let cut = 62.0

  /// - Returns: nil where there would be too many points.
  init?(of pair: DominatingPair, tilt: Double, frequency: Double, largestCount: Int) {
    guard
      let nodes = PrivacyLossNodes(
        of: pair, tilt: tilt, frequency: frequency, largestCount: largestCount)
    else { return nil }
    let exponents = (0..<nodes.count).map { nodes.logWeights[$0] + nodes.exponent($0, tilt) }
    let largest = exponents.max() ?? 0
    let kept = exponents.indices.filter { exponents[$0] > largest - Self.cut }
    let sum = kept.reduce(0) { $0 + exp(exponents[$1] - largest) }
    pointCount = kept.count
    var square = 0.0
    for start in stride(from: 0, to: kept.count, by: 8) {
      var (weight, loss) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
      for (lane, index) in kept[start..<min(start + 8, kept.count)].enumerated() {
        weight[lane] = exp(exponents[index] - largest) / sum
        loss[lane] = nodes.logFirst[index] - nodes.logSecond[index]
        square += weight[lane] * loss[lane] * loss[lane]
      }
      weights.append(weight)
      losses.append(loss)
    }
    spread = square.squareRoot()
  }

  /// Adds `count` times the logarithm of the characteristic function at `step`, 2 `step`, … to both parts, and what it may
  /// be off by to the errors.
  func addLogarithms(step: Double, count: Double, to sums: inout Sums) {
    let frequencyCount = sums.real.count
    var real = [SIMD8<Double>](repeating: .zero, count: frequencyCount)
    var (imaginary, partReal, partImaginary) = (real, real, real)
    for (position, (weight, loss)) in zip(weights, losses).enumerated() {
      // In parts, so that few additions round each.
      if position % Self.partCount == 0, position > 0 {
        for index in 0..<frequencyCount {
          real[index] += partReal[index]
          imaginary[index] += partImaginary[index]
          (partReal[index], partImaginary[index]) = (.zero, .zero)
        }
      }
      var (turnReal, turnImaginary) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
      for lane in 0..<8 {
        let half = sin(step * loss[lane] / 2)
        turnReal[lane] = -2 * half * half
        turnImaginary[lane] = sin(step * loss[lane])
      }
      var (x, y) = (turnReal, turnImaginary)
      for index in 0..<frequencyCount {
        partReal[index] += weight * x
        partImaginary[index] += weight * y
        // (1 + x + iy) (1 + turn) − 1.
        let next = x + (turnReal + (x * turnReal - y * turnImaginary))
        y += turnImaginary + (x * turnImaginary + y * turnReal)
        x = next
      }
    }
    for index in 0..<frequencyCount {
      let (x, y) = ((real[index] + partReal[index]).sum(), (imaginary[index] + partImaginary[index]).sum())
      sums.real[index] += count * log1p(2 * x + x * x + y * y) / 2
      sums.imaginary[index] += count * atan2(y, 1 + x)
      // Each turn rounds, by a share of what it turned so far; so do losses, weights, and their sum in eight lanes.
      let roundings = Double(index + 64 + Self.partCount + weights.count / Self.partCount)
      let rounding = 0x1p-52 * roundings * min(2, step * Double(index + 1) * spread)
      let size = ((1 + x) * (1 + x) + y * y).squareRoot()
      // Near a zero of it the error is no share of the value; its power is then small, or the value of one event alone.
      if size < 0.01 { sums.absoluteError[index] += rounding }
      sums.error[index] += count * (rounding + PrivacyLossNodes.quadratureError) / max(0.01, size)
    }
  }
}
