import NeuralNetworks
import Records

extension MembershipReport.Target {
  /// What a run came to.
  ///
  /// - Parameter isScheduleFixed: whether knobs that moved on the way did so by a schedule that was written beforehand.
  public init(of run: TrainingRun, isScheduleFixed: Bool) {
    let logits = run.network.logits(of: run.data.candidateInputs)
    let (members, nonMembers) = run.data.answers(showing: logits)
    let test = run.data.testAnswers(of: run.network, candidateLogits: logits)
    self.init()
    trainAccuracy = members.utility?.accuracy
    nonMemberAccuracy = nonMembers.utility?.accuracy
    testAccuracy = test.utility?.accuracy
    account = RunAccount(of: run, isScheduleFixed: isScheduleFixed)
    uncovered = UncoveredByEpsilon(settings: run.settings, data: run.data).brief
  }
}
