public import LinearAlgebra

/// What a network is trained on: examples that may be members, each of which is a record or several of one unit.
public struct TrainingSet: Sendable {
  /// Members and others, [records, inputs].
  public let records: Matrix<Float>
  /// Of every record.
  public let labels: [Int]
  /// Of every example.
  public private(set) var isMember: [Bool]
  /// The records of every example, which follow one another; nil where each record is one.
  public let recordsOfExamples: [Range<Int>]?
  /// n, by which the sampling rate is B / n: public, and no count of members.
  public private(set) var expectedMemberCount: Double
  /// What each record is trained towards in place of its label; nil where that is its label.
  public private(set) var softLabels: SoftLabels?
  /// How many of the examples, the last ones, were planted beside those of the pool. Those of them that are members join a batch
  /// at the rate of all, by draws of their own, and move nobody else's.
  public private(set) var plantedCount = 0
  /// Of examples with a crafted gradient the one parameter along which it lies, as far as the clipping norm lets it reach: what an
  /// adversary gets who puts gradients into the training, and no record.
  public private(set) var diracParameters: [Int: Int] = [:]
  /// Which client of a federation has each example, from 0; nil where there is none.
  public private(set) var clients: [Int]?

  public init(
    records: Matrix<Float>, labels: [Int], isMember: [Bool], recordsOfExamples: [Range<Int>]? = nil,
    expectedMemberCount: Double
  ) {
    precondition(labels.count == records.rowCount)
    precondition(isMember.count == recordsOfExamples?.count ?? records.rowCount)
    self.records = records
    self.labels = labels
    self.isMember = isMember
    self.recordsOfExamples = recordsOfExamples
    self.expectedMemberCount = expectedMemberCount
  }

  /// The set with further examples of one record each, [records, inputs], behind those there are; n stays.
  public func planting(_ planted: Matrix<Float>, labels: [Int], isMember: [Bool]) -> TrainingSet {
    precondition(planted.columnCount == records.columnCount && softLabels == nil)
    precondition(labels.count == planted.rowCount && isMember.count == planted.rowCount)
    let start = records.rowCount
    var set = TrainingSet(
      records: Matrix(
        rowCount: start + planted.rowCount, columnCount: records.columnCount,
        elements: records.elements + planted.elements),
      labels: self.labels + labels, isMember: self.isMember + isMember,
      recordsOfExamples: recordsOfExamples.map { ranges in
        ranges + labels.indices.map { start + $0..<start + $0 + 1 }
      }, expectedMemberCount: expectedMemberCount)
    set.plantedCount = plantedCount + planted.rowCount
    set.diracParameters = diracParameters
    return set
  }

  /// The set with further examples that have no record but a gradient along one parameter each, behind those there are.
  public func planting(diracsAt parameters: [Int], isMember: [Bool]) -> TrainingSet {
    let first = self.isMember.count
    var set = planting(
      Matrix(rowCount: parameters.count, columnCount: records.columnCount),
      labels: parameters.map { _ in 0 }, isMember: isMember)
    for (offset, parameter) in parameters.enumerated() { set.diracParameters[first + offset] = parameter }
    return set
  }

  /// The set with every example, planted ones too, in the hands of a client.
  public func dealt(to clients: [Int]) -> TrainingSet {
    precondition(clients.count == isMember.count)
    var set = self
    set.clients = clients
    return set
  }

  /// The set with what a teacher answered for labels.
  public func taught(_ softLabels: SoftLabels) -> TrainingSet {
    precondition(softLabels.shares.rowCount == records.rowCount)
    var set = self
    set.softLabels = softLabels
    return set
  }

  /// The set with other members, the examples alike, of which `expectedMemberCount` are expected.
  public func choosing(_ isMember: [Bool], expectedMemberCount: Double) -> TrainingSet {
    precondition(isMember.count == self.isMember.count)
    var set = self
    set.isMember = isMember
    set.expectedMemberCount = expectedMemberCount
    return set
  }
}

/// What a teacher answers about records, for a student to learn.
public struct SoftLabels: Sendable {
  /// Its confidences at the temperature, [records, classes].
  public let shares: Matrix<Float>
  /// T, at which the student learns them too; see `Matrix.applyCrossEntropy(targets:temperature:losses:)`.
  public let temperature: Double

  public init(shares: Matrix<Float>, temperature: Double) {
    self.shares = shares
    self.temperature = temperature
  }
}
