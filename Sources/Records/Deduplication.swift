import LinearAlgebra

/// Of records with equal inputs and an equal label the first alone stays.
public struct Deduplication: RecordTransform {
  private struct Key: Hashable {
    let inputs: ArraySlice<Double>
    let label: Int
  }

  public init() {}

  public func applied(to dataset: Dataset) throws(DatasetError) -> Dataset {
    var seen = Set<Key>()
    return dataset.taking(
      (0..<dataset.count).filter { record in
        seen.insert(Key(inputs: dataset.values.row(record), label: dataset.labels[record])).inserted
      })
  }
}
