#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// How much alike two pictures, or any two vectors, are.
public enum ImageSimilarity {
  /// The correlation of two vectors after each loses its mean; 0 where one is constant.
  public static func normalizedCrossCorrelation(_ first: [Float], _ second: [Float]) -> Double {
    precondition(first.count == second.count)
    return zip(standardized(first), standardized(second)).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Without its mean and of length 1; all zero where it is constant.
  static func standardized(_ values: [Float]) -> [Double] {
    let mean = values.reduce(0) { $0 + Double($1) } / Double(values.count)
    let centred = values.map { Double($0) - mean }
    let length = centred.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length > 0 ? centred.map { $0 / length } : centred
  }

  /// The mean structural similarity of two images with values in [0, 1]; nil where no window of 7 x 7 fits. See
  /// `WindowedImage`.
  public static func structuralSimilarity(
    _ first: [Float], _ second: [Float], width: Int, height: Int
  ) -> Double? {
    guard let one = WindowedImage(first, width: width, height: height),
      let other = WindowedImage(second, width: width, height: height)
    else { return nil }
    return one.structuralSimilarity(to: other)
  }

  /// 10 log₁₀(1 / mean squared difference) of two images with values in [0, 1], in decibels; 100 where it would be more.
  public static func peakSignalToNoiseRatio(_ first: [Float], _ second: [Float]) -> Double {
    precondition(first.count == second.count && !first.isEmpty)
    let error = zip(first, second).reduce(0) { sum, pair in
      let difference = Double(pair.0) - Double(pair.1)
      return sum + difference * difference
    }
    return min(100, -10 * log10(error / Double(first.count)))
  }
}
