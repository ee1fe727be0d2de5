public import AccessControl
public import Attacks
import LinearAlgebra
import NeuralNetworks
import Records

extension ExperimentData {
  /// What the service of a network trained on these members shows of the pool.
  ///
  /// - Throws: `Refusal` where it does not answer.
  public func membershipEvidence(asking service: ModelService) throws(Refusal) -> MembershipEvidence {
    let strangers = recordsOutsidePool
    return try MembershipEvidence(
      asking: service, about: candidateInputs, labels: candidateLabels, publicInputs: strangers.inputs,
      publicLabels: strangers.labels, recordsOfUnits: split.recordsOfUnits)
  }

  /// Which units of the pool are members: whom an attack tells apart.
  public var candidateMembership: [Bool] { split.isUnitMember }

  /// The test records; where these are the non-members of the pool, for want of others, the few that are left over.
  private var recordsOutsidePool: (inputs: Matrix<Float>, labels: [Int]) {
    guard split.testsOnNonMembers else { return (testInputs, testLabels) }
    let rest = outsidePool
    guard !rest.isEmpty else { return (Matrix(rowCount: 0, columnCount: dataset.inputCount), []) }
    return (dataset.inputs(scaledBy: scaling).gatheringRows(rest), rest.map { labels[$0] })
  }

  /// The records that nobody could be trained on: indices into the data set, in an order that says nothing about them but
  /// where few are left over.
  var outsidePool: [Int] {
    guard split.testsOnNonMembers else { return split.test }
    let pool = Set(split.pool)
    return dataset.labels.indices.filter { !pool.contains($0) }
  }
}

extension MembershipEvidence {
  /// Takes a shadow model into account: the adversary's own, so that it sees all of it.
  public mutating func add(_ shadow: ShadowModel) {
    add(
      reference: try? ModelService(shadow.network, showsWeights: true).whiteBox(),
      inputs: shadow.candidateInputs, logits: shadow.candidateLogits,
      includes: shadow.includes, trajectory: shadow.trajectory)
  }
}
