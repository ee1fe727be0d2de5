/// The models that a farm trains: replays of one log, which differ in what their run began with.
public protocol FarmPlan: Sendable {
  associatedtype Training: FarmTraining

  /// How many models.
  var count: Int { get }
  /// Steps each takes.
  var stepCount: Int { get }
  /// What each replays.
  var log: CommandLog { get }

  /// The model of that number before its first step.
  func begin(_ index: Int) -> Training
}

/// A model of a farm on its way.
public protocol FarmTraining: Sendable {
  associatedtype Run: Experiment
  associatedtype Model: Sendable

  var replay: Replay<Run> { get set }
  /// The model as it is.
  var model: Model { get }
  /// What a step costs, roughly and at least 1: a farm looks up more often where steps are costly.
  var multiplicationsPerStep: Double { get }

  /// Goes on to that step of a training of `stepCount`, which no budget stops.
  ///
  /// - Throws: `ConfigurationError` for a command that cannot be taken.
  mutating func advance(to step: Int, of stepCount: Int) throws(ConfigurationError)
}

extension FarmTraining {
  public mutating func advance(to step: Int, of stepCount: Int) throws(ConfigurationError) {
    while replay.run.step < step { _ = try replay.advance() }
  }
}

/// How far the models of a farm are.
public struct FarmProgress: Hashable, Sendable {
  /// Models trained to the end.
  public var finished = 0
  /// Models in all.
  public var count: Int
  /// Of all models together, as is the next.
  public var stepsTaken = 0
  /// Of all models together.
  public var stepsInAll: Int

  /// The share of all steps that is taken, in [0, 1].
  public var fraction: Double { Double(stepsTaken) / Double(max(1, stepsInAll)) }
}
