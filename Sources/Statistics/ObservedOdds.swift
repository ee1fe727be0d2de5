/// The odds of being a positive that a score really has, as far as scored positives and negatives show it: scores are cut into
/// stretches of equal odds that rise with the score, and a stretch's odds are the ratio of its positives and negatives.
///
/// What a model of the scores promises is not asked, so that none outside its tails is believed. Half a positive and half a negative are added to each
/// stretch, which keeps every ratio finite.
///
/// Reference: Ayer et al., _An Empirical Distribution Function for Sampling with Incomplete Information_, Annals of Mathematical
/// Statistics 26 (1955): pool adjacent violators.
public struct ObservedOdds: Hashable, Sendable {
  private struct Stretch: Hashable {
    var lowest: Double
    var positives: Int
    var negatives: Int

    var share: Double { Double(positives) / Double(positives + negatives) }
  }

  /// In the order of their scores.
  private let stretches: [Stretch]
  private let positiveCount: Int
  private let negativeCount: Int

  /// - Parameters:
  ///   - scores: none NaN.
  ///   - isPositive: of each.
  /// - Precondition: there are positives and negatives.
  public init(scores: [Double], isPositive: [Bool]) {
    positiveCount = isPositive.count(where: \.self)
    negativeCount = isPositive.count - positiveCount
    precondition(scores.count == isPositive.count && positiveCount > 0 && negativeCount > 0)
    var stretches = [Stretch]()
    for index in scores.indices.sorted(by: { scores[$0] < scores[$1] }) {
      let own = Stretch(
        lowest: scores[index], positives: isPositive[index] ? 1 : 0, negatives: isPositive[index] ? 0 : 1)
      if let last = stretches.last, last.lowest == own.lowest, !stretches.isEmpty {
        // Equal scores stand together, whatever came before.
        stretches[stretches.count - 1].positives += own.positives
        stretches[stretches.count - 1].negatives += own.negatives
      } else {
        stretches.append(own)
      }
    }
    var pooled = [Stretch]()
    for stretch in stretches {
      pooled.append(stretch)
      while pooled.count > 1, pooled[pooled.count - 2].share >= pooled[pooled.count - 1].share {
        let last = pooled.removeLast()
        pooled[pooled.count - 1].positives += last.positives
        pooled[pooled.count - 1].negatives += last.negatives
      }
    }
    self.stretches = pooled
  }

  /// P(positive | a score like this) / P(negative | it), where `prior` of all are positives.
  public func odds(at score: Double, prior: Double) -> Double {
    let stretch = stretches.last { $0.lowest <= score } ?? stretches[0]
    let likelihood =
      (Double(stretch.positives) + 0.5) / (Double(positiveCount) + 1)
      / ((Double(stretch.negatives) + 0.5) / (Double(negativeCount) + 1))
    return likelihood * prior / (1 - prior)
  }
}
