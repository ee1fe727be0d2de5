import Attacks

/// What inverting a run's model has found last.
public struct InversionFindings: Findings {
  public let generation: Int
  public let step: Int
  public let focus: InversionFocus
  /// What was drawn and how it is judged, or why nothing was.
  public let outcome: Result<InversionStudy, InversionObstacle>

  public var newestStep: Int { step }
  public var kept: InversionFindings { self }
  /// Each holds the pictures of all classes.
  public static let historyCapacity = 60

  public init(
    generation: Int, step: Int, focus: InversionFocus, outcome: Result<InversionStudy, InversionObstacle>
  ) {
    self.generation = generation
    self.step = step
    self.focus = focus
    self.outcome = outcome
  }

  public var study: InversionStudy? { try? outcome.get() }
}
