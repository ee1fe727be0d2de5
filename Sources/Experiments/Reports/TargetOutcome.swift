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
    let logits = run.network.logits(of: run.data.candidateInputs)
    let (members, nonMembers) = run.data.answers(showing: logits)
    let test = run.data.testAnswers(of: run.network, candidateLogits: logits)
    let label = run.settings.label.map { ", \($0.harmless) predicted" } ?? ""
    title =
      "\(run.settings.dataset.harmless)\(label), \(run.settings.network), \(run.data.split.memberCount) members of an expected \(run.settings.trainSize), \(run.step) steps, seed \(run.settings.seed)"
    trainAccuracy = members.utility?.accuracy
    nonMemberAccuracy = nonMembers.utility?.accuracy
    testAccuracy = test.utility?.accuracy
    isDiverged = !logits.elements.allSatisfy(\.isFinite)
    self.account = account
    uncovered = UncoveredByEpsilon(settings: run.settings, data: run.data).brief
  }
}
