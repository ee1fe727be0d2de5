import AccessControl
public import Attacks
import LinearAlgebra
import Statistics

/// The canaries of a run as membership attacks are shown them, by margins alone, and who of them was in.
///
/// The margin of a canary with a feature of its own is less that of a record of zeros with its label: what a model answers about
/// nothing differs between classes, and would drown a small difference.
public struct CanaryTrial: Sendable {
  /// Of the canaries, in their order.
  public private(set) var evidence: MembershipEvidence
  public let isMember: [Bool]
  private let canaries: CanarySet
  private let door: Door
  private let copies: NoisyCopies

  /// nil where the run plants none that a question can be about.
  ///
  /// - Parameter service: of the whole network, with the inputs that canaries have of their own.
  /// - Throws: `Refusal` where it does not answer.
  init?(of data: ExperimentData, asking service: ModelService) throws(Refusal) {
    guard let canaries = data.canaries, canaries.kind != .gradient, let questions = data.canaryQuestions()
    else { return nil }
    self.canaries = canaries
    (door, copies) = (service.door, data.noisyCopies)
    isMember = canaries.isMember
    evidence = MembershipEvidence(
      margins: try canaries.margins(asking: service, questions, copies: copies), labels: canaries.labels)
  }

  /// What a model answers that was trained as the target was.
  struct Answers: Sendable {
    let margins: [Double]
    let includes: [Bool]
  }

  /// Asks a model at the target's door; nil where it was not trained on canaries.
  func answers(of shadow: ShadowModel) -> Answers? {
    guard let trained = shadow.canaries else { return nil }
    let service = ModelService(
      trained.network, behind: door.split("reference \(shadow.index)"), showsWeights: false)
    do {
      return Answers(
        margins: try canaries.margins(asking: service, trained.questions, copies: copies),
        includes: trained.includes)
    } catch {
      preconditionFailure("who has a model is answered by it: \(error)")
    }
  }

  /// Takes the model into account.
  mutating func add(_ answers: Answers) {
    evidence.add(referenceMargins: answers.margins, includes: answers.includes)
  }

  /// What an attack finds of them; nil where margins are too little for it, or all were in, or none.
  func result(of method: MembershipMethod, random: RandomStream) -> MembershipResult? {
    guard isMember.contains(true), isMember.contains(false),
      evidence.margins.allSatisfy(\.isFinite),
      let scores = try? method.scores(from: evidence, random: random.split("canaries"))
    else { return nil }
    return MembershipResult(scores: scores, isMember: isMember)
  }
}

extension TrainingRun {
  /// What is answered about its canaries; nil where it plants none.
  ///
  /// - Throws: `Refusal` where its service does not answer.
  func canaryTrial() throws(Refusal) -> CanaryTrial? {
    try CanaryTrial(
      of: data, asking: ModelService(network, behind: door(for: "canaries"), showsWeights: false))
  }
}

extension Snapshot {
  /// What was answered about its canaries; nil where the run plants none.
  ///
  /// - Throws: `Refusal` where its service does not answer.
  func canaryTrial() throws(Refusal) -> CanaryTrial? {
    try CanaryTrial(
      of: data, asking: ModelService(network, behind: door(for: "canaries"), showsWeights: false))
  }
}

extension CanarySet {
  /// - Parameter questions: the canaries and, last, a record of zeros, [canaries + 1, inputs].
  func margins(
    asking service: ModelService, _ questions: Matrix<Float>, copies: NoisyCopies
  ) throws(Refusal) -> [Double] {
    let own = try AskedRecords(
      asking: service, about: questions.gatheringRows(Array(labels.indices)), labels: labels, copies: copies
    ).margins
    guard kind == .ownFeature else { return own }
    let classes = Array(0..<service.classCount)
    let nothing = try AskedRecords(
      asking: service, about: questions.gatheringRows(classes.map { _ in count }), labels: classes,
      copies: copies
    ).margins
    return zip(own, labels).map { $0 - nothing[$1] }
  }
}
