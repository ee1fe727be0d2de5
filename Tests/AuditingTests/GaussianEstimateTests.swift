import Auditing
import Testing

/// The estimate from the means of two groups of scores.
struct GaussianEstimateTests {
  private func scores(_ included: [Double], _ leftOut: [Double]) -> CanaryScores {
    CanaryScores(
      scores: included + leftOut, isIncluded: included.map { _ in true } + leftOut.map { _ in false })
  }

  /// Included canaries with mean 3 and variance 1, others with mean 0 and variance 1, 200 of each: by hand
  /// d = 3 / √(200 / 199), the error is √(0.01 + d² / 800), and δ(ε) inverted by SciPy.
  @Test func theFormulaIsTheOneByHand() throws {
    let side = (0..<100).flatMap { _ in [-1.0, 1.0] }
    let separated = scores(side.map { $0 + 3 }, side)
    let point = try #require(OneRunAudit.gaussianPoint(separated, delta: 1e-5))
    let bound = try #require(OneRunAudit.gaussian(separated, delta: 1e-5, confidence: 0.95))
    #expect(abs(point - 16.621493354) < 1e-7)
    #expect(abs(bound.epsilon - 14.929913894) < 1e-7)
    #expect(bound.method == .gaussian && bound.kind == .estimate)
  }

  /// μ of which ε at δ = 10⁻⁵ is 1, 2, 4 and 8.
  @Test(arguments: [(1, 0.26805), (2, 0.50155), (4, 0.92493), (8, 1.66603)])
  func epsilonOfASeparationIsThatOfGaussianPrivacy(epsilon: Double, mu: Double) throws {
    let side = (0..<100).flatMap { _ in [-1.0, 1.0] }
    let deviation = (200.0 / 199).squareRoot()
    let point = try #require(
      OneRunAudit.gaussianPoint(scores(side.map { $0 + mu * deviation }, side), delta: 1e-5))
    #expect(abs(point - epsilon) < 5e-5)
  }

  @Test func equalGroupsShowNothing() throws {
    let side = [0.1, 0.4, 0.5, 0.9, 2]
    let bound = try #require(OneRunAudit.gaussian(scores(side, side), delta: 1e-5, confidence: 0.95))
    #expect(bound.epsilon == 0)
    #expect(OneRunAudit.gaussianPoint(scores(side, side), delta: 1e-5) == 0)
    #expect(OneRunAudit.gaussianPoint(scores(side, side.map { $0 + 1 }), delta: 1e-5) == 0)
  }

  @Test func whatHasNoSpreadIsInfiniteOrNothing() {
    #expect(
      OneRunAudit.gaussian(scores([1, 1], [0, 0]), delta: 1e-5, confidence: 0.95)?.epsilon == .infinity)
    #expect(OneRunAudit.gaussianPoint(scores([1, 1], [0, 0]), delta: 1e-5) == .infinity)
    #expect(OneRunAudit.gaussian(scores([0, 0], [1, 1]), delta: 1e-5, confidence: 0.95)?.epsilon == 0)
    // 0.1 · 3 / 3 is not 0.1.
    #expect(OneRunAudit.gaussian(scores([0.1, 0.1, 0.1], [0.1, 0.1]), delta: 1e-5, confidence: 0.95) == nil)
  }

  @Test func tooLittleGivesNoEstimate() {
    #expect(OneRunAudit.gaussian(scores([1], [0, 2, 3]), delta: 1e-5, confidence: 0.95) == nil)
    #expect(OneRunAudit.gaussian(scores([], []), delta: 1e-5, confidence: 0.95) == nil)
    #expect(OneRunAudit.gaussian(scores([1, 2, .nan], [0, 2, 3]), delta: 1e-5, confidence: 0.95) == nil)
    #expect(OneRunAudit.gaussianPoint(scores([1, 2, .infinity], [0, 2, 3]), delta: 1e-5) == nil)
  }
}
