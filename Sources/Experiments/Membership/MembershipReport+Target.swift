import Records

extension MembershipReport.Target {
  /// What a run came to.
  public init(of run: TrainingRun) {
    let (members, nonMembers) = run.data.candidateAnswers(of: run.network)
    let tested = run.data.testAnswers(of: run.network, nonMembers: nonMembers)
    self.init()
    trainAccuracy = members.utility.accuracy
    nonMemberAccuracy = nonMembers.utility.accuracy
    testAccuracy = tested.utility.accuracy
    epsilon = run.tightEpsilon
    delta = run.settings.delta
  }
}
