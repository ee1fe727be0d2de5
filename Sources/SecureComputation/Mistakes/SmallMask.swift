public import LinearAlgebra

/// What a mask of fewer bits than the ring has shows of a record: x − a is near x where a is small.
public struct SmallMask: Hashable, Sendable {
  /// Sharings that are averaged.
  public static let sharingCount = 100

  /// Of the mask.
  public let bits: Int
  /// The record less its mask, as both parties see it once, with the mean of masks added.
  public let opened: [Double]
  /// The same on average over a hundred predictions of the same record.
  public let average: [Double]

  /// Computes a hundred predictions of one record, by parties and a dealer whose masks have so many bits.
  ///
  /// - Parameters:
  ///   - record: [1, inputs].
  ///   - bits: from 2 to 64.
  /// - Throws: `SecureComputationError` where it cannot be computed on.
  public init(network: SecureNetwork, record: Matrix<Float>, bits: Int) throws {
    precondition(record.rowCount == 1 && (2...64).contains(bits))
    let width = record.columnCount
    var inference = try SecureInference(network, isWatched: true, maskBits: bits)
    let answer = try inference.answer(
      record.gatheringRows([Int](repeating: 0, count: Self.sharingCount)))
    let fixedPoint = try network.plan.fixedPoint()
    // Two shares below 2ᵐ⁻¹ are 2ᵐ⁻¹ − 1 on average; of all 64 bits nothing is left to add.
    let mean = bits < 64 ? (UInt64(1) << UInt64(bits - 1)) - 1 : 0
    let rows = answer.openedInputs.map { fixedPoint.decode($0 &+ mean) }
    opened = Array(rows.prefix(width))
    average = (0..<width).map { column in
      stride(from: column, to: rows.count, by: width).reduce(0) { $0 + rows[$1] }
        / Double(Self.sharingCount)
    }
    self.bits = bits
  }
}
