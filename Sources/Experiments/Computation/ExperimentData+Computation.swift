import LinearAlgebra
import Records
public import SecureComputation

extension ExperimentData {
  /// The largest magnitude of an input of any record, rounded up to a power of two, at least one: both parties know it, and that no
  /// number wraps around follows from it.
  public var inputBound: Double {
    var bound = 1.0
    for inputs in [candidateInputs, testInputs] {
      let largest = inputs.elements.reduce(0) { max($0, abs($1)) }
      while bound < Double(largest) { bound *= 2 }
    }
    return bound
  }

  /// The members as two owners hold them together, and the held-out records that the outcome is judged by.
  ///
  /// - Throws: `SecureComputationError` where there are not two classes, or no record.
  public func logisticRows() throws(SecureComputationError) -> (members: LogisticRows, heldOut: LogisticRows)
  {
    let members = split.pool.indices.filter { split.isMember[$0] }
    let classCount = dataset.classCount
    return (
      try LogisticRows(
        inputs: candidateInputs.gatheringRows(members), labels: members.map { candidateLabels[$0] },
        classCount: classCount),
      try LogisticRows(inputs: testInputs, labels: testLabels, classCount: classCount)
    )
  }
}
