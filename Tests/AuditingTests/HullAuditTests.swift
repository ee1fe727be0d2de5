import Auditing
import Statistics
import Testing

/// The bounds over all thresholds, beside jax_privacy's `CanaryScoreAuditor`.
struct HullAuditTests {
  private func normalScores(shift: Double, count: Int = 10_000) -> CanaryScores {
    let grid = (0..<count).map { NormalDistribution.quantile((Double($0) + 0.5) / Double(count)) }
    return CanaryScores(
      scores: grid.map { $0 + shift } + grid,
      isIncluded: Array(repeating: true, count: count) + Array(repeating: false, count: count))
  }

  @Test func boundsAreThoseOfJaxPrivacy() throws {
    let references = try AuditReference.shared.get().hulls
    // As its own test has them.
    let published = [(0, 0), (1.13346, 2.164749), (2.311945, 4.7218075), (4.395568, 9.133752)]
    #expect(references.count == published.count)
    for (reference, published) in zip(references, published) {
      let scores = normalScores(shift: reference.shift)
      let hull = ROCHull(try #require(scores.curve))
      #expect(hull.corners.count == reference.corners)
      #expect(abs(hull.area - reference.area) < 1e-12)
      let bounds = bounds(over: hull, canaries: scores.count)
      #expect(abs(bounds.steinke - reference.steinke) < 2e-6)
      #expect(abs(bounds.steinke - published.0) <= 1e-5 * published.0)
      #expect(abs(bounds.fDP - published.1) <= 1e-5 * published.1, "\(bounds.fDP)")
    }
  }

  /// The best of all corners, each tried at the significance divided by their number, of guesses at what is above alone: as there. The
  /// slower bound is asked of the corners alone that promise most.
  private func bounds(over hull: ROCHull, canaries: Int) -> (steinke: Double, fDP: Double) {
    let confidence = 1 - 0.05 / Double(hull.corners.count)
    let corners = hull.corners.map {
      (guesses: $0.falsePositives + $0.truePositives, right: $0.truePositives)
    }
    .filter { 2 * $0.right > $0.guesses }
    .sorted { promise($0) > promise($1) }
    func best(
      of corners: some Sequence<(guesses: Int, right: Int)>,
      by bound: (_ canaries: Int, _ guesses: Int, _ right: Int, _ delta: Double, _ confidence: Double) ->
        LowerBound
    ) -> Double {
      corners.reduce(0) { max($0, bound(canaries, $1.guesses, $1.right, 1e-6, confidence).epsilon) }
    }
    return (
      best(of: corners, by: OneRunAudit.steinke), best(of: corners.prefix(24), by: OneRunAudit.fDP)
    )
  }

  /// A rough lower limit of the share that is right.
  private func promise(_ counts: (guesses: Int, right: Int)) -> Double {
    let (guesses, right) = (Double(counts.guesses), Double(counts.right))
    return (right - 2 * (guesses - right + 1).squareRoot()) / guesses
  }
}
