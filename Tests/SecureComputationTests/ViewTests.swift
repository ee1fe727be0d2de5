import Foundation
import LinearAlgebra
import NeuralNetworks
import SecureComputation
import Statistics
import Testing

/// What a party sees says nothing of the secret: every bit of it is as often one as zero, whatever the secret is. It sees what comes,
/// and what that and its own message open.
///
/// Words are of the system's generator; a right program passes eight deviations once in 10⁹ runs.
struct ViewTests {
  private static let sessionCount = 200
  private static let mostDeviations = 8.0
  /// Bits that are sent must fill bytes.
  private static let recordCount = 8
  private static let width = 4

  /// How often each bit that a party sees is one over many sessions, message after message.
  private func counts(
    of side: PartySide, record: Float, weight: Float, maskBits: Int = 64
  ) throws -> [Int] {
    var network = Network<Float>(
      try Architecture(parsing: "mlp:2"), inputCount: Self.width, classCount: 4, activation: .relu)
    network = Network(
      layers: network.layers, parameters: [Float](repeating: weight, count: network.parameterCount))
    let secure = try SecureNetwork(network, inputBound: 1, truncation: .exact)
    let records = Matrix<Float>(rowCount: Self.recordCount, columnCount: Self.width, repeating: record)
    var counts: [Int] = []
    for _ in 0..<Self.sessionCount {
      var inference = try SecureInference(secure, isWatched: true, maskBits: maskBits)
      let answer = try inference.answer(records)
      let rounds = (inference.setupRounds[side] ?? []) + (answer.rounds[side] ?? [])
      let view = rounds.flatMap(seen)
      if counts.isEmpty { counts = [Int](repeating: 0, count: 64 * view.count) }
      #expect(counts.count == 64 * view.count)
      for (index, word) in view.enumerated() {
        for bit in 0..<64 { counts[64 * index + bit] += Int(truncatingIfNeeded: word >> UInt64(bit) & 1) }
      }
    }
    return counts
  }

  /// Words that came, and those that were opened with them; the answer itself is for the records' owner.
  private func seen(in round: ComputationRound) -> [UInt64] {
    let received = [UInt64](littleEndianBytes: round.received)
    var opened = [UInt64](littleEndianBytes: round.sent)
    // A mask that two words share shows in what they have together.
    switch round.purpose.operation {
    case .reveal: return []
    case .openMasked, .select, .truncate:
      opened.addWrapping(received)
      return received + opened
        + [1, Self.width, Self.recordCount].flatMap { zip(opened, opened.dropFirst($0)).map { $0 &- $1 } }
    case .carry, .convertBit:
      opened.formExclusiveOr(received)
      return received + opened
        + [1, Self.recordCount].flatMap { zip(opened, opened.dropFirst($0)).map { $0 ^ $1 } }
    }
  }

  /// In standard deviations.
  private struct Deviations {
    /// The largest of a count from a half.
    let uniformity: Double
    /// The largest of two counts from each other.
    let equality: Double
    /// Of the sum of all squares from what it is on average: a little of each shows where no single one does.
    let pooled: Double

    init(_ one: [Int], _ other: [Int]) {
      let count = Double(ViewTests.sessionCount)
      let scores = (one + other).map { (Double($0) - count / 2) / (count / 4).squareRoot() }
      uniformity = scores.map(abs).max() ?? 0
      equality = zip(one, other).map { abs(Double($0 - $1)) / (count / 2).squareRoot() }.max() ?? 0
      let number = Double(scores.count)
      pooled = (scores.reduce(0) { $0 + $1 * $1 } - number) / (2 * number).squareRoot()
    }

    var areSmall: Bool { max(uniformity, equality, abs(pooled)) < ViewTests.mostDeviations }
  }

  @Test func theModelsOwnerSeesNothingOfTheRecords() throws {
    let deviations = Deviations(
      try counts(of: .first, record: 0, weight: 0.25), try counts(of: .first, record: 1, weight: 0.25))
    #expect(deviations.areSmall, "\(deviations)")
  }

  @Test func theRecordsOwnerSeesNothingOfTheModel() throws {
    let deviations = Deviations(
      try counts(of: .second, record: 0.5, weight: -0.5), try counts(of: .second, record: 0.5, weight: 1))
    #expect(deviations.areSmall, "\(deviations)")
  }

  @Test func aSmallMaskIsNoticed() throws {
    let deviations = Deviations(
      try counts(of: .first, record: 0, weight: 0.25, maskBits: 16),
      try counts(of: .first, record: 1, weight: 0.25, maskBits: 16))
    #expect(deviations.uniformity > Self.mostDeviations && deviations.equality > Self.mostDeviations)
    #expect(deviations.pooled > Self.mostDeviations)
  }
}
