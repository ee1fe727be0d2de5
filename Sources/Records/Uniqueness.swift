import LinearAlgebra

/// How many records stand alone: who has inputs of his own is told from all others by them.
public struct Uniqueness: Hashable, Sendable {
  public let recordCount: Int
  /// Records whose row of inputs no other has.
  public let uniqueCount: Int
  /// Different rows of inputs.
  public let groupCount: Int

  /// Of all records, for whom there is at least one.
  public var share: Double { Double(uniqueCount) / Double(recordCount) }

  public init(of dataset: Dataset) {
    var sizes = [ArraySlice<Double>: Int]()
    for record in 0..<dataset.count { sizes[dataset.values.row(record), default: 0] += 1 }
    (recordCount, groupCount) = (dataset.count, sizes.count)
    uniqueCount = sizes.count { $0.value == 1 }
  }
}
