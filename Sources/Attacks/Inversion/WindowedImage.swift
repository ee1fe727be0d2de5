/// An image with what its structural similarity to others needs of it alone: sums over all windows of 7 x 7 that lie wholly
/// inside.
///
/// Reference: Wang, Bovik, Sheikh and Simoncelli, _Image Quality Assessment_, IEEE TIP 13 (2004), equation 13, with uniform
/// windows, sample covariances, K₁ = 0.01, K₂ = 0.03 and L = 1.
public struct WindowedImage: Sendable {
  private let width: Int
  private let height: Int
  private let values: [Double]
  /// For each window, in the order of the image.
  private let means: [Double]
  /// Sample variances.
  private let variances: [Double]

  private static let side = 7
  private static let area = Double(side * side)

  /// - Parameter values: row by row, in [0, 1].
  /// - Returns: nil where no window fits.
  public init?(_ values: [Float], width: Int, height: Int) {
    precondition(values.count == width * height)
    guard width >= Self.side, height >= Self.side else { return nil }
    self.width = width
    self.height = height
    self.values = values.map(Double.init)
    let sums = Self.windowSums(of: self.values, width: width, height: height)
    let squares = Self.windowSums(of: self.values.map { $0 * $0 }, width: width, height: height)
    means = sums.map { $0 / Self.area }
    variances = zip(sums, squares).map { Self.covariance($1, $0, $0) }
  }

  /// The mean over all windows; 1 is the same image.
  public func structuralSimilarity(to other: WindowedImage) -> Double {
    precondition(width == other.width && height == other.height)
    let products = Self.windowSums(
      of: zip(values, other.values).map { $0 * $1 }, width: width, height: height)
    let (c1, c2) = (0.01 * 0.01, 0.03 * 0.03)
    var total = 0.0
    for window in means.indices {
      let (x, y) = (means[window], other.means[window])
      let covariance = (products[window] - Self.area * x * y) / (Self.area - 1)
      total +=
        (2 * x * y + c1) * (2 * covariance + c2)
        / ((x * x + y * y + c1) * (variances[window] + other.variances[window] + c2))
    }
    return total / Double(means.count)
  }

  private static func covariance(_ products: Double, _ first: Double, _ second: Double) -> Double {
    (products - first * second / area) / (area - 1)
  }

  /// The sum over each window, by sums that slide along rows and then along columns.
  private static func windowSums(of values: [Double], width: Int, height: Int) -> [Double] {
    let columns = width - side + 1
    var rows = [Double](repeating: 0, count: height * columns)
    for row in 0..<height {
      var sum = 0.0
      for column in 0..<width {
        sum += values[row * width + column]
        if column >= side { sum -= values[row * width + column - side] }
        if column >= side - 1 { rows[row * columns + column - side + 1] = sum }
      }
    }
    var sums = [Double](repeating: 0, count: (height - side + 1) * columns)
    for column in 0..<columns {
      var sum = 0.0
      for row in 0..<height {
        sum += rows[row * columns + column]
        if row >= side { sum -= rows[(row - side) * columns + column] }
        if row >= side - 1 { sums[(row - side + 1) * columns + column] = sum }
      }
    }
    return sums
  }
}
