/// Pearson's correlation of two rows of equal length, in [−1, 1]; nil where one of them does not vary.
///
/// Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)² · Σ(y − ȳ)²): 1 where one row grows with the other along a line, and about 0 of rows that
/// have nothing to do with each other, with a standard deviation of 1/√(n − 1).
public func pearsonCorrelation(_ first: [Double], _ second: [Double]) -> Double? {
  precondition(first.count == second.count)
  let count = Double(first.count)
  let (firstMean, secondMean) = (first.reduce(0, +) / count, second.reduce(0, +) / count)
  var (products, firstSquares, secondSquares) = (0.0, 0.0, 0.0)
  for (first, second) in zip(first, second) {
    let (first, second) = (first - firstMean, second - secondMean)
    products += first * second
    firstSquares += first * first
    secondSquares += second * second
  }
  guard firstSquares > 0, secondSquares > 0 else { return nil }
  return products / (firstSquares.squareRoot() * secondSquares.squareRoot())
}
