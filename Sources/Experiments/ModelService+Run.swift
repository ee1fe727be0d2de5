public import AccessControl
import Statistics

extension TrainingRun {
  /// The door of the run's model as it is now.
  ///
  /// - Parameter asker: who asks: each gets noise of its own, where answers have noise.
  public func door(for asker: String) -> Door { settings.door(at: step, for: asker) }

  /// The model as it is now behind that door, which shows the weights too: attacks on these ask nothing.
  public func service(for asker: String) -> ModelService {
    ModelService(model, behind: door(for: asker), showsWeights: true)
  }
}

extension Snapshot {
  /// The door of the run's model as it was then.
  ///
  /// - Parameter asker: who asks: each gets noise of its own, where answers have noise.
  public func door(for asker: String) -> Door { settings.door(at: step, for: asker) }

  /// The model as it was then behind that door, which shows the weights too: attacks on these ask nothing.
  public func service(for asker: String) -> ModelService {
    ModelService(model, behind: door(for: asker), showsWeights: true)
  }
}

extension ExperimentConfiguration {
  /// Answers at each step, and to each who asks, have noise of their own.
  fileprivate func door(at step: Int, for asker: String) -> Door {
    Door(
      door,
      noise: secureNoise
        ? nil : RandomStream(seed: seed).split("answers").split("step \(step)").split(asker))
  }
}
