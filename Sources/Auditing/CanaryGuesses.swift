/// What an adversary says of canaries after looking at their scores, as often as was settled beforehand: of the highest
/// scores that they were included, of the lowest that they were left out, and of the rest nothing.
///
/// The number of guesses must not depend on the scores: whoever stops where the guesses went best proves nothing. Of equal
/// scores, which are guessed has to do neither with the coins nor with the order of the canaries: see
/// `CanaryScores.ranking`.
///
/// Reference: Steinke, Nasr and Jagielski, arXiv:2305.08846, Algorithm 1, with k₊ and k₋ guesses.
public struct CanaryGuesses: Hashable, Sendable {
  public struct Guess: Hashable, Sendable {
    /// Its place among the scores.
    public let canary: Int
    public let saysIncluded: Bool
    public let isRight: Bool
  }

  /// The surest first, in turn of one that is in and one that is out.
  public let guesses: [Guess]

  public var count: Int { guesses.count }
  public var rightCount: Int { guesses.count { $0.isRight } }

  /// A fifth of the canaries, as many on either side, and two guesses at least where there are two canaries.
  public static func defaultCount(of canaryCount: Int) -> Int {
    min(canaryCount, max(2, canaryCount / 10 * 2))
  }

  /// - Parameters:
  ///   - count: of guesses; of an odd number, one more says "in".
  /// - Precondition: 0 ≤ count ≤ the number of canaries.
  public init(of scores: CanaryScores, count: Int) {
    precondition((0...scores.count).contains(count))
    let ranking = scores.ranking
    guesses = (0..<count).map { turn in
      let saysIncluded = turn.isMultiple(of: 2)
      let canary = saysIncluded ? ranking[turn / 2] : ranking[ranking.count - 1 - turn / 2]
      return Guess(
        canary: canary, saysIncluded: saysIncluded, isRight: scores.isIncluded[canary] == saysIncluded)
    }
  }
}
