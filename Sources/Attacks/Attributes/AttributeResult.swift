public import LinearAlgebra
public import Statistics

/// How well values were guessed, judged by the true ones.
public struct AttributeResult: Hashable, Sendable {
  /// How many guesses were right, of how many, with the 95 % interval of Clopper and Pearson.
  public let accuracy: BinomialInterval
  /// How well the second of two values is told from the first; nil of more values, or where all records have one.
  public let area: Estimate?

  /// - Parameters:
  ///   - scores: [records, values].
  ///   - prior: ln of how frequent each value is: of several values with the largest score the most frequent is the guess.
  ///   - truth: the value each record has.
  ///   - chosen: the records that are judged; nil where there is none.
  public init?(scores: Matrix<Double>, prior: [Double], truth: [Int], of chosen: [Int]) {
    guard !chosen.isEmpty else { return nil }
    let guesses = Self.guesses(by: scores, prior: prior)
    accuracy = BinomialInterval(
      successes: chosen.count { guesses[$0] == truth[$0] }, trials: chosen.count)
    area = scores.columnCount == 2 ? Self.area(scores, truth, chosen) : nil
  }

  /// The value with the largest score of each record.
  public static func guesses(by scores: Matrix<Double>, prior: [Double]) -> [Int] {
    (0..<scores.rowCount).map { record in
      let row = Array(scores.row(record))
      return row.indices.max { (row[$0], prior[$0], $1) < (row[$1], prior[$1], $0) } ?? 0
    }
  }

  private static func area(_ scores: Matrix<Double>, _ truth: [Int], _ chosen: [Int]) -> Estimate? {
    let values = scores.elements
    let odds = chosen.map { values[2 * $0 + 1] - values[2 * $0] }
    let isSecond = chosen.map { truth[$0] == 1 }
    guard isSecond.contains(true), isSecond.contains(false) else { return nil }
    let curve = MembershipResult(scores: odds, isMember: isSecond).curve
    return Estimate(value: curve.areaUnderCurve, interval: curve.areaInterval)
  }
}
