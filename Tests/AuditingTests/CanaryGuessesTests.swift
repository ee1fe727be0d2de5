import Auditing
import Statistics
import Testing

/// Who is guessed, in which order.
struct CanaryGuessesTests {
  @Test func theSurestAreGuessedFirstInTurn() {
    let scores = CanaryScores(
      scores: [0.3, 9, -4, 2, 5, -1, 0], isIncluded: [false, true, true, false, true, false, false])
    let guesses = CanaryGuesses(of: scores, count: 5)
    #expect(guesses.guesses.map(\.canary) == [1, 2, 4, 5, 3])
    #expect(guesses.guesses.map(\.saysIncluded) == [true, false, true, false, true])
    #expect(guesses.guesses.map(\.isRight) == [true, false, true, true, false])
    #expect(guesses.count == 5 && guesses.rightCount == 3)
  }

  @Test func aFifthIsGuessed() {
    #expect(
      [0, 1, 2, 9, 10, 19, 20, 400, 1000].map(CanaryGuesses.defaultCount) == [0, 1, 2, 2, 2, 2, 4, 80, 200])
  }

  /// A file that lists its included canaries first, or last, and whose scores are all alike.
  @Test(arguments: [true, false], [100, 1000, 10_000])
  func equalScoresProveNothing(includedFirst: Bool, count: Int) {
    let scores = CanaryScores(
      scores: Array(repeating: 1, count: count),
      isIncluded: (0..<count).map { ($0 < count / 2) == includedFirst })
    for guesses in [count / 5, count / 2, count] {
      let said = CanaryGuesses(of: scores, count: guesses)
      let deviations = (2 * Double(said.rightCount) - Double(guesses)) / Double(guesses).squareRoot()
      #expect(abs(deviations) < 3)
      for bound in [OneRunAudit.steinke, OneRunAudit.fDP] {
        #expect(bound(count, guesses, said.rightCount, 1e-5, 0.95).epsilon == 0)
      }
    }
  }

  @Test func theSameScoresGiveTheSameGuesses() {
    let scores = CanaryScores(
      scores: (0..<50).map { Double($0 % 3) }, isIncluded: (0..<50).map { $0.isMultiple(of: 2) })
    #expect(CanaryGuesses(of: scores, count: 20) == CanaryGuesses(of: scores, count: 20))
  }

  /// They stand in the middle, and are guessed when nothing else is left.
  @Test func whatIsNoNumberIsGuessedLast() {
    var values = (0..<21).map(Double.init)
    for index in [0, 7, 20] { values[index] = .nan }
    let scores = CanaryScores(scores: values, isIncluded: values.map { $0 > 10 })
    for count in 0...18 {
      let guesses = CanaryGuesses(of: scores, count: count)
      #expect(!guesses.guesses.contains { values[$0.canary].isNaN })
      #expect(guesses.rightCount >= count - 1)
    }
    #expect(Set(CanaryGuesses(of: scores, count: 21).guesses.map(\.canary)).count == 21)
    #expect(Set(CanaryGuesses(of: scores, count: 21).guesses.suffix(3).map(\.canary)) == [0, 7, 20])
  }

  @Test func theCurveCountsEveryCanary() throws {
    let scores = CanaryScores(scores: [1, .nan, -1, .infinity], isIncluded: [true, true, false, false])
    let curve = try #require(scores.curve)
    #expect(curve.memberCount == 2 && curve.nonMemberCount == 2)
    #expect(CanaryScores(scores: [.nan, .nan], isIncluded: [true, false]).curve?.areaUnderCurve == 0.5)
    #expect(
      CanaryScores(scores: [.infinity, -.infinity, .nan], isIncluded: [true, false, true]).curve != nil)
    #expect(CanaryScores(scores: [1, 2], isIncluded: [true, true]).curve == nil)
    #expect(CanaryScores(scores: [], isIncluded: []).curve == nil)
  }
}
