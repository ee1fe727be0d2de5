import AccessControl

/// Membership inference by classifiers of how the loss of a candidate went down while the model was trained, one for each
/// class, trained on models whose members are known: what was learned late, or forgotten and learned again, was seen in
/// training, however small its loss is in the end.
///
/// Each is a logistic regression on the margins at the recorded steps and their squares; a margin says as much as a loss.
///
/// Reference: Liu, Zhao, Backes and Zhang, _Membership Inference Attacks by Exploiting Loss Trajectory_, arXiv:2208.14933.
/// Its adversary sees the final model alone, distils it, and takes the losses of the student's epochs for the trajectory. Ours
/// is sent the model on its way and sees the target's own losses, so it is the stronger one; and it classifies by a regression
/// where theirs trains a network.
public struct LossTrajectoryAttack: MembershipAttack {
  public struct Observation: Hashable, Sendable {
    /// The target's, its end included.
    public let target: LossTrajectory
    /// Those of models trained as the target was, at the same steps.
    public let shadows: [LossTrajectory]
    /// For each shadow, which candidates it was trained on.
    public let includes: [[Bool]]
    /// The class of each candidate.
    public let labels: [Int]

    public init(target: LossTrajectory, shadows: [LossTrajectory], includes: [[Bool]], labels: [Int]) {
      precondition(shadows.count == includes.count)
      precondition(shadows.allSatisfy { $0.margins.count == target.margins.count })
      self.target = target
      self.shadows = shadows
      self.includes = includes
      self.labels = labels
    }
  }

  public init() {}

  public func scores(of observation: Observation) -> [Double] {
    let classifier = ClasswiseClassifier(
      shadows: observation.shadows.map(features(of:)), includes: observation.includes,
      labels: observation.labels, width: 2 * observation.target.margins.count)
    return classifier.scores(of: features(of: observation.target))
  }

  /// Candidate by candidate.
  private func features(of trajectory: LossTrajectory) -> [Double] {
    let candidateCount = trajectory.margins.last?.count ?? 0
    return (0..<candidateCount).flatMap { candidate in
      let margins = trajectory.margins.map { $0[candidate] }
      return margins + margins.map { $0 * $0 }
    }
  }
}

/// What a model answered on each candidate at several steps of its training.
public struct LossTrajectory: Hashable, Sendable {
  /// For each step, the first one first, the margin of each candidate.
  public let margins: [[Double]]

  public init(margins: [[Double]]) { self.margins = margins }

  /// With one more step at its end.
  func ending(in last: [Double]) -> LossTrajectory { LossTrajectory(margins: margins + [last]) }
}

extension MembershipMethod {
  public static let lossTrajectory = MembershipMethod(
    name: "loss_trajectory", title: "Loss trajectory",
    sentence: "A classifier has learned from similar models how losses on members fall during training.",
    paper: "Liu et al. 2022, arXiv:2208.14933",
    capabilities: [.losses, .lossesAlongTraining, .referencesWithoutCandidate, .referencesWithCandidate],
    neededReferences: (1, 1),
    largestReferenceCount: MembershipEvidence.largestWholeCount, isSlow: true
  ) { evidence, _ throws(MissingEvidence) in
    guard let earlier = evidence.trajectory, let labels = evidence.labels else { throw .trajectory }
    let known = evidence.references.filter { $0.trajectory != nil }
    guard !known.isEmpty else { throw .references(diverged: evidence.divergedCount) }
    return LossTrajectoryAttack().scores(
      of: .init(
        target: earlier.ending(in: evidence.margins),
        shadows: known.compactMap { model in model.trajectory?.ending(in: model.margins) },
        includes: known.map(\.includes), labels: labels))
  }
}
