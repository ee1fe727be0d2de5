public import LinearAlgebra
public import Statistics

extension AttributeResult {
  /// By how much the share of right guesses is larger than another, of other records, with a 95 % interval: that of Wald with one
  /// success and one failure more on either side.
  ///
  /// Reference: Agresti and Caffo, _Simple and Effective Confidence Intervals for Proportions and Differences of Proportions_, The
  /// American Statistician 54 (2000).
  public func gap(over other: AttributeResult) -> Estimate {
    let (own, others) = (Self.adjusted(accuracy), Self.adjusted(other.accuracy))
    let middle = own.rate - others.rate
    let reach = Self.normalQuantile * (own.variance + others.variance).squareRoot()
    return Estimate(
      value: accuracy.rate - other.accuracy.rate,
      interval: max(-1, middle - reach)...min(1, middle + reach))
  }

  private static func adjusted(_ share: BinomialInterval) -> (rate: Double, variance: Double) {
    let count = Double(share.trials + 2)
    let rate = Double(share.successes + 1) / count
    return (rate, rate * (1 - rate) / count)
  }

  /// Of 97.5 %.
  private static let normalQuantile = 1.959963984540054

  /// By how much the share of right guesses is larger than that of other guesses of the same records, with a 95 % interval: that
  /// of Wald for paired shares, with one more record that each alone guesses rightly.
  ///
  /// Reference: Bonett and Price, _Adjusted Wald Confidence Interval for a Difference of Binomial Proportions Based on Paired
  /// Data_, Journal of Educational and Behavioral Statistics 37 (2012).
  ///
  /// - Parameters:
  ///   - scores: [records, values], as are the others.
  ///   - prior: ln of how frequent each value is.
  ///   - chosen: the records that are judged; nil where there is none.
  public static func gain(
    of scores: Matrix<Double>, over others: Matrix<Double>, prior: [Double], truth: [Int], on chosen: [Int]
  ) -> Estimate? {
    guard !chosen.isEmpty else { return nil }
    let (own, other) = (guesses(by: scores, prior: prior), guesses(by: others, prior: prior))
    let won = chosen.count { own[$0] == truth[$0] && other[$0] != truth[$0] }
    let lost = chosen.count { own[$0] != truth[$0] && other[$0] == truth[$0] }
    let count = Double(chosen.count)
    let (gained, given) = (Double(won + 1) / (count + 2), Double(lost + 1) / (count + 2))
    let middle = gained - given
    let variance = (gained + given - middle * middle) / (count + 2)
    let reach = normalQuantile * variance.squareRoot()
    return Estimate(
      value: Double(won - lost) / count, interval: max(-1, middle - reach)...min(1, middle + reach))
  }
}
