import Attacks
import LinearAlgebra
import Statistics
import Testing

struct QuantileAttackTests {
  /// Strangers' margins depend on the record, in mean and in spread, far more than on membership; the regression takes
  /// that out, as knowing the law itself would.
  @Test func difficultyIsTakenOut() {
    var draws = [Float](repeating: 0, count: 1800)
    var noise = GaussianNoise(RandomStream(seed: 12))
    noise.add(to: &draws, standardDeviation: 1)
    func margin(_ x: Float, _ isMember: Bool) -> Double {
      let noise = Double(draws.removeLast())
      return 6 * Double(x) + (0.5 + (x > 0 ? 1 : 0)) * (noise + (isMember ? 1.5 : 0))
    }
    let (candidates, strangers) = (
      Matrix.gaussianRecords(800, width: 3, seed: 5), Matrix.gaussianRecords(1000, width: 3, seed: 6)
    )
    let isMember = (0..<800).map { $0 % 2 == 0 }
    let margins = (0..<800).map { margin(candidates[$0, 0], isMember[$0]) }
    let observation = QuantileAttack.Observation(
      candidates: CandidateMargins(values: margins, labels: [Int](repeating: 0, count: 800)),
      candidateInputs: candidates,
      strangers: CandidateMargins(
        values: (0..<1000).map { margin(strangers[$0, 0], false) }, labels: [Int](repeating: 0, count: 1000)),
      strangerInputs: strangers, classCount: 2)
    let scores = QuantileAttack(random: RandomStream(seed: 1)).scores(of: observation)
    let area = MembershipResult(scores: scores, isMember: isMember).curve.areaUnderCurve
    let plain = MembershipResult(scores: margins, isMember: isMember).curve.areaUnderCurve
    // The law itself would reach Φ(1.5 / √2) = 0.856.
    #expect(area > 0.82 && plain < 0.62, "\(area) \(plain)")
  }
}
