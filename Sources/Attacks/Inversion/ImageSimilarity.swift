/// How much alike two pictures, or any two vectors, are.
public enum ImageSimilarity {
  /// The correlation of two vectors after each loses its mean; 0 where one is constant.
  public static func normalizedCrossCorrelation(_ first: [Float], _ second: [Float]) -> Double {
    precondition(first.count == second.count)
    let count = Double(first.count)
    let firstMean = first.reduce(0) { $0 + Double($1) } / count
    let secondMean = second.reduce(0) { $0 + Double($1) } / count
    var product = 0.0
    var firstSquares = 0.0
    var secondSquares = 0.0
    for (a, b) in zip(first, second) {
      let x = Double(a) - firstMean
      let y = Double(b) - secondMean
      product += x * y
      firstSquares += x * x
      secondSquares += y * y
    }
    let scale = (firstSquares * secondSquares).squareRoot()
    return scale > 0 ? product / scale : 0
  }

  /// The mean structural similarity of two images with values in [0, 1], over uniform windows of 7 x 7 that lie
  /// wholly inside, with sample covariances; nil where no window fits.
  ///
  /// Reference: Wang, Bovik, Sheikh and Simoncelli, _Image Quality Assessment_, IEEE TIP 13 (2004), equation 13,
  /// with K₁ = 0.01, K₂ = 0.03 and L = 1.
  public static func structuralSimilarity(
    _ first: [Float], _ second: [Float], width: Int, height: Int
  ) -> Double? {
    precondition(first.count == width * height && second.count == width * height)
    let side = 7
    guard width >= side, height >= side else { return nil }
    var total = 0.0
    for top in 0...height - side {
      for left in 0...width - side {
        var sums = (x: 0.0, y: 0.0, xx: 0.0, yy: 0.0, xy: 0.0)
        for row in top..<top + side {
          for column in left..<left + side {
            let x = Double(first[row * width + column])
            let y = Double(second[row * width + column])
            sums = (sums.x + x, sums.y + y, sums.xx + x * x, sums.yy + y * y, sums.xy + x * y)
          }
        }
        total += similarity(ofWindow: sums, count: Double(side * side))
      }
    }
    return total / Double((height - side + 1) * (width - side + 1))
  }

  private static func similarity(
    ofWindow sums: (x: Double, y: Double, xx: Double, yy: Double, xy: Double), count: Double
  ) -> Double {
    let (c1, c2) = (0.01 * 0.01, 0.03 * 0.03)
    let (meanX, meanY) = (sums.x / count, sums.y / count)
    let toSample = count / (count - 1)
    let varianceX = toSample * (sums.xx / count - meanX * meanX)
    let varianceY = toSample * (sums.yy / count - meanY * meanY)
    let covariance = toSample * (sums.xy / count - meanX * meanY)
    return (2 * meanX * meanY + c1) * (2 * covariance + c2)
      / ((meanX * meanX + meanY * meanY + c1) * (varianceX + varianceY + c2))
  }
}
