import Records

extension MembershipReport.Target {
  /// What a run came to.
  public init(of run: TrainingRun) {
    let data = run.data
    let network = run.network
    self.init()
    trainAccuracy = Answers(of: network, on: data.memberInputs, labels: data.memberLabels).utility.accuracy
    nonMemberAccuracy =
      Answers(of: network, on: data.nonMemberInputs, labels: data.nonMemberLabels).utility.accuracy
    testAccuracy =
      data.split.test == data.split.nonMembers
      ? nonMemberAccuracy
      : Answers(of: network, on: data.testInputs, labels: data.testLabels).utility.accuracy
    epsilon = run.tightEpsilon
    delta = run.settings.delta
  }
}
