import Attacks
import Testing

struct ImageSimilarityTests {
  private static let first: [Float] = (0..<99).map { index in Float(7 * index % 23) / 22 }
  private static let second: [Float] = first.enumerated().map { index, value in
    let other = Float(5 * index % 19) / 18
    return (other + value / 2) / 1.5
  }

  /// scikit-image and NumPy on the same pictures, by `Tests/ReferenceValues/image_similarity.py`; the pictures are
  /// float32 here and float64 there.
  @Test func valuesOfScikitImage() throws {
    let similarity = try #require(
      ImageSimilarity.structuralSimilarity(Self.first, Self.second, width: 11, height: 9))
    #expect(abs(similarity - 0.5354426360217047) < 1e-6)
    #expect(
      abs(ImageSimilarity.normalizedCrossCorrelation(Self.first, Self.second) - 0.5169586595359568) < 1e-6)
    #expect(abs(ImageSimilarity.peakSignalToNoiseRatio(Self.first, Self.second) - 11.333337724010459) < 1e-5)
  }

  @Test func equalPicturesAreAlike() throws {
    let same = try #require(
      ImageSimilarity.structuralSimilarity(Self.first, Self.first, width: 11, height: 9))
    #expect(abs(same - 1) < 1e-12)
    #expect(abs(ImageSimilarity.normalizedCrossCorrelation(Self.first, Self.first) - 1) < 1e-12)
    #expect(ImageSimilarity.peakSignalToNoiseRatio(Self.first, Self.first) == 100)
  }

  @Test func whatCannotBeCompared() {
    #expect(ImageSimilarity.structuralSimilarity([0, 1], [1, 0], width: 2, height: 1) == nil)
    #expect(ImageSimilarity.normalizedCrossCorrelation([1, 1], [0, 1]) == 0)
  }
}
