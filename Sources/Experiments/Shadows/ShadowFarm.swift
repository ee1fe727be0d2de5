import Dispatch
import NeuralNetworks
import Synchronization

/// Trains the models of a plan over the cores. What was trained is kept when it is cancelled, half-trained models
/// included, and the next call goes on from there.
public final class ShadowFarm: Sendable {
  public struct Progress: Hashable, Sendable {
    /// Models trained to the end.
    public var finished = 0
    public var count: Int
    public var stepsTaken = 0
    /// Of all models together.
    public var stepsInAll: Int

    public var fraction: Double { Double(stepsTaken) / Double(max(1, stepsInAll)) }
  }

  private struct State {
    var next = 0
    var halfTrained: [ShadowTraining] = []
    var failure: ConfigurationError?
    var progress: Progress
  }

  public let plan: ShadowPlan
  private let state: Mutex<State>
  private let isCancelled = Atomic(false)

  /// Steps between looks at whether to go on, and reports of progress, for small networks; large ones look every step.
  private static let stepsPerReport = 64
  private static let parametersPerReport = 1_000_000

  public init(_ plan: ShadowPlan) {
    self.plan = plan
    state = Mutex(
      State(progress: Progress(count: plan.count, stepsInAll: plan.count * plan.stepCount)))
  }

  public var progress: Progress { state.withLock { $0.progress } }

  /// Makes `train` return soon, from any thread.
  public func cancel() { isCancelled.store(true, ordering: .relaxed) }

  /// Trains what is not trained yet, and returns whether all is: not where it was cancelled.
  ///
  /// - Parameters:
  ///   - threadCount: how many models are trained at once.
  ///   - onProgress: called on this thread some ten times a second.
  ///   - onModel: called with every model that is finished, on the thread that trained it.
  /// - Throws: `ConfigurationError` for a command of the log that cannot be taken.
  public func train(
    threadCount: Int, onProgress: (Progress) -> Void = { _ in },
    onModel: @escaping @Sendable (ShadowModel) -> Void
  ) throws -> Bool {
    isCancelled.store(false, ordering: .relaxed)
    let threads = (0..<max(1, min(threadCount, plan.count))).map { number in
      WorkerThread(name: "shadows \(number)") { [self] in work(onModel) }
    }
    for thread in threads {
      while !thread.join(within: .milliseconds(100)) { onProgress(progress) }
    }
    onProgress(progress)
    return try state.withLock { state in
      if let failure = state.failure { throw failure }
      return state.progress.finished == plan.count
    }
  }

  private func work(_ onModel: (ShadowModel) -> Void) {
    while !isCancelled.load(ordering: .relaxed), var training = take() {
      do {
        guard try finish(&training) else { return state.withLock { $0.halfTrained.append(training) } }
      } catch {
        cancel()
        return state.withLock { $0.failure = error }
      }
      onModel(training.model)
      state.withLock { $0.progress.finished += 1 }
    }
  }

  /// A model that was begun before, or the next.
  private func take() -> ShadowTraining? {
    let index: Int? = state.withLock { state in
      guard state.halfTrained.isEmpty, state.next < plan.count else { return nil }
      state.next += 1
      return state.next - 1
    }
    return index.map(plan.begin) ?? state.withLock { $0.halfTrained.popLast() }
  }

  /// Trains to the end; false where it was cancelled before.
  private func finish(_ training: inout ShadowTraining) throws(ConfigurationError) -> Bool {
    let stride = max(
      1, min(Self.stepsPerReport, Self.parametersPerReport / training.replay.run.network.parameterCount))
    while training.replay.run.step < plan.stepCount {
      guard !isCancelled.load(ordering: .relaxed) else { return false }
      let before = training.replay.run.step
      while training.replay.run.step < min(before + stride, plan.stepCount) {
        _ = try training.replay.advance()
      }
      let taken = training.replay.run.step - before
      state.withLock { $0.progress.stepsTaken += taken }
    }
    return true
  }
}
