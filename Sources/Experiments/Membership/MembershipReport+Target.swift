import Records

extension MembershipReport.Target {
  /// What a run came to.
  ///
  /// - Parameter isScheduleFixed: whether knobs that moved on the way did so by a schedule that was written beforehand.
  public init(of run: TrainingRun, isScheduleFixed: Bool) {
    let (members, nonMembers, test) = run.data.answers(of: run.network)
    self.init()
    trainAccuracy = members.utility?.accuracy
    nonMemberAccuracy = nonMembers.utility?.accuracy
    testAccuracy = test.utility?.accuracy
    account = RunAccount(of: run, isScheduleFixed: isScheduleFixed)
    uncovered = UncoveredByEpsilon(settings: run.settings, data: run.data).brief
  }
}
