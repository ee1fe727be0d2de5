import Records

extension MembershipReport.Target {
  /// What a run came to.
  public init(of run: TrainingRun) {
    let (members, nonMembers, tested) = run.data.answers(of: run.network)
    self.init()
    trainAccuracy = members.utility.accuracy
    nonMemberAccuracy = nonMembers.utility.accuracy
    testAccuracy = tested.utility.accuracy
    epsilon = run.tightEpsilon
    delta = run.settings.delta
  }
}
