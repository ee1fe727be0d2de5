import Statistics

/// Gives every candidate as many reference models with it, and as many without, as every other has.
///
/// A design in which each candidate is in half of the models tells who was a member as soon as one of the models is made
/// the target and taken out: a member then has one model with it fewer, and a non-member one without it fewer. An attack
/// that looks at means or spreads sees that in margins of pure noise. Where every candidate is judged by the fewest that
/// any has on a side, drawn at random, counts say nothing.
///
/// That costs models. Where each model drew its members by itself, counts differ too but have nothing to do with the
/// target's: they are left as they are if, among a hundred candidates or more, they correlate with membership no more than
/// chance does.
public struct ReferenceLevelling: Codable, Hashable, Sendable {
  /// Models with a candidate, from the fewest that any has to the most.
  public let with: ClosedRange<Int>
  /// Models without it.
  public let without: ClosedRange<Int>

  /// Candidates below which a correlation need not show.
  private static let fewestCandidates = 100
  /// Standard deviations of a correlation of nothing; counts that a target left behind correlate by many.
  private static let largestDeviation = 3.0

  /// - Parameters:
  ///   - includes: for each model, whether it was trained on each candidate.
  ///   - isMember: whether the target was.
  /// - Returns: nil where counts are equal already, or say nothing.
  init?(includes: [[Bool]], isMember: [Bool]) {
    var counts = [Int](repeating: 0, count: isMember.count)
    for model in includes {
      for candidate in counts.indices where model[candidate] { counts[candidate] += 1 }
    }
    guard let fewest = counts.min(), let most = counts.max(), fewest < most else { return nil }
    with = fewest...most
    without = (includes.count - most)...(includes.count - fewest)
    guard isMember.count >= Self.fewestCandidates,
      let correlation = pearsonCorrelation(counts.map(Double.init), isMember.map { $0 ? 1 : 0 })
    else { return }
    let deviation = correlation * Double(isMember.count - 1).squareRoot()
    if abs(deviation) <= Self.largestDeviation { return nil }
  }

  /// For each candidate the same numbers of answers of models with it and of models without it.
  ///
  /// Attacks take a candidate's answers a side at a time, and never ask which come from one model; so a row holds, for
  /// each candidate, an answer of some model on the same side.
  func applied(
    toMargins margins: [[Double]], includes: [[Bool]], random: RandomStream
  ) -> (margins: [[Double]], includes: [[Bool]]) {
    var stream = random.split("levelling")
    let candidateCount = includes[0].count
    func rows(_ side: Bool, count: Int) -> [[Double]] {
      var rows = [[Double]](repeating: Array(repeating: 0, count: candidateCount), count: count)
      for candidate in 0..<candidateCount {
        let models = includes.indices.filter { includes[$0][candidate] == side }.shuffled(using: &stream)
        for row in 0..<count { rows[row][candidate] = margins[models[row]][candidate] }
      }
      return rows
    }
    let (inside, outside) = (rows(true, count: with.lowerBound), rows(false, count: without.lowerBound))
    var levelled: (margins: [[Double]], includes: [[Bool]]) = ([], [])
    // In turns, so that the first few models hold some of each.
    for row in 0..<max(inside.count, outside.count) {
      for (side, rows) in [(true, inside), (false, outside)] where row < rows.count {
        levelled.margins.append(rows[row])
        levelled.includes.append(Array(repeating: side, count: candidateCount))
      }
    }
    return levelled
  }
}
