import LinearAlgebra
import NeuralNetworks
import PlainText
import Records

/// What is known of an attacked model, where it is known.
public struct TargetOutcome: Hashable, Sendable {
  /// What it is, in a line.
  public var title = ""
  public var trainAccuracy: Double?
  /// On the test records, or the non-members where there are none.
  public var testAccuracy: Double?
  public var nonMemberAccuracy: Double?
  /// On the test records, the mean over the classes.
  public var testBalancedAccuracy: Double?
  /// Whether one class is most of the test records, and the share of the class that most are of.
  public var isLopsided = false
  public var testMajorityShare: Double?
  /// Records that the run planted to be found.
  public var canaries: CanarySet?
  /// What the run cost.
  public var account: RunAccount?
  /// What its ε leaves out.
  public var uncovered = ""
  /// Whether what it answers is no longer finite, however little of that is shown.
  public var isDiverged = false

  public init() {}

  /// What a run came to.
  ///
  /// - Parameter isScheduleFixed: whether knobs that moved on the way did so by a schedule that was written beforehand.
  public init(of run: TrainingRun, isScheduleFixed: Bool) {
    self.init(of: run, account: RunAccount(of: run, isScheduleFixed: isScheduleFixed))
  }

  init(of run: TrainingRun, account: RunAccount) {
    let logits = run.model.logits(of: run.data.candidateInputs)
    let (members, nonMembers) = run.data.answers(showing: logits)
    let test = run.data.testAnswers(of: run.model, candidateLogits: logits)
    let label = run.settings.label.map { ", \($0.harmless) predicted" } ?? ""
    let step = run.settings.isFederated ? "round" : "step"
    title =
      "\(run.settings.dataset.harmless)\(label), \(run.settings.network), \(run.data.split.memberCount) members of an expected \(run.settings.trainSize), \(run.step) \(step)\(run.step == 1 ? "" : "s"), seed \(run.settings.seed)"
    canaries = run.data.canaries
    trainAccuracy = members.utility?.accuracy
    nonMemberAccuracy = nonMembers.utility?.accuracy
    testAccuracy = test.utility?.accuracy
    testBalancedAccuracy = test.utility?.balancedAccuracy
    isLopsided = test.utility?.isLopsided ?? false
    testMajorityShare = test.utility?.majorityShare
    isDiverged = !logits.elements.allSatisfy(\.isFinite)
    self.account = account
    uncovered = UncoveredByEpsilon(settings: run.settings, data: run.data).brief
  }
}
