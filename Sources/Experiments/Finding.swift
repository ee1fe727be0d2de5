import AccessControl
public import Attacks
public import LinearAlgebra
import NeuralNetworks
import Records
import Statistics

/// What the model does and what the adversary gets, at one step. A function of weights and data alone.
public struct Finding: Sendable {
  /// The loss and accuracy of a network on a set of records.
  public struct Utility: Hashable, Sendable {
    /// Mean cross-entropy, in nats, without label smoothing.
    public let loss: Double
    /// The share that is predicted rightly, in [0, 1].
    public let accuracy: Double
    /// The mean over the classes of the share of each that is predicted rightly: 1 / K for whoever names one class always.
    public let balancedAccuracy: Double
    /// The share of the class that most records are of.
    public let majorityShare: Double

    /// Whether one class is most of the records, so that who knows nothing but that seems accurate.
    public var isLopsided: Bool { majorityShare > 0.5 && balancedAccuracy != accuracy }
  }

  public let step: Int
  /// Drawn from training data: a diagnostic that ε does not cover, as is everything below but `test`. nil without members.
  public let train: Utility?
  /// On labels without noise; nil without test records.
  public let test: Utility?
  /// nil where all of the pool are members, or none, or the door shows no confidence, as is the next.
  public let lossThreshold: MembershipResult?
  public let modifiedEntropy: MembershipResult?
  /// What the loss attack finds of the canaries, which no other figure counts; nil where there are none.
  public let canaries: MembershipResult?
  /// One row a class, in the units of the network's inputs.
  public let prototypes: Matrix<Float>
  /// How much of each class the prototypes give away.
  public let inversion: InversionResult

  /// Whether answers are no longer finite, so that attacks on them say nothing.
  public let isDiverged: Bool

  /// What there is to find of a run as it is.
  public init(of run: TrainingRun) {
    self.init(
      step: run.step, network: run.model, service: run.service(for: "finding"), data: run.data,
      canaries: run.canaryTrial)
  }

  public init(of snapshot: Snapshot) {
    self.init(
      step: snapshot.step, network: snapshot.model, service: snapshot.service(for: "finding"),
      data: snapshot.data, canaries: snapshot.canaryTrial)
  }

  /// Measures the network as those do who train it, and attacks it by way of its service.
  private init(
    step: Int, network: Network<Float>, service: ModelService, data: ExperimentData,
    canaries trial: () throws(Refusal) -> CanaryTrial?
  ) {
    self.step = step
    let logits = network.logits(of: data.candidateInputs)
    let (members, nonMembers) = data.answers(showing: logits)
    let test = data.testAnswers(of: network, candidateLogits: logits)
    isDiverged = ![members, nonMembers, test].allSatisfy { $0.losses.allSatisfy(\.isFinite) }
    train = members.utility
    self.test = test.utility
    do {
      // What the pool has been measured by is what the service would answer from.
      let shown = try service.meanAnswers(showing: logits).logits.map(data.answers(showing:))
      let sizes = data.split.sizesOfUnits
      lossThreshold = try Self.result(
        of: LossThresholdAttack(), shown?.members.lossesSeen, shown?.nonMembers.lossesSeen, sizes)
      modifiedEntropy = try Self.result(
        of: ModifiedEntropyAttack(), shown?.members.confidences, shown?.nonMembers.confidences, sizes)
      canaries = try trial()?.result(
        of: .lossThreshold, random: RandomStream(seed: 0).split("finding"))
      let drawn = data.classInversion().draw(
        Array(0..<data.dataset.classCount), of: try service.whiteBox(), start: data.inversionTruth.publicMean)
      prototypes = drawn.pictures
      inversion = InversionResult(drawn, judgedBy: data.inversionJudge)
    } catch {
      preconditionFailure("a run's own service grants what its screens show: \(error)")
    }
  }

  private static func result<Attack: MembershipAttack>(
    of attack: Attack, _ members: Attack.Observation?, _ nonMembers: Attack.Observation?,
    _ sizes: (members: [Int], nonMembers: [Int])?
  ) throws(Refusal) -> MembershipResult? {
    guard let members, let nonMembers else { return nil }
    let (memberScores, nonMemberScores) = (
      try attack.scores(of: members), try attack.scores(of: nonMembers)
    )
    guard !memberScores.isEmpty, !nonMemberScores.isEmpty else { return nil }
    return MembershipResult(
      memberScores: sizes.map { memberScores.means(ofGroupsOf: $0.members) } ?? memberScores,
      nonMemberScores: sizes.map { nonMemberScores.means(ofGroupsOf: $0.nonMembers) } ?? nonMemberScores)
  }
}

extension [Double] {
  /// The mean of each group, of so many that follow one another.
  fileprivate func means(ofGroupsOf sizes: [Int]) -> [Double] {
    var start = 0
    return sizes.map { size in
      defer { start += size }
      return self[start..<start + size].reduce(0, +) / Double(size)
    }
  }
}

extension ExperimentData {
  /// Answers on the candidates, [candidates, classes], as those on the members and on the others, in the order of the pool,
  /// with the labels that these have in the run.
  func answers(showing logits: Matrix<Float>) -> (members: Answers, nonMembers: Answers) {
    let members = split.isMember.indices.filter { split.isMember[$0] }
    let others = split.isMember.indices.filter { !split.isMember[$0] }
    return (
      Answers(logits: logits.gatheringRows(members), labels: members.map { candidateLabels[$0] }),
      Answers(logits: logits.gatheringRows(others), labels: others.map { candidateLabels[$0] })
    )
  }

  /// What a network answers on the test records, which may be the non-members of the pool, with the labels of the file.
  func testAnswers(of network: Network<Float>, candidateLogits: Matrix<Float>) -> Answers {
    let others = split.isMember.indices.filter { !split.isMember[$0] }
    return Answers(
      logits: split.testsOnNonMembers
        ? candidateLogits.gatheringRows(others) : network.logits(of: testInputs), labels: testLabels)
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
    var (found, present) = ([Int: Int](), [Int: Int]())
    for (guess, label) in zip(predicted, confidences.labels) {
      present[label, default: 0] += 1
      if guess == label { found[label, default: 0] += 1 }
    }
    // In the order of the classes, so that rounding is the same each time.
    let recalls = present.keys.sorted().map { Double(found[$0] ?? 0) / Double(present[$0] ?? 1) }
    return Finding.Utility(
      loss: losses.reduce(0, +) / count, accuracy: Double(correct) / count,
      balancedAccuracy: recalls.reduce(0, +) / Double(recalls.count),
      majorityShare: Double(present.values.max() ?? 0) / count)
  }
}

extension ExperimentData {
  /// What the classes of these records are.
  public var classNoun: String { DatasetReference(name: dataset.name).defaults.classNoun }
}
