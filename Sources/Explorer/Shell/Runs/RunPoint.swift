public import Experiments

/// Where a run was, and what stood on the screen: enough to bring both back.
public struct RunPoint: Hashable, Sendable {
  public var beginning: RunBeginning
  /// What the knobs showed: some may have waited for a restart.
  public var draft: ExperimentConfiguration
  public var pace: Pace
  /// The screen that was shown.
  public var shown: Int
  /// Which run of this sitting it was.
  public var number: Int
}

/// A run of this sitting that is not the one at hand.
public struct KeptRun: Sendable {
  public var point: RunPoint
  /// As it was left, with what was found of it.
  public var subject: Subject

  /// Runs of which everything that was found is kept.
  static let mostKept = 12
}

/// What waits for a run to begin.
struct PendingStart: Sendable {
  var number: Int
  /// What undo will take back.
  var turn: ExplorerState.Turn?
  /// A run of before that comes back.
  var restored: KeptRun?
  /// What is said once it has begun.
  var notice: ExplorerState.Notice?
}
