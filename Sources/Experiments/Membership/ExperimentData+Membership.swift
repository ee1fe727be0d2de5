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
      publicLabels: strangers.labels, recordsOfUnits: split.recordsOfUnits, copies: noisyCopies)
  }

  /// What an adversary makes of answers about the pool.
  ///
  /// - Precondition: the service answers any number of questions.
  func asked(_ service: ModelService) -> AskedRecords {
    do {
      return try AskedRecords(
        asking: service, about: candidateInputs, labels: candidateLabels, copies: noisyCopies)
    } catch {
      preconditionFailure("a run's own service answers: \(error)")
    }
  }

  /// Which units of the pool are members: whom an attack tells apart.
  public var candidateMembership: [Bool] { split.isUnitMember }

  /// The test records; where these are the non-members of the pool, for want of others, the few that are left over.
  var recordsOutsidePool: (inputs: Matrix<Float>, labels: [Int]) {
    guard split.testsOnNonMembers else { return (testInputs, testLabels) }
    let rest = outsidePool
    guard !rest.isEmpty else { return (Matrix(rowCount: 0, columnCount: dataset.inputCount), []) }
    return (dataset.inputs(scaledBy: scaling).gatheringRows(rest), rest.map { labels[$0] })
  }

  /// The records that nobody could be trained on: indices into the data set, in an order that says nothing about them but
  /// where few are left over.
  var outsidePool: [Int] {
    guard split.testsOnNonMembers else { return split.test }
    let taken = Set(split.pool + split.reserved)
    return dataset.labels.indices.filter { !taken.contains($0) }
  }
}

extension MembershipEvidence {
  /// A shadow model as it answers at the target's door. It is the adversary's own, whose weights it has.
  public func reference(_ shadow: ShadowModel) -> ReferenceModel {
    do {
      return reference(
        try ModelService(shadow.network, showsWeights: true).whiteBox(), number: shadow.index,
        inputs: shadow.candidateInputs, logits: shadow.candidateLogits, includes: shadow.includes,
        trajectory: shadow.trajectory)
    } catch {
      preconditionFailure("who trains a model has its weights: \(error)")
    }
  }

  /// Takes a shadow model into account, as it answers at the target's door.
  public mutating func add(_ shadow: ShadowModel) { add(reference(shadow)) }
}
