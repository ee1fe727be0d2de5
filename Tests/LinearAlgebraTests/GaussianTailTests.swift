import Foundation
import LinearAlgebra
import Statistics
import Testing

/// The radii of draws where sampling sees none: the words that make them are handed in.
struct GaussianTailTests {
  private static let lane = 5
  private static let ordinaryWord: UInt32 = 0x9234_5678

  /// The radius that these words give one lane of a block whose other radii are ordinary, and must stay alike. The words
  /// must be just those that the lane asks for. The angle of word 0 is so near the axis that its cosine is 1.
  private func radius(_ words: [UInt32]) -> Float {
    var block = [UInt32](repeating: Self.ordinaryWord, count: 16) + [UInt32](repeating: 0, count: 16)
    block[Self.lane] = words[0]
    var next = 1
    let draws = GaussianNoise.draws(from: block) { lane in
      #expect(lane == Self.lane && next < words.count)
      next += 1
      return next <= words.count ? words[next - 1] : 1
    }
    #expect(next == words.count)
    for lane in 0..<16 where lane != Self.lane { #expect(draws[lane] == draws[(Self.lane + 1) % 16]) }
    return draws[Self.lane]
  }

  private func expectEqual(_ radius: Float, _ expected: Double, within tolerance: Double = 0x1p-23) {
    #expect(abs(Double(radius) / expected - 1) < tolerance, "\(radius) is not \(expected)")
  }

  /// The radii of `Tests/ReferenceValues/noise_tail.py`, by mpmath and SciPy, to half a unit of the squared radius and
  /// half of the radius.
  @Test(
    arguments: [
      (1.1774100221199784, [0x8000_0000]), (3.9050271469792253, [0x20_0000]),
      (3.9050272690877329, [0x1f_ffff, 0xffff_ffff]), (3.9050275133049113, [0x1f_ffff, 0]),
      (6.4933962591501421, [2, 0x8000_0000]), (6.5555415638005537, [0, 0xffff_ffff, 0xffff_ffff]),
      (9.3454023321802619, [0, 1, 0]), (9.4192801801237975, [0, 0, 0x8000_0000, 0]),
      (13.268737086173397, [0, 0, 0, 1, 0]), (19.946590583169732, [0, 0, 0, 0, 0, 0, 0, 0, 1, 12345]),
      (20.393339803376179, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0x8_0000, 0]),
    ] as [(Double, [UInt32])]) func forcedWordsGiveTheRadiiOfMpmath(expected: Double, words: [UInt32])
  {
    expectEqual(radius(words), expected)
  }

  /// Zeros without an end are a source that has failed: after 66 words the draw is what it is.
  @Test func aSourceOfZerosDoesNotHang() {
    expectEqual(radius([UInt32](repeating: 0, count: 66)), 54.109645080015162)
  }

  /// A hundred random numbers below each power of two from ½ to 2⁻²⁹⁹.
  @Test func theRadiusIsThatOfDoublePrecisionDownToTheThreeHundredthPowerOfTwo() {
    var stream = RandomStream(seed: 11)
    for exponent in 2...300 {
      for _ in 0..<100 {
        // The bits of u: zeros, a one, and 63 random ones.
        let fraction = stream.next() | 1 << 63
        func bits(_ count: Int, from start: Int) -> UInt32 {
          UInt32((fraction << (start - exponent + 1)) >> (64 - count))
        }
        var words = [bits(31, from: 0) << 1]
        while words.last == 0 { words.append(bits(32, from: 32 * words.count - 1)) }
        if words[0] < 1 << 21 { words.append(bits(32, from: 32 * words.count - 1)) }
        let u = scalbn(Double(fraction), -63 - exponent)
        // 31 bits alone know u to half of 2⁻³¹, less than 2⁻²¹ of u and 2⁻²⁴ of the radius.
        expectEqual(radius(words), (-2 * log(u)).squareRoot(), within: 0x1p-22)
      }
    }
  }

  /// Across the number from which further words are read, across the lowest intervals and from one word to the next.
  @Test func neighboursAreLessThanAMillionthApart() {
    let full = UInt32.max
    let quarters: [UInt32] = [full, 0xc000_0000, 0x8000_0000, 0x4000_0000, 0]
    var ladder: [[UInt32]] = stride(from: 0x20_0040, through: 0x20_0000, by: -2).map { [UInt32($0)] }
    for first in stride(from: 0x1f_fffe, through: 0x1f_ffc0, by: -2) {
      ladder += quarters.map { [UInt32(first), $0] }
    }
    check(ladder)
    for zeros in 0...9 {
      let lowest = [UInt32](repeating: 0, count: zeros) + [zeros == 0 ? 2 : 1]
      let belowIt = [UInt32](repeating: 0, count: zeros + 1)
      check([lowest + [0], belowIt + [full, full]])
    }

    func check(_ ladder: [[UInt32]]) {
      let radii = ladder.map(radius)
      for (nearer, farther) in zip(radii, radii.dropFirst()) {
        #expect(nearer <= farther && farther - nearer < 1e-6 * nearer)
      }
    }
  }

  /// Kolmogorov and Smirnov, as for all draws: P(R > r) = exp(-r²/2) beyond the radius at which the tail begins, given
  /// that it was taken, and beyond the one at which 31 bits alone would end.
  @Test(arguments: [20, 0]) func theTailHasItsDistribution(bits: Int) {
    var stream = RandomStream(seed: UInt64(12 + bits))
    let count = 1_048_576
    var words = [UInt32](repeating: 0, count: 2 * count)
    for block in stride(from: 0, to: words.count, by: 32) {
      for lane in 0..<16 {
        words[block + lane] = UInt32.random(in: 0..<1 << UInt32(bits), using: &stream) << 1
        words[block + 16 + lane] = UInt32(truncatingIfNeeded: stream.next())
      }
    }
    let draws = GaussianNoise.draws(from: words) { _ in UInt32(truncatingIfNeeded: stream.next()) }
    var exceedances: [Double] = []
    for block in stride(from: 0, to: draws.count, by: 32) {
      for index in block..<block + 16 {
        let square =
          Double(draws[index]) * Double(draws[index]) + Double(draws[index + 16]) * Double(draws[index + 16])
        exceedances.append(exp(-square / 2) * scalbn(1, 31 - bits))
      }
    }
    exceedances.sort()
    var distance = 0.0
    for (index, value) in exceedances.enumerated() {
      distance = max(
        distance, value - Double(index) / Double(count), Double(index + 1) / Double(count) - value)
    }
    #expect(distance * Double(count).squareRoot() < 1.95)
  }

  /// xoshiro128++ as published, a generator a lane, whose further words come between a lane's own.
  @Test func seededDrawsAreThoseOfThePublishedGenerator() {
    // The first numbers of the authors' C from the state 1, 2, 3, 4, as rand_xoshiro's tests have them.
    var published = Xoshiro128PlusPlus(state: [1, 2, 3, 4])
    #expect((0..<4).map { _ in published.next() } == [641, 1_573_767, 3_222_811_527, 3_517_856_514])

    var stream = RandomStream(seed: 13)
    let state = (0..<64).map { _ in UInt32(stream.next() >> 32) }
    let lanes = Lanes(
      (0..<16).map { lane in Xoshiro128PlusPlus(state: (0..<4).map { state[16 * $0 + lane] }) })
    var expected: [Float] = []
    for _ in 0..<4096 {
      let words = (0..<32).map { lanes.next($0 % 16) }
      expected += GaussianNoise.draws(from: words) { lane in
        lanes.furtherCount += 1
        return lanes.next(lane)
      }
    }
    var noise = GaussianNoise(RandomStream(seed: 13))
    var draws = [Float](repeating: 0, count: expected.count)
    noise.add(to: &draws, standardDeviation: 1)
    #expect(draws == expected)
    // One radius of 2,048 is in the tail: 32 of these, give or take 5.7.
    #expect((4...60).contains(lanes.furtherCount))
  }
}

private final class Lanes {
  private var generators: [Xoshiro128PlusPlus]
  var furtherCount = 0

  init(_ generators: [Xoshiro128PlusPlus]) { self.generators = generators }

  func next(_ lane: Int) -> UInt32 { generators[lane].next() }
}

/// Blackman and Vigna, arXiv:1805.01407.
private struct Xoshiro128PlusPlus {
  var state: [UInt32]

  mutating func next() -> UInt32 {
    let sum = state[0] &+ state[3]
    let result = (sum << 7 | sum >> 25) &+ state[0]
    let shifted = state[1] << 9
    state[2] ^= state[0]
    state[3] ^= state[1]
    state[1] ^= state[2]
    state[0] ^= state[3]
    state[2] ^= shifted
    state[3] = state[3] << 11 | state[3] >> 21
    return result
  }
}
