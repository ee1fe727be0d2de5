import LinearAlgebra
import Records

/// A record as its owner brings it to a computation.
public struct ComputedRecord: Hashable, Sendable {
  /// Its place in the data set.
  public let index: Int
  /// The class that it is trained or tested with.
  public let label: Int
  public let isMember: Bool
  /// As the network takes them.
  public let inputs: [Float]
}

extension ExperimentData {
  /// How large inputs may be in a computation on shares: the largest magnitude in the pool, rounded up to a power of two, and one at least.
  ///
  /// Both parties have to know it beforehand, so that it is public.
  public var publicInputBound: Double {
    let largest = candidateInputs.elements.reduce(0) { max($0, $1.magnitude) }
    var bound = 1.0
    while bound < Double(largest), bound.isFinite { bound *= 2 }
    return bound
  }

  /// That record, and the next of another class; of any class where all are of one. nil where its side has none.
  func computed(_ watched: WatchedRecord) -> (record: ComputedRecord, other: ComputedRecord)? {
    switch watched.side {
    case .heldOut:
      let labels = testLabels
      return records(at: watched.place, labels: labels) { row in
        ComputedRecord(
          index: split.test[row], label: labels[row], isMember: false, inputs: Array(testInputs.row(row)))
      }
    case .member:
      let members = split.isMember.indices.filter { split.isMember[$0] }
      let labels = members.map { candidateLabels[$0] }
      return records(at: watched.place, labels: labels) { place in
        let row = members[place]
        return ComputedRecord(
          index: split.pool[row], label: labels[place], isMember: true,
          inputs: Array(candidateInputs.row(row)))
      }
    }
  }

  /// - Parameters:
  ///   - place: any number.
  ///   - labels: of all records of the side.
  ///   - record: at a place among them.
  private func records(
    at place: Int, labels: [Int], record: (Int) -> ComputedRecord
  ) -> (record: ComputedRecord, other: ComputedRecord)? {
    let count = labels.count
    guard count > 0 else { return nil }
    let first = ((place % count) + count) % count
    let others = (1...count).lazy.map { (first + $0) % count }
    let other = others.first { labels[$0] != labels[first] } ?? (first + 1) % count
    return (record(first), record(other))
  }
}
