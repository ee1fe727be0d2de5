import LinearAlgebra
import NeuralNetworks
import SecureComputation
import Statistics
import Testing

/// What one careless step shows.
struct MistakeTests {
  private static func network() throws -> SecureNetwork {
    var network = Network<Float>(
      try Architecture(parsing: "mlp:8"), inputCount: 400, classCount: 4, activation: .relu)
    network.initialize(from: RandomStream(seed: 3))
    return try SecureNetwork(network, inputBound: 1)
  }

  private static func records(_ count: Int) -> Matrix<Float> {
    var stream = RandomStream(seed: 5)
    return Matrix(
      rowCount: count, columnCount: 400, elements: (0..<count * 400).map { _ in Float(stream.uniform()) })
  }

  @Test func aTripleUsedTwiceIsRefusedAndWouldShowTheDifferenceOfTheRecords() throws {
    let records = Self.records(2)
    let mistake = try ReusedTriple(network: Self.network(), records: records)
    #expect(mistake.refusal == .reused(serial: 0))
    for (column, difference) in mistake.difference.enumerated() {
      #expect(abs(difference - Double(records[0, column] - records[1, column])) <= 0x1p-16)
    }
  }

  /// By the variance of the sum of two uniform halves beside that of a uniform record; the mean over records, each of 400 values.
  @Test func aSmallMaskLeavesTheRecordInWhatIsOpened() throws {
    let (network, records) = (try Self.network(), Self.records(24))
    for bits in [12, 14, 16, 17, 18, 20, 64] {
      var (once, mean) = (0.0, 0.0)
      for row in 0..<24 {
        let record = records.gatheringRows([row])
        let mistake = try SmallMask(network: network, record: record, bits: bits)
        let truth = record.elements.map { Double($0) }
        once += try #require(pearsonCorrelation(mistake.opened, truth)) / 24
        mean += try #require(pearsonCorrelation(mistake.average, truth)) / 24
      }
      #expect(abs(once - Self.correlation(bits, sharings: 1)) < 0.05, "\(bits)")
      let averaged = Self.correlation(bits, sharings: Double(SmallMask.sharingCount))
      #expect(abs(mean - averaged) < 0.05, "\(bits)")
    }
  }

  /// Of a uniform number and itself with a mask added, the mean of so many.
  private static func correlation(_ bits: Int, sharings: Double) -> Double {
    let unit = Double(sign: .plus, exponent: bits - 17, significand: 1)
    return 1 / (1 + 12 * unit * unit / 6 / sharings).squareRoot()
  }
}
