public import AccessControl
public import Attacks

/// What membership attacks are shown of a run: what is answered about its pool and, apart, about its canaries where it plants any.
public struct AskedPool: Sendable {
  public var evidence: MembershipEvidence
  /// nil where there are none.
  public private(set) var canaries: CanaryTrial?

  /// - Throws: `Refusal` where the run's service does not answer.
  public init(asking run: TrainingRun) throws(Refusal) {
    evidence = try run.data.membershipEvidence(asking: run.service(for: "membership"))
    canaries = try run.canaryTrial()
  }

  /// - Throws: `Refusal` where the snapshot's service does not answer.
  init(asking snapshot: Snapshot) throws(Refusal) {
    evidence = try snapshot.data.membershipEvidence(asking: snapshot.service(for: "membership"))
    canaries = try snapshot.canaryTrial()
  }

  /// What a model trained as the target was answers at its door.
  public struct Answers: Sendable {
    /// Which of the models it is.
    public let index: Int
    let reference: ReferenceModel
    let ofCanaries: CanaryTrial.Answers?
  }

  /// Asks a model as the target was asked.
  public func answers(of shadow: ShadowModel) -> Answers {
    Answers(
      index: shadow.index, reference: evidence.reference(shadow), ofCanaries: canaries?.answers(of: shadow))
  }

  /// Takes the model into account.
  public mutating func add(_ answers: Answers) {
    evidence.add(answers.reference)
    if let ofCanaries = answers.ofCanaries { canaries?.add(ofCanaries) }
  }
}
