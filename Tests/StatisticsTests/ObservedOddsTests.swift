import Foundation
import Statistics
import Testing

struct ObservedOddsTests {
  /// Of ten scores, pooled by hand: 1 2 3 are one stretch of one positive in three, 4 to 6 one of two in three, 7 to 10 all.
  @Test func stretchesArePooledWhereTheyFall() {
    let positive = [false, true, false, true, false, true, true, true, true, true]
    let odds = ObservedOdds(scores: (1...10).map(Double.init), isPositive: positive)
    // Half added to each: of 7 positives and 3 negatives.
    func expected(_ positives: Double, _ negatives: Double) -> Double {
      (positives + 0.5) / 8 / ((negatives + 0.5) / 4)
    }
    #expect(abs(odds.odds(at: 1, prior: 0.5) - expected(0, 1)) < 1e-12)
    #expect(abs(odds.odds(at: 2.5, prior: 0.5) - expected(1, 1)) < 1e-12)
    #expect(abs(odds.odds(at: 5, prior: 0.5) - expected(1, 1)) < 1e-12)
    #expect(abs(odds.odds(at: 100, prior: 0.5) - expected(5, 0)) < 1e-12)
    #expect(abs(odds.odds(at: 100, prior: 0.1) - expected(5, 0) / 9) < 1e-12)
    #expect(odds.odds(at: -5, prior: 0.5) == odds.odds(at: 1, prior: 0.5))
  }

  /// Scores that know nothing have odds near those before, and equal scores have the same.
  @Test func knowingNothingChangesNoOdds() {
    let constant = ObservedOdds(scores: Array(repeating: 2, count: 40), isPositive: (0..<40).map { $0 < 20 })
    #expect(abs(constant.odds(at: 2, prior: 0.5) - 1) < 1e-12)
    var stream = RandomStream(seed: 9)
    let scores = (0..<4000).map { _ in stream.uniform() }
    let odds = ObservedOdds(scores: scores, isPositive: scores.indices.map { $0.isMultiple(of: 2) })
    let middle = (200..<800).map { odds.odds(at: Double($0) / 1000, prior: 0.5) }
    #expect(middle.allSatisfy { abs(log($0)) < 0.4 })
    #expect(zip(middle, middle.dropFirst()).allSatisfy { $0 <= $1 })
  }
}
