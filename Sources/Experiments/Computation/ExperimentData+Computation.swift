import LinearAlgebra
import Records
public import SecureComputation

extension ExperimentData {
  /// Held-out records, by their places, with no value beyond that bound: on others nothing is computed.
  public func heldOutRows(within bound: Double) -> some Sequence<Int> {
    (0..<testInputs.rowCount).lazy.filter { row in
      testInputs.row(row).allSatisfy { Double($0.magnitude) <= bound }
    }
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
