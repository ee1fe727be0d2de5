public import LinearAlgebra

/// What a network is trained on: examples that may be members, each of which is a record or several of one unit.
public struct TrainingSet: Sendable {
  /// Members and others, [records, inputs].
  public let records: Matrix<Float>
  /// Of every record.
  public let labels: [Int]
  /// Of every example.
  public let isMember: [Bool]
  /// The records of every example, which follow one another; nil where each record is one.
  public let recordsOfExamples: [Range<Int>]?
  /// n, by which the sampling rate is B / n: public, and no count of members.
  public let expectedMemberCount: Int
  /// How many of the examples, the last ones, are no members but certainly trained on. They join a batch at the rate of all, by
  /// draws of their own, and move nobody else's.
  public private(set) var plantedCount = 0

  public init(
    records: Matrix<Float>, labels: [Int], isMember: [Bool], recordsOfExamples: [Range<Int>]? = nil,
    expectedMemberCount: Int
  ) {
    precondition(labels.count == records.rowCount)
    precondition(isMember.count == recordsOfExamples?.count ?? records.rowCount)
    self.records = records
    self.labels = labels
    self.isMember = isMember
    self.recordsOfExamples = recordsOfExamples
    self.expectedMemberCount = expectedMemberCount
  }

  /// The set with further examples of one record each, [records, inputs], that are certainly trained on; n stays.
  public func planting(_ planted: Matrix<Float>, labels: [Int]) -> TrainingSet {
    precondition(planted.columnCount == records.columnCount && plantedCount == 0)
    let start = records.rowCount
    var set = TrainingSet(
      records: Matrix(
        rowCount: start + planted.rowCount, columnCount: records.columnCount,
        elements: records.elements + planted.elements),
      labels: self.labels + labels, isMember: isMember + labels.map { _ in true },
      recordsOfExamples: recordsOfExamples.map { ranges in
        ranges + labels.indices.map { start + $0..<start + $0 + 1 }
      }, expectedMemberCount: expectedMemberCount)
    set.plantedCount = planted.rowCount
    return set
  }
}
