#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The ε of one direction of neighbours at one δ, by inversion: as near as is asked for, and affordable.
struct InvertedDelta: Sendable {
  private(set) var upper: Double
  private(set) var lower: Double
  /// By Chernoff's bound alone, which is Rényi's at its best order.
  let chernoff: Double

  /// Points times frequencies that may be spent on one inversion: less where a rough figure was asked for.
  private static func largestWork(accuracy: Double) -> Double { accuracy < 1e-4 ? 2.5e8 : 4e7 }
  /// Bounds further apart than that may be so because one improbable step decides.
  private static let satisfying = 1.0006
  /// Of δ what may be spent on outcomes that are counted as revealing everything.
  private static let revealedShare = 1e-4

  /// - Parameters:
  ///   - accuracy: the share of ε that the extra mechanism may add.
  ///   - floor: an ε that another direction has at least: no more is asked of one that Chernoff's bound keeps below it.
  init(_ phases: [PrivacyLossInversion.Phase], delta: Double, accuracy: Double, floor: Double) {
    guard let point = SaddlePoint(phases, delta: delta) else {
      (upper, lower, chernoff) = (.infinity, 0, .infinity)
      return
    }
    let work = Self.largestWork(accuracy: accuracy)
    chernoff = max(0, point.epsilon)
    (lower, upper) = (0, chernoff)
    guard chernoff > floor else { return }
    let first = Self.inverted(
      phases, at: point.eased(delta: delta), scale: chernoff, within: (delta, delta), accuracy: accuracy,
      work: work)
    (lower, upper) = (first.bounds.lower, min(upper, first.bounds.upper))
    guard upper > lower * Self.satisfying, let left = Self.withoutTails(of: phases, delta: delta) else {
      return
    }
    // With losses above a ceiling counted as infinite, a steeper tilt brings the others to the middle.
    let rest = delta * (1 - Self.revealedShare)
    guard let steeper = SaddlePoint(left, delta: rest) else { return }
    upper = max(0, min(upper, steeper.epsilon))
    let eased = steeper.eased(delta: rest)
    // What smoothing adds is to be small beside ε itself, of which every attempt shows the scale better than the one before.
    var accuracies = [accuracy, accuracy / 20, accuracy / 400].filter { $0 > 1e-8 }
    var current = Self.roughly
    for _ in 0..<20 where upper > lower * Self.satisfying && upper > floor {
      let scale = upper
      let attempt = Self.inverted(
        left, at: eased, scale: scale, within: (rest, delta), accuracy: current, work: work)
      (lower, upper) = (max(lower, attempt.bounds.lower), min(upper, attempt.bounds.upper))
      guard upper > 0.9 * scale else { continue }
      // What was not affordable is not so at a finer accuracy.
      guard attempt.accuracy == current, !accuracies.isEmpty else { return }
      current = accuracies.removeFirst()
    }
  }

  private static let roughly = 1e-2

  private static func withoutTails(
    of phases: [PrivacyLossInversion.Phase], delta: Double
  ) -> [PrivacyLossInversion.Phase]? {
    let share = revealedShare * delta / Double(phases.count)
    var hasTail = false
    let left = phases.map { phase -> PrivacyLossInversion.Phase in
      guard case .mixtures(let mixtures) = phase.pair,
        let truncated = mixtures.truncated(at: share / Double(phase.count))
      else { return phase }
      hasTail = true
      return .init(pair: .mixtures(truncated), count: phase.count)
    }
    return hasTail ? left : nil
  }

  /// - Parameters:
  ///   - scale: what ε is about.
  ///   - deltas: what the upper bound on δ(ε) must be within, and what the lower one.
  ///   - accuracy: the share of it that the extra mechanism may add, more where that is not affordable.
  ///   - work: points times frequencies that may be spent.
  /// - Returns: with the bounds the accuracy that was affordable.
  private static func inverted(
    _ phases: [PrivacyLossInversion.Phase], at point: SaddlePoint, scale: Double,
    within deltas: (upper: Double, lower: Double), accuracy: Double, work: Double
  ) -> (bounds: (lower: Double, upper: Double), accuracy: Double) {
    guard let period = point.period(delta: deltas.upper, epsilon: 0.98 * scale) else {
      return ((0, point.epsilon), accuracy)
    }
    var share = accuracy
    while share <= 1 {
      // In rungs, so that schedules that differ little are smoothed alike, and ordered as they should be.
      let smoothing = exp2((2 * log2(2 * share * scale / (point.tilt + 1))).rounded(.down) / 4)
      guard
        let inversion = PrivacyLossInversion(
          phases, at: point, over: period, smoothing: smoothing, largestWork: work)
      else {
        share *= 2
        continue
      }
      let upper = root(below: point.epsilon) { inversion.delta(atEpsilon: $0).upper > deltas.upper }.inside
      let displaced = 1e-3 * deltas.lower
      let displacement = inversion.displacement(leaving: displaced)
      let wanted = displacement > 0 ? deltas.lower + displaced : deltas.lower
      let lower = root(below: min(point.epsilon, upper)) { inversion.delta(atEpsilon: $0).lower > wanted }
      return ((max(0, lower.outside - displacement), upper), share)
    }
    return ((0, point.epsilon), share)
  }

  /// The ends of an interval, a few parts in 10¹⁰ wide, at whose lower end δ is still too large; the highest there is, for
  /// far below the saddle point the bounds are of no use.
  private static func root(
    below largest: Double, _ isTooLarge: (Double) -> Bool
  ) -> (outside: Double, inside: Double) {
    var high = largest
    while isTooLarge(high) {
      guard high < 2 * largest else { return (high, .infinity) }
      high *= 1.05
    }
    // The root lies near the upper end, most often.
    var stride = 1e-3 * high
    var low = high - stride
    while !isTooLarge(low) {
      guard low > 0 else { return (0, 0) }
      high = low
      stride *= 2
      low = max(0, low - stride)
    }
    for _ in 0..<60 where high - low > 1e-10 * high {
      let middle = (low + high) / 2
      if isTooLarge(middle) { low = middle } else { high = middle }
    }
    return (low, high)
  }
}
