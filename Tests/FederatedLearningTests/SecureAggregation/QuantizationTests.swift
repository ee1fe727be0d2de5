import FederatedLearning
import Foundation
import Statistics
import Testing

struct QuantizationTests {
  /// The limits of Flower's defaults, q = 2²² and R = 2³², and of 16 bits.
  @Test func capacityIsExact() throws {
    #expect(Quantization.bits(forSumsOf: 1024) == 22)
    #expect(Quantization.bits(forSumsOf: 1025) == 21)
    #expect(Quantization.bits(forSumsOf: 65537) == 16)
    #expect(Quantization.bits(forSumsOf: 65538) == 15)
    #expect(Quantization.bits(forSumsOf: 1) == 32)
    _ = try Quantization(clip: 1, bits: 22, clientCount: 1024)
    #expect(throws: QuantizationError.overflow(clients: 1025, bits: 22, fitting: 21)) {
      try Quantization(clip: 1, bits: 22, clientCount: 1025)
    }
    #expect("\(QuantizationError.overflow(clients: 1025, bits: 22, fitting: 21))".contains("Give 21 bits"))
    for clip in [0, -1, .nan, .infinity, .leastNonzeroMagnitude, 1e300] {
      #expect(throws: QuantizationError.self) { try Quantization(clip: clip, clientCount: 2) }
    }
  }

  /// The largest sum there can be, of the most clients for the bits, does not wrap around.
  @Test(arguments: [1, 2, 8, 16, 22])
  func largestSumComesBack(bits: Int) throws {
    let count = Int(UInt64(UInt32.max) / ((1 << bits) - 1))
    let capped = min(count, 1_000_000)
    let quantization = try Quantization(clip: 3, bits: bits, rounding: .nearest, clientCount: capped)
    var stream = RandomStream(seed: 1)
    let word = quantization.encode([3], using: &stream).words[0]
    #expect(word == UInt32((UInt64(1) << bits) - 1))
    let sum = UInt64(word) * UInt64(capped)
    #expect(sum < 1 << 32)
    let decoded = quantization.decode([UInt32(sum)], survivorCount: capped)[0]
    #expect(abs(decoded - 3 * Double(capped)) < 1e-6 * Double(capped))
  }

  /// The mean's error is step / √(6n) or step / √(12n), within five standard errors of what 40,000 values show.
  @Test(arguments: Quantization.Rounding.allCases, [1, 10])
  func errorOfTheMeanIsAsInTheory(rounding: Quantization.Rounding, count: Int) throws {
    var stream = RandomStream(seed: 7)
    let quantization = try Quantization(clip: 1, bits: 8, rounding: rounding, clientCount: count)
    let dimension = 40_000
    var sum = [UInt32](repeating: 0, count: dimension)
    var truth = [Double](repeating: 0, count: dimension)
    for _ in 0..<count {
      let values = (0..<dimension).map { _ in Float(2 * stream.uniform() - 1) }
      let encoded = quantization.encode(values, using: &stream)
      #expect(encoded.saturatedCount == 0 && encoded.nonFiniteCount == 0)
      for index in 0..<dimension {
        sum[index] &+= encoded.words[index]
        truth[index] += Double(values[index])
      }
    }
    let errors = zip(quantization.decode(sum, survivorCount: count), truth).map { ($0 - $1) / Double(count) }
    let meanSquare = errors.map { $0 * $0 }.reduce(0, +) / Double(dimension)
    let theory = quantization.step / (Double((rounding == .stochastic ? 6 : 12) * count)).squareRoot()
    // A squared error has a standard deviation below 1.5 of its mean.
    #expect(abs(meanSquare / (theory * theory) - 1) < 5 * 1.5 / Double(dimension).squareRoot())
    #expect(abs(errors.reduce(0, +) / Double(dimension)) < 5 * theory / Double(dimension).squareRoot())
  }

  /// A value between two words is rounded up as often as it is nearer to the upper one.
  @Test(arguments: [-0.99, -0.301, 0, 0.0001, 0.77])
  func stochasticRoundingIsRightOnAverage(value: Float) throws {
    var stream = RandomStream(seed: 11)
    let quantization = try Quantization(clip: 1, bits: 4, clientCount: 2)
    let count = 20_000
    let encoded = quantization.encode([Float](repeating: value, count: count), using: &stream)
    let decoded = quantization.decode(encoded.words, survivorCount: 1)
    let mean = decoded.reduce(0, +) / Double(count)
    // No rounding strays more than half a step.
    #expect(abs(mean - Double(value)) < 5 * quantization.step / 2 / Double(count).squareRoot())
    #expect(decoded.allSatisfy { abs($0 - Double(value)) <= quantization.step * 1.000001 })
  }

  @Test func whatIsBeyondIsCountedAndNeverPassedOn() throws {
    var stream = RandomStream(seed: 1)
    let quantization = try Quantization(clip: 2, bits: 16, rounding: .nearest, clientCount: 3)
    let encoded = quantization.encode(
      [.nan, .infinity, -.infinity, 5, -2.5, 2, -2, .greatestFiniteMagnitude], using: &stream)
    #expect(encoded.nonFiniteCount == 3)
    #expect(encoded.saturatedCount == 3)
    #expect(encoded.words == [32768, 32768, 32768, 65535, 0, 65535, 0, 65535])
  }

  @Test(arguments: [1e-30, 1e30], [1, 32])
  func theLeastAndTheLargestClipCode(clip: Double, bits: Int) throws {
    var stream = RandomStream(seed: 1)
    let quantization = try Quantization(clip: clip, bits: bits, rounding: .nearest, clientCount: 1)
    let words = quantization.encode([-.greatestFiniteMagnitude, .greatestFiniteMagnitude], using: &stream)
      .words
    #expect(words == [0, UInt32((UInt64(1) << bits) - 1)])
    #expect(quantization.decode(words, survivorCount: 1).map { ($0 / clip).rounded() } == [-1, 1])
  }

  @Test func aSumIsReadWithThoseInIt() throws {
    var stream = RandomStream(seed: 1)
    let quantization = try Quantization(clip: 1, bits: 16, rounding: .nearest, clientCount: 10)
    let words = quantization.encode([0.5], using: &stream).words
    let sum = [words[0] * 7]
    #expect(abs(quantization.decode(sum, survivorCount: 7)[0] - 3.5) < 7 * quantization.step)
    // With all who were asked it would be off by the clip for each who dropped out.
    #expect(abs(quantization.decode(sum, survivorCount: 10)[0] - 0.5) < 7 * quantization.step)
  }

  @Test func aGridTakesNoiseOfWholeNumbers() {
    let grid = GridEncoding(step: 0.25)
    let (words, nonFinite) = grid.encode([1, -1, 0.26, -0.26, 1000, .nan, .infinity])
    #expect(nonFinite == 2)
    #expect(words.map { Int32(bitPattern: $0) } == [4, -4, 1, -1, 4000, 0, 0])
    let noise = grid.encode(multiples: [-9, 3, -1, 5, -4001, 0, 7])
    let sum = zip(words, noise).map { $0 &+ $1 }
    #expect(grid.decode(sum) == [-1.25, -0.25, 0, 1, -0.25, 0, 1.75])
  }
}
