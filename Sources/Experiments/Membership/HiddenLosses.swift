import AccessControl

extension ExperimentConfiguration {
  /// Why what goes by the losses of single answers sees none; nil where confidences are shown.
  public var obstacleToLosses: String? {
    door.policy.capabilities.contains(.losses)
      ? nil
      : "The model answers with labels alone, so that no loss is seen here: the Membership screen and `attack membership` estimate losses from labels."
  }
}
