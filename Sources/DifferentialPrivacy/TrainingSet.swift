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
}
