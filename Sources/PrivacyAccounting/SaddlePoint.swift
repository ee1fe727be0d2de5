#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The λ at which Chernoff's bound on δ(ε) is least for the wanted δ, which is where the integrand of the inversion is
/// nearly stationary.
///
///     ε(λ) = (K(λ) − ln δ + λ ln λ − (λ + 1) ln (λ + 1)) / λ
///
/// is itself an upper bound on ε for every λ: the conversion from Rényi divergence of order 1 + λ of Canonne, Kamath and
/// Steinke, arXiv:2004.00010, Proposition 12.
struct SaddlePoint: Sendable {
  let tilt: Double
  let logMoment: Double
  /// What K(λ) may be off by.
  let error: Double
  /// Or else K(λ) is an upper bound.
  let isExact: Bool
  /// ε(λ).
  let epsilon: Double
  private let phases: [PrivacyLossInversion.Phase]

  private static let logTilts = -28.0...28.0
  /// What aliases may add to δ, as a share of it.
  private static let aliasShare = 1e-7

  /// - Returns: nil where no λ gives a finite ε.
  init?(_ phases: [PrivacyLossInversion.Phase], delta: Double) {
    let target = log(delta)
    let at = { (logTilt: Double) -> (epsilon: Double, moment: LogMoment) in
      let tilt = exp(logTilt)
      let moment = Self.logMoment(of: phases, tilt: tilt)
      return ((moment.value + moment.error - target + Self.logPeak(tilt)) / tilt, moment)
    }
    // From where a Gaussian mechanism of the same second moment would have it.
    let first = Self.logMoment(of: phases, tilt: 0.01)
    let moment = first.value + first.error
    let mu = moment.isFinite ? max(1e-9, (moment * 2 / 0.0101).squareRoot()) : 1e6
    let start = log(min(1e6, max(1e-6, (max(0.5, -2 * target)).squareRoot() / mu)))
    // A divergence R bounds the total variation by √(1 − e^−R) (Bretagnolle and Huber, 1979): within δ, ε is zero.
    if moment.isFinite, -expm1(-moment / 0.01) <= delta * delta {
      self.init(
        phases, tilt: 0.01, moment: LogMoment(value: moment, error: 0, isExact: false), epsilon: 0)
      return
    }
    let logTilt = UnimodalSearch.minimum(from: start, within: Self.logTilts, enough: 0) { at($0).epsilon }
    let best = at(logTilt)
    guard best.epsilon.isFinite else { return nil }
    self.init(phases, tilt: exp(logTilt), moment: best.moment, epsilon: best.epsilon)
  }

  private init(_ phases: [PrivacyLossInversion.Phase], tilt: Double, moment: LogMoment, epsilon: Double) {
    self.phases = phases
    self.tilt = tilt
    logMoment = moment.value
    error = moment.error
    isExact = moment.isExact
    self.epsilon = epsilon
  }

  /// A less steep λ where the moment leaps up just above this one, as it does where improbable losses take over: there the
  /// losses would have to be kept apart over a long period.
  func eased(delta: Double) -> SaddlePoint {
    var (best, shortest) = (self, period(delta: delta, epsilon: epsilon)?.length ?? .infinity)
    for factor in [0.97, 0.9, 0.75, 0.5] where shortest > 2 * shortestPeriod(delta: delta) {
      let less = factor * tilt
      let eased = SaddlePoint(
        phases, tilt: less, moment: Self.logMoment(of: phases, tilt: less), epsilon: epsilon)
      guard eased.isExact, let length = eased.period(delta: delta, epsilon: epsilon)?.length,
        length < shortest
      else { continue }
      (best, shortest) = (eased, length)
    }
    return best
  }

  /// What δ ≤ 1 at losses below asks for.
  private func shortestPeriod(delta: Double) -> Double { log1p(1 / (delta * Self.aliasShare)) / tilt }

  /// λ ln λ − (λ + 1) ln (λ + 1): the logarithm of the largest (1 − e^(−x)) e^(−λx).
  static func logPeak(_ tilt: Double) -> Double { -tilt * log1p(1 / tilt) - log1p(tilt) }

  static func logMoment(of phases: [PrivacyLossInversion.Phase], tilt: Double) -> LogMoment {
    var (sum, error, isExact) = (0.0, 0.0, true)
    for phase in phases {
      let one = phase.pair.logMoment(tilt)
      sum += Double(phase.count) * one.value
      error += Double(phase.count) * (one.error + PrivacyLossNodes.quadratureError)
      isExact = isExact && one.isExact
    }
    return LogMoment(value: sum, error: error + abs(sum) * 0x1p-50, isExact: isExact)
  }

  struct Period {
    let length: Double
    /// A larger λ and its K, which bound δ far above ε.
    let above: (tilt: Double, logMoment: Double)
  }

  /// A period after which the losses may repeat: that far from `epsilon` δ weighs next to nothing, tilted.
  func period(delta: Double, epsilon: Double) -> Period? {
    let wanted = log(delta * Self.aliasShare)
    let below = shortestPeriod(delta: delta)
    let candidates = [1.01, 1.03, 1.07, 1.15, 1.3, 1.6, 2, 3, 5, 9].compactMap { factor -> Period? in
      let steeper = tilt * factor
      let moment = Self.logMoment(of: phases, tilt: steeper).value
      guard moment.isFinite else { return nil }
      let bound = moment - steeper * epsilon + Self.logPeak(steeper)
      return Period(
        length: max(below, (bound - wanted) / (steeper - tilt)), above: (steeper, moment))
    }
    return candidates.min { $0.length < $1.length }
  }
}
