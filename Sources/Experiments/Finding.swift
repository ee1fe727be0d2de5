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
    let (members, nonMembers) = data.candidateAnswers(of: network)
    let tested = data.testAnswers(of: network, nonMembers: nonMembers)
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

extension ExperimentData {
  /// What a network trained on these members answers on them, and on the others of the pool.
  func candidateAnswers(of network: Network<Float>) -> (members: Answers, nonMembers: Answers) {
    let logits = network.logits(of: candidateInputs)
    func answers(_ rows: Range<Int>) -> Answers {
      Answers(logits: logits.gatheringRows(Array(rows)), labels: Array(candidateLabels[rows]))
    }
    let memberCount = split.members.count
    return (answers(0..<memberCount), answers(memberCount..<logits.rowCount))
  }

  /// What it answers on the test records, which may be the others of the pool.
  func testAnswers(of network: Network<Float>, nonMembers: Answers) -> Answers {
    split.test == split.nonMembers
      ? nonMembers : Answers(logits: network.logits(of: testInputs), labels: testLabels)
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
