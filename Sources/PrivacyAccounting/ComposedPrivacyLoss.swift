#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The privacy loss of many events in a row: the sum of independent losses, near the ε of one δ.
///
/// The loss of each event is tilted by e^(λL), which moves the mass of the sum to where δ(ε) is about the wanted δ; the
/// tilted sum is computed by Fourier transforms on a window, and tilted back. Rounding errors are then relative to
/// what is asked for, and not to the bulk: δ down to 10⁻¹² keeps its digits, whatever the number of steps.
///
/// Reference: Koskela, Jälkö, Prediger and Honkela, _Tight Differential Privacy for Discrete-Valued Mechanisms Using
/// FFT_, arXiv:2006.07134; the tilt is the exponential change of measure of large-deviation theory.
struct ComposedPrivacyLoss: Sendable {
  let spacing: Double
  /// Losses, from `firstLoss` on, and their masses.
  let firstLoss: Double
  let masses: [Double]
  let infinityMass: Double
  /// Events composed, repetitions counted.
  let eventCount: Int

  struct Phase: Sendable {
    let variable: PrivacyLossVariable
    let count: Int
  }

  /// Mass that may be cut off at either end, relative to the wanted δ.
  private static let cutShare = 1e-6

  /// Points enough that the spacing is a tenth of the narrowest loss, for the dots add variance to it; at least 2¹⁷, and
  /// at most 2²¹.
  private static func length(span: Double, deviations: [Double], rounding: DiscretePrivacyLoss.Rounding)
    -> Int
  {
    let finest = deviations.filter { $0 > 0 }.min() ?? span
    var length = rounding == .nearest ? 1 << 19 : 1 << 17
    while length < 1 << 21, span / Double(length) > finest / 10 { length *= 2 }
    return length
  }

  init(_ phases: [Phase], delta: Double, rounding: DiscretePrivacyLoss.Rounding) {
    // Both ends of every event together stay below the share of δ that may be cut.
    let cutMasses = phases.map { Self.cutShare * delta / Double(2 * $0.count * phases.count) }
    let whole = phases.map { RoughPrivacyLoss($0.variable, count: $0.count) }
    let ranges = zip(whole, cutMasses).map { $0.quantiles(leaving: $1 / 4) }
    let rough = zip(whole, ranges).map { $0.cut(to: $1) }
    let window = RoughPrivacyLoss.window(of: rough, delta: delta, cutShare: Self.cutShare)
    // Half of the transform is the window; the other half keeps what lies beyond it from wrapping into it.
    let span = 2 * (window.high - window.low)
    let length = Self.length(span: span, deviations: rough.map(\.deviation), rounding: rounding)
    let spacing = span / Double(length)
    let parts = phases.indices.map { index in
      DiscretePrivacyLoss(
        phases[index].variable, spacing: spacing, rounding: rounding, range: ranges[index],
        cutMass: cutMasses[index])
    }
    let tilt = window.tilt

    let transform = FourierTransform(length: length)
    var real = [Double](repeating: 1, count: length)
    var imaginary = [Double](repeating: 0, count: length)
    var logMoment = 0.0
    var shift = 0.0
    var infinity = 0.0
    for (part, phase) in zip(parts, phases) {
      let (tilted, moment) = Self.tilted(part, by: tilt)
      logMoment += Double(phase.count) * moment
      shift += Double(phase.count) * part.shift
      infinity += Double(phase.count) * part.infinityMass
      var partReal = [Double](repeating: 0, count: length)
      var partImaginary = [Double](repeating: 0, count: length)
      for (offset, mass) in tilted.enumerated() {
        partReal[Self.wrapped(part.first + offset, length)] += mass
      }
      transform.transform(&partReal, &partImaginary, isInverse: false)
      // Of a real signal the upper half of the spectrum mirrors the lower.
      for index in 0...length / 2 {
        let (x, y) = Self.power(partReal[index], partImaginary[index], phase.count)
        (real[index], imaginary[index]) = (
          real[index] * x - imaginary[index] * y, real[index] * y + imaginary[index] * x
        )
      }
    }
    for index in 1..<length / 2 {
      (real[length - index], imaginary[length - index]) = (real[index], -imaginary[index])
    }
    transform.transform(&real, &imaginary, isInverse: true)

    let first = Int((window.low / spacing).rounded(.down)) - length / 4
    self.spacing = spacing
    firstLoss = Double(first) * spacing + shift
    masses = (0..<length).map { offset in
      let mass = max(0, real[Self.wrapped(first + offset, length)])
      // Tilting multiplied by e^(λL) without the shift.
      return mass > 0 ? exp(log(mass) + logMoment - tilt * Double(first + offset) * spacing) : 0
    }
    infinityMass = rounding == .connectingDots ? infinity + Self.cutShare * delta : 0
    eventCount = phases.reduce(0) { $0 + $1.count }
  }

  /// δ(ε) = E[(1 − e^(ε − L))⁺] solved for ε, exactly on the grid; infinite where even the infinite losses exceed δ.
  func epsilon(atDelta delta: Double) -> Double {
    guard infinityMass < delta else { return .infinity }
    // With losses above ε: δ(ε) = mass − e^(ε − loss) discounted, both taken at the grid point just passed.
    var mass = infinityMass
    var discounted = 0.0
    let decay = exp(-spacing)
    for index in masses.indices.reversed() {
      let loss = firstLoss + Double(index) * spacing
      mass += masses[index]
      discounted = discounted * decay + masses[index]
      // At the next lower point e^(ε − loss) is e^−spacing.
      if mass - discounted * decay >= delta {
        return max(0, loss + log((mass - delta) / discounted))
      }
    }
    return 0
  }

  private static func wrapped(_ index: Int, _ length: Int) -> Int { ((index % length) + length) % length }

  /// (x + iy)ⁿ by squaring; a power below 10⁻⁴⁰ is counted as zero, for no digit of the sum shows it.
  private static func power(_ x: Double, _ y: Double, _ exponent: Int) -> (Double, Double) {
    var result = (1.0, 0.0)
    var square = (x, y)
    var remaining = exponent
    while true {
      if remaining & 1 == 1 {
        result = (
          result.0 * square.0 - result.1 * square.1, result.0 * square.1 + result.1 * square.0
        )
      }
      remaining >>= 1
      guard remaining > 0 else { return result }
      square = (square.0 * square.0 - square.1 * square.1, 2 * square.0 * square.1)
      if square.0.magnitude + square.1.magnitude < 1e-40 { return (0, 0) }
    }
  }

  /// The masses times e^(λL), normalised, and the logarithm of what they were divided by.
  private static func tilted(_ part: DiscretePrivacyLoss, by tilt: Double) -> ([Double], logMoment: Double) {
    let logs = part.masses.enumerated().map { offset, mass in
      mass > 0 ? log(mass) + tilt * Double(part.first + offset) * part.spacing : -.infinity
    }
    let largest = logs.max() ?? 0
    let weights = logs.map { exp($0 - largest) }
    let sum = weights.reduce(0, +)
    return (weights.map { $0 / sum }, largest + log(sum))
  }
}
