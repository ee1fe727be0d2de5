public import AccessControl

extension TrainingRun {
  /// The door of the run's model as it is now: it answers in full, as often as it is asked, and shows the weights.
  public var service: ModelService { ModelService(network, showsWeights: true) }
}

extension Snapshot {
  /// The door of the run's model as it was then.
  public var service: ModelService { ModelService(network, showsWeights: true) }
}
