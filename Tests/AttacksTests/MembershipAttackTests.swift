import Attacks
import Foundation
import LinearAlgebra
import Statistics
import Testing

struct MembershipAttackTests {
  private func confidences(classes: Int, scale: Double = 3) -> CandidateConfidences {
    var stream = RandomStream(seed: 14)
    let logits = Matrix<Float>(
      rowCount: 60, columnCount: classes,
      elements: (0..<60 * classes).map { _ in Float(scale * (stream.uniform() - 0.5)) })
    return CandidateConfidences(logits: logits, labels: (0..<60).map { $0 % classes })
  }

  /// The formulas as the papers write them, on confidences far from 0 and 1.
  @Test(arguments: [2, 3, 10])
  func scoresAreThePapersFormulas(classes: Int) {
    let observed = confidences(classes: classes)
    let losses = observed.losses()
    let margins = observed.margins()
    let entropies = ModifiedEntropyAttack().scores(of: observed).map { exp(-$0) }
    let plainEntropies = EntropyAttack().scores(of: observed).map { exp(-$0) }
    for (row, label) in observed.labels.enumerated() {
      let weights = observed.logits.row(row).map { exp($0) }
      let p = weights.map { $0 / weights.reduce(0, +) }
      #expect(abs(losses[row] + log(p[label])) < 1e-12)
      #expect(abs(margins[row] - log(p[label] / (1 - p[label]))) < 1e-10)
      var entropy = -(1 - p[label]) * log(p[label])
      for other in p.indices where other != label { entropy -= p[other] * log(1 - p[other]) }
      #expect(abs(entropies[row] - entropy) < 1e-10)
      #expect(abs(plainEntropies[row] + p.reduce(0) { $0 + $1 * log($1) }) < 1e-10)
    }
  }

  /// With two classes modified entropy is −2 (1 − p) ln p, which falls as the loss does: the same ranking.
  @Test func modifiedEntropyOfTwoClassesRanksAsTheLoss() {
    let observed = confidences(classes: 2, scale: 60)
    let byLoss = LossThresholdAttack().scores(of: CandidateLosses(values: observed.losses()))
    let byEntropy = ModifiedEntropyAttack().scores(of: observed)
    let order = byLoss.indices.sorted { byLoss[$0] < byLoss[$1] }
    #expect(zip(order, order.dropFirst()).allSatisfy { byEntropy[$0] <= byEntropy[$1] })
  }

  /// Confidence that rounds to one still tells candidates apart.
  @Test func saturatedConfidencesKeepTheirOrder() {
    let logits = Matrix<Float>(rowCount: 3, columnCount: 2, elements: [100, 0, 200, 0, 300, 0])
    let observed = CandidateConfidences(logits: logits, labels: [0, 0, 0])
    #expect(observed.margins() == [100, 200, 300])
    let losses = observed.losses()
    #expect(losses[0] > losses[1] && losses[1] > losses[2] && losses[2] > 0)
    for scores in [EntropyAttack().scores(of: observed), ModifiedEntropyAttack().scores(of: observed)] {
      #expect(scores[0] < scores[1] && scores[1] < scores[2] && scores[2].isFinite)
    }
  }

  @Test func aModelThatDivergedScoresLowest() {
    let result = MembershipResult(memberScores: [.nan, .nan, .nan], nonMemberScores: [1, 2, .nan])
    #expect(result.curve.areaUnderCurve == 1.0 / 6)
  }
}
