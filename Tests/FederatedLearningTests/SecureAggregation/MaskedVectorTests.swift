import FederatedLearning
import Foundation
import Statistics
import Testing

/// What the server sees of one client, and what a person sees of a round.
struct MaskedVectorTests {
  private static let words = 4096
  /// A vector as networks make them: all small, about the middle of 16 bits.
  private static let plain: [UInt32] = {
    var stream = RandomStream(seed: 9)
    return (0..<words).map { _ in 32768 &+ UInt32(stream.uniform() * 200) }
  }()

  /// The sum over 256 bytes of squared deviations from even, over what is expected: 255 on average, standard deviation √510.
  private static func chiSquared(_ words: [UInt32]) -> Double {
    var counts = [Double](repeating: 0, count: 256)
    for word in words { for shift in [0, 8, 16, 24] { counts[Int(word >> shift & 255)] += 1 } }
    let expected = Double(words.count) / 64
    return counts.map { ($0 - expected) * ($0 - expected) / expected }.reduce(0, +)
  }

  private static func correlation(_ one: [UInt32], _ two: [UInt32]) throws -> Double {
    try #require(pearsonCorrelation(one.map { Double($0) }, two.map { Double($0) }))
  }

  private static func watched(
    clientCount: UInt16 = 4, dropouts: [ClientID: RoundPhase] = [:]
  ) throws -> AggregationTranscript {
    let inputs = Dictionary(uniqueKeysWithValues: (0..<clientCount).map { (ClientID($0), plain) })
    let round = try SecureAggregationRound.run(
      inputs: inputs, threshold: 2, dropouts: dropouts, adversary: .honestButCurious, watching: 1)
    return try #require(round.transcript)
  }

  /// Forty masked vectors: their χ² together has 40 · 255 degrees of freedom. Beyond 5 standard deviations lies one run in 1.7 million.
  @Test func maskedVectorsAreEvenBytesAndTellNothing() throws {
    let masked = try (0..<40).map { _ in try #require(try Self.watched().maskings.last).words }
    let total = masked.map(Self.chiSquared).reduce(0, +)
    let freedom = 40.0 * 255
    #expect(abs(total - freedom) < 5 * (2 * freedom).squareRoot())
    // The mean of forty correlations of independent vectors has the standard deviation 1 / √(40 n).
    let correlations = try masked.map { try Self.correlation($0, Self.plain) }
    #expect(abs(correlations.reduce(0, +) / 40) < 5 / Double(40 * Self.words).squareRoot())
    #expect(Set(masked).count == 40)
    // What is not masked fails both.
    #expect(Self.chiSquared(Self.plain) > 1e5)
    #expect(try Self.correlation(Self.plain, Self.plain) > 0.99)
  }

  @Test func everyMaskButTheFirstIsAgreedOnWithOneOther() throws {
    let transcript = try Self.watched()
    #expect(transcript.client == 1)
    #expect(
      transcript.maskings.map(\.mask) == [
        .none, .own, .pair(with: 0), .pair(with: 2), .pair(with: 3),
      ])
    #expect(transcript.maskings[0].words == Self.plain)
    for masking in transcript.maskings.dropFirst() {
      #expect(try abs(Self.correlation(masking.words, Self.plain)) < 5 / Double(Self.words).squareRoot())
    }
  }

  @Test func theSumIsNoiseUntilTheLastMaskGoes() throws {
    let transcript = try Self.watched(clientCount: 5, dropouts: [3: .mask, 0: .unmask])
    #expect(
      transcript.unmaskings.map(\.step) == [
        .sum, .pairMasks(of: 3), .selfMask(of: 0), .selfMask(of: 1), .selfMask(of: 2), .selfMask(of: 4),
      ])
    let sum = Self.plain.map { 4 &* $0 }
    for unmasking in transcript.unmaskings.dropLast() {
      #expect(try abs(Self.correlation(unmasking.words, sum)) < 5 / Double(Self.words).squareRoot())
    }
    #expect(transcript.unmaskings.last?.words == sum)
  }

  @Test func nothingIsKeptUnasked() throws {
    let round = try SecureAggregationRound.run(inputs: [0: [1], 1: [2]])
    #expect(round.transcript == nil)
    #expect(round.sum == [3])
  }

  @Test func anAbortedRoundShowsNoSum() throws {
    let transcript = try Self.watched(
      clientCount: 3, dropouts: [0: .unmask, 2: .unmask])
    #expect(transcript.maskings.count == 4)
    #expect(transcript.unmaskings.isEmpty)
  }
}
