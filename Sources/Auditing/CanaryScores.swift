public import Statistics

/// Scores of canaries, each of which a fair coin included in training or left out. A higher score says "included".
public struct CanaryScores: Hashable, Sendable {
  public let scores: [Double]
  /// How the coin of each fell.
  public let isIncluded: [Bool]

  /// A score that is not a number says nothing: such canaries stand in the middle of all, and are guessed last.
  ///
  /// - Precondition: as many scores as coins.
  public init(scores: [Double], isIncluded: [Bool]) {
    precondition(scores.count == isIncluded.count)
    self.scores = scores
    self.isIncluded = isIncluded
  }

  public var count: Int { scores.count }

  /// What the scores tell at every threshold; nil where all canaries are in, or none.
  public var curve: ROCCurve? {
    let middle = middle
    let filled = scores.map { $0.isNaN ? middle : $0 }
    let included = zip(filled, isIncluded).filter(\.1).map(\.0)
    let leftOut = zip(filled, isIncluded).filter { !$0.1 }.map(\.0)
    guard !included.isEmpty, !leftOut.isEmpty else { return nil }
    return ROCCurve(memberScores: included, nonMemberScores: leftOut)
  }

  /// A value with half of the numbers on either side.
  private var middle: Double {
    let ordered = scores.filter { !$0.isNaN }.sorted()
    guard !ordered.isEmpty else { return 0 }
    let (low, high) = (ordered[(ordered.count - 1) / 2], ordered[ordered.count / 2])
    let middle = low / 2 + high / 2
    return middle.isNaN ? 0 : middle
  }

  /// All canaries, those that look most like included ones first.
  ///
  /// Equal scores stand in an order that was drawn from a fixed seed before anything was looked at, so that it has to do
  /// neither with the coins nor with the order in which a file lists its canaries.
  var ranking: [Int] {
    var stream = RandomStream(seed: 0).split("order of equal canaries")
    let drawn = scores.indices.shuffled(using: &stream)
    // Sorting keeps the order of equals.
    let numbers = drawn.filter { !scores[$0].isNaN }.sorted { scores[$0] > scores[$1] }
    let upper = (numbers.count + 1) / 2
    return numbers.prefix(upper) + drawn.filter { scores[$0].isNaN } + numbers.dropFirst(upper)
  }
}
