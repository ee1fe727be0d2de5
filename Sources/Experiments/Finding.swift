public import Attacks
public import LinearAlgebra
public import NeuralNetworks
import Records

/// What the model does and what the adversary gets, at one step. A function of weights and data alone.
public struct Finding: Sendable {
  /// The loss and accuracy of a network on a set of records.
  public struct Utility: Hashable, Sendable {
    /// Mean cross-entropy, in nats, without label smoothing.
    public let loss: Double
    public let accuracy: Double
  }

  public let step: Int
  /// Drawn from training data: a diagnostic that ε does not cover, as is everything below but `test`. nil without members.
  public let train: Utility?
  /// On labels without noise; nil without test records.
  public let test: Utility?
  /// nil where all of the pool are members, or none, as is the next.
  public let lossThreshold: MembershipResult?
  public let modifiedEntropy: MembershipResult?
  /// One row a class, in the units of the network's inputs.
  public let prototypes: Matrix<Float>
  public let inversion: InversionResult

  /// Whether answers are no longer finite, so that attacks on them say nothing.
  public let isDiverged: Bool

  public init(step: Int, network: Network<Float>, data: ExperimentData) {
    self.step = step
    let (members, nonMembers, test) = data.answers(of: network)
    isDiverged = ![members, nonMembers, test].allSatisfy { $0.losses.allSatisfy(\.isFinite) }
    train = members.utility
    self.test = test.utility
    lossThreshold = Self.result(of: LossThresholdAttack(), members.lossesSeen, nonMembers.lossesSeen)
    modifiedEntropy = Self.result(of: ModifiedEntropyAttack(), members.confidences, nonMembers.confidences)
    prototypes = data.classInversion.prototypes(of: network, publicMean: data.inversionTruth.publicMean)
    inversion = InversionResult(prototypes: prototypes, truth: data.inversionTruth)
  }

  private static func result<Attack: MembershipAttack>(
    of attack: Attack, _ members: Attack.Observation, _ nonMembers: Attack.Observation
  ) -> MembershipResult? {
    let (memberScores, nonMemberScores) = (attack.scores(of: members), attack.scores(of: nonMembers))
    guard !memberScores.isEmpty, !nonMemberScores.isEmpty else { return nil }
    return MembershipResult(memberScores: memberScores, nonMemberScores: nonMemberScores)
  }
}

extension ExperimentData {
  /// What a network trained on these members answers on them and on the others of the pool, in its order, with the labels
  /// that these have in the run; and on the test records, which may be those others, with the labels of the file.
  func answers(of network: Network<Float>) -> (members: Answers, nonMembers: Answers, test: Answers) {
    let logits = network.logits(of: candidateInputs)
    let members = split.isMember.indices.filter { split.isMember[$0] }
    let others = split.isMember.indices.filter { !split.isMember[$0] }
    let otherLogits = logits.gatheringRows(others)
    let testLogits = split.testsOnNonMembers ? otherLogits : network.logits(of: testInputs)
    return (
      Answers(logits: logits.gatheringRows(members), labels: members.map { candidateLabels[$0] }),
      Answers(logits: otherLogits, labels: others.map { candidateLabels[$0] }),
      Answers(logits: testLogits, labels: testLabels)
    )
  }
}

/// What a network answers on a set of records.
struct Answers {
  let confidences: CandidateConfidences
  let losses: [Double]
  let predicted: [Int]

  /// - Parameter logits: [records, classes].
  init(logits: Matrix<Float>, labels: [Int]) {
    confidences = CandidateConfidences(logits: logits, labels: labels)
    losses = confidences.losses()
    predicted = logits.largestColumns()
  }

  var lossesSeen: CandidateLosses { CandidateLosses(values: losses) }

  /// nil on no record.
  var utility: Finding.Utility? {
    guard !losses.isEmpty else { return nil }
    let count = Double(losses.count)
    let correct = zip(predicted, confidences.labels).count { $0 == $1 }
    return Finding.Utility(loss: losses.reduce(0, +) / count, accuracy: Double(correct) / count)
  }
}

extension ExperimentData {
  /// The inversion that suits these records, with the settings of their data set.
  var classInversion: ClassInversion {
    let geometry: ClassInversion.Geometry =
      switch dataset.layout {
      case .image(let width, let height, _, let offset):
        .image(width: width, height: height, range: Float(-offset)...Float(1 - offset))
      case .table: .vector
      }
    let pull = Float(DatasetReference(name: dataset.name).defaults.inversionPull)
    return ClassInversion(geometry: geometry, pull: pull)
  }
}

extension ExperimentData {
  /// What the classes of these records are.
  public var classNoun: String { DatasetReference(name: dataset.name).defaults.classNoun }
}
