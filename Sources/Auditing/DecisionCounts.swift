/// How often it was said of runs that their training held a canary, rightly and wrongly.
public struct DecisionCounts: Hashable, Sendable {
  /// Of the positives, those of which it was said.
  public let truePositives: Int
  /// Runs whose training held it.
  public let positives: Int
  /// Of the negatives, those of which it was said.
  public let falsePositives: Int
  /// Runs whose training did not.
  public let negatives: Int

  /// - Precondition: at least one run of either kind, and no more said than there are.
  public init(truePositives: Int, positives: Int, falsePositives: Int, negatives: Int) {
    precondition(positives > 0 && negatives > 0)
    precondition((0...positives).contains(truePositives) && (0...negatives).contains(falsePositives))
    self.truePositives = truePositives
    self.positives = positives
    self.falsePositives = falsePositives
    self.negatives = negatives
  }

  /// Said of those at or above the threshold; never of a score that is not a number.
  init(with: some Collection<Double>, without: some Collection<Double>, threshold: Double) {
    self.init(
      truePositives: with.count { $0 >= threshold }, positives: with.count,
      falsePositives: without.count { $0 >= threshold }, negatives: without.count)
  }

  /// The true positive rate less the false one, in [−1, 1].
  var advantage: Double {
    Double(truePositives) / Double(positives) - Double(falsePositives) / Double(negatives)
  }
}
