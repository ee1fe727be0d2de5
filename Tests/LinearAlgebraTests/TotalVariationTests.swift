import LinearAlgebra
import Statistics
import Testing

struct TotalVariationTests {
  /// √(Δ² + 10⁻⁶) over all pairs of neighbours, in float64.
  private func variation(_ picture: [Double], width: Int, height: Int, across: Double, down: Double) -> Double
  {
    var total = 0.0
    for row in 0..<height {
      for column in 0..<width {
        let value = picture[row * width + column]
        if column + 1 < width { total += across * smooth(picture[row * width + column + 1] - value) }
        if row + 1 < height { total += down * smooth(picture[(row + 1) * width + column] - value) }
      }
    }
    return total
  }

  private func smooth(_ difference: Double) -> Double { (difference * difference + 1e-6).squareRoot() }

  /// Against central differences, for widths on either side of what the processor takes at once.
  @Test(arguments: [(1, 1), (1, 7), (7, 1), (5, 4), (23, 28), (64, 3), (65, 3), (130, 2)])
  func theSlopeIsThatOfTheVariation(width: Int, height: Int) {
    var noise = GaussianNoise(RandomStream(seed: 3))
    var pictures = [Float](repeating: 0, count: 2 * width * height)
    noise.add(to: &pictures, standardDeviation: 0.3)
    var slope = [Float](repeating: 1, count: pictures.count)
    slope.addTotalVariationSlope(at: pictures, width: width, height: height, across: 0.5, down: 2)
    for picture in 0..<2 {
      let range = picture * width * height..<(picture + 1) * width * height
      var values = pictures[range].map(Double.init)
      for index in values.indices {
        let value = values[index]
        let sides = [1e-6, -1e-6].map { step in
          values[index] = value + step
          return variation(values, width: width, height: height, across: 0.5, down: 2)
        }
        values[index] = value
        let expected = 1 + (sides[0] - sides[1]) / 2e-6
        #expect(abs(Double(slope[range.lowerBound + index]) - expected) < 2e-4)
      }
    }
  }

  /// The slopes of a picture add up to nothing: what one pixel is to lose its neighbour is to win.
  @Test func theSlopesOfAPictureCancel() {
    var noise = GaussianNoise(RandomStream(seed: 4))
    var picture = [Float](repeating: 0, count: 23 * 28)
    noise.add(to: &picture, standardDeviation: 0.3)
    var slope = [Float](repeating: 0, count: picture.count)
    slope.addTotalVariationSlope(at: picture, width: 23, height: 28, across: 1, down: 1)
    #expect(abs(slope.reduce(0, +)) < 1e-3 && slope.contains { abs($0) > 0.5 })
    slope = [Float](repeating: 0, count: picture.count)
    slope.addTotalVariationSlope(
      at: [Float](repeating: 0.7, count: picture.count), width: 23, height: 28, across: 1, down: 1)
    #expect(slope.allSatisfy { $0 == 0 })
  }
}
