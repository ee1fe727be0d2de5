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
  /// Drawn from training data: a diagnostic that ε does not cover, as is everything below but `test`.
  public let train: Utility
  public let test: Utility
  public let lossThreshold: MembershipResult
  public let modifiedEntropy: MembershipResult
  /// One row a class, in the units of the network's inputs.
  public let prototypes: Matrix<Float>
  public let inversion: InversionResult

  public init(step: Int, network: Network<Float>, data: ExperimentData) {
    self.step = step
    let members = Answers(of: network, on: data.memberInputs, labels: data.memberLabels)
    let nonMembers = Answers(of: network, on: data.nonMemberInputs, labels: data.nonMemberLabels)
    let tested =
      data.split.test == data.split.nonMembers
      ? nonMembers : Answers(of: network, on: data.testInputs, labels: data.testLabels)
    train = members.utility
    test = tested.utility
    lossThreshold = Self.result(of: LossThresholdAttack(), members.lossesSeen, nonMembers.lossesSeen)
    modifiedEntropy = Self.result(of: ModifiedEntropyAttack(), members.confidences, nonMembers.confidences)
    prototypes = data.classInversion.prototypes(of: network, publicMean: data.inversionTruth.publicMean)
    inversion = InversionResult(prototypes: prototypes, truth: data.inversionTruth)
  }

  private static func result<Attack: MembershipAttack>(
    of attack: Attack, _ members: Attack.Observation, _ nonMembers: Attack.Observation
  ) -> MembershipResult {
    MembershipResult(
      memberScores: attack.scores(of: members), nonMemberScores: attack.scores(of: nonMembers))
  }
}

/// What a network answers on a set of records.
struct Answers {
  let confidences: CandidateConfidences
  let losses: [Double]
  let predicted: [Int]

  init(of network: Network<Float>, on inputs: Matrix<Float>, labels: [Int]) {
    let logits = network.logits(of: inputs)
    confidences = CandidateConfidences(logits: logits, labels: labels)
    losses = confidences.losses()
    predicted = logits.largestColumns()
  }

  var lossesSeen: CandidateLosses { CandidateLosses(values: losses) }

  var utility: Finding.Utility {
    let count = Double(max(1, losses.count))
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
