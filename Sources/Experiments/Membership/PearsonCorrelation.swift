/// Pearson's correlation of two rows of equal length; NaN where one of them is constant.
func pearsonCorrelation(_ first: [Double], _ second: [Double]) -> Double {
  let (firstMean, secondMean) = (
    first.reduce(0, +) / Double(first.count), second.reduce(0, +) / Double(second.count)
  )
  var (products, firstSquares, secondSquares) = (0.0, 0.0, 0.0)
  for (first, second) in zip(first, second) {
    let (first, second) = (first - firstMean, second - secondMean)
    products += first * second
    firstSquares += first * first
    secondSquares += second * second
  }
  return products / (firstSquares.squareRoot() * secondSquares.squareRoot())
}
