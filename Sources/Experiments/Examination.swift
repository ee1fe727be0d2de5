/// What was found of a run at one step, with what that step and all before it cost.
public struct Examination: Sendable {
  /// The run it is about.
  public let generation: Int
  /// The knobs as they were.
  public let settings: ExperimentConfiguration
  public let finding: Finding
  public let account: RunAccount

  public init(generation: Int, settings: ExperimentConfiguration, finding: Finding, account: RunAccount) {
    self.generation = generation
    self.settings = settings
    self.finding = finding
    self.account = account
  }

  public init(of snapshot: Snapshot) {
    self.init(
      generation: snapshot.generation, settings: snapshot.settings, finding: Finding(of: snapshot),
      account: RunAccount(of: snapshot))
  }
}
