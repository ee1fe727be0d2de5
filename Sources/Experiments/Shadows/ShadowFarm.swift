import Dispatch
import Synchronization

/// The models trained as a run of training was.
public typealias ShadowFarm = ReplayFarm<ShadowPlan>

/// Trains the models of a plan over the cores, whatever kind of run they replay. What was trained is kept when it is
/// cancelled, half-trained models included, and the next call goes on from there; so it does when the run that is replayed
/// has itself gone on.
public final class ReplayFarm<Plan: FarmPlan>: Sendable {
  private struct State {
    /// The models that were begun and that no thread is at.
    var trainings: [Int: Plan.Training] = [:]
    /// The models that are not trained to the end, the next one last.
    var queue: [Int]
    var commands: [RunCommand]
    var stepCount: Int
    var progress: FarmProgress
  }

  public let plan: Plan
  private let state: Mutex<State>
  private let isCancelled = Atomic(false)

  /// Steps between looks at whether to go on, and reports of progress, where steps are cheap; multiplications of weights
  /// between them, some ten milliseconds' worth, where they are not.
  private static var stepsPerReport: Int { 64 }
  private static var multiplicationsPerReport: Double { 1e8 }

  /// - Parameter other: a farm of the same run, which is no longer used: the models it trained are taken over.
  public init(_ plan: Plan, resuming other: ReplayFarm? = nil) {
    self.plan = plan
    let trainings = other?.takeTrainings().filter { $0.key < plan.count } ?? [:]
    var progress = FarmProgress(count: plan.count, stepsInAll: plan.count * plan.stepCount)
    progress.stepsTaken = trainings.values.reduce(0) { $0 + $1.replay.run.step }
    state = Mutex(
      State(
        trainings: trainings, queue: (0..<plan.count).reversed(), commands: plan.log.commands,
        stepCount: plan.stepCount, progress: progress))
  }

  /// Moved rather than shared: buffers are copy-on-write, and two owners would have them copied at the next step.
  private func takeTrainings() -> [Int: Plan.Training] {
    state.withLock { state in
      defer { state.trainings = [:] }
      return state.trainings
    }
  }

  public var progress: FarmProgress { state.withLock { $0.progress } }

  /// Makes `train` return soon, or at once where it is called next; from any thread.
  public func cancel() { isCancelled.store(true, ordering: .relaxed) }

  /// The run that is replayed has gone on: all models are to follow it to that step.
  ///
  /// - Parameter commands: all there were, of which those known so far are the first.
  public func follow(_ commands: [RunCommand], to stepCount: Int) {
    state.withLock { state in
      state.commands = commands
      state.stepCount = stepCount
      state.queue = (0..<plan.count).reversed()
      state.progress.finished = 0
      state.progress.stepsInAll = plan.count * stepCount
    }
  }

  /// Trains what is not trained yet, and returns whether all is: not where it was cancelled.
  ///
  /// - Parameters:
  ///   - threadCount: how many models are trained at once.
  ///   - onProgress: called on this thread some twenty times a second.
  ///   - onModel: called with every model that is finished, on the thread that trained it.
  public func train(
    threadCount: Int, onProgress: (FarmProgress) -> Void = { _ in },
    onModel: @escaping @Sendable (Plan.Training.Model) -> Void
  ) -> Bool {
    defer { isCancelled.store(false, ordering: .relaxed) }
    let threads = (0..<max(1, min(threadCount, plan.count))).map { number in
      WorkerThread(name: "shadows \(number)") { [self] in
        work(pausing: { isCancelled.load(ordering: .relaxed) }, onModel: onModel)
      }
    }
    for thread in threads {
      while !thread.join(within: .milliseconds(50)) { onProgress(progress) }
    }
    onProgress(progress)
    return isFinished
  }

  /// Whether all models are trained to the end.
  var isFinished: Bool { progress.finished == plan.count }

  /// Whether nothing is left to do but what other threads are at.
  var isTaken: Bool { state.withLock { $0.queue.isEmpty } }

  /// Trains one model after another on this thread, until none is left or it is to pause; whoever calls it next goes on.
  ///
  /// - Parameter shouldPause: asked some hundred times a second.
  func work(pausing shouldPause: () -> Bool, onModel: (Plan.Training.Model) -> Void) {
    while !shouldPause(), let (index, begun, commands, stepCount) = take() {
      var training = begun ?? plan.begin(index)
      training.replay.follow(commands)
      let isFinished = finish(&training, at: stepCount, unless: shouldPause)
      training.replay.rest()
      if isFinished { onModel(training.model) }
      state.withLock { state in
        state.trainings[index] = training
        if isFinished { state.progress.finished += 1 } else { state.queue.append(index) }
      }
    }
  }

  /// The next model, as far as it was trained, and how far it is to go.
  private func take() -> (index: Int, begun: Plan.Training?, commands: [RunCommand], stepCount: Int)? {
    state.withLock { state in
      state.queue.popLast().map {
        ($0, state.trainings.removeValue(forKey: $0), state.commands, state.stepCount)
      }
    }
  }

  /// Trains to that step; false where it paused before.
  private func finish(
    _ training: inout Plan.Training, at stepCount: Int, unless shouldPause: () -> Bool
  ) -> Bool {
    let stride = max(
      1, min(Self.stepsPerReport, Int(Self.multiplicationsPerReport / training.multiplicationsPerStep)))
    while training.replay.run.step < stepCount {
      guard !shouldPause() else { return false }
      let before = training.replay.run.step
      do {
        try training.advance(to: min(before + stride, stepCount), of: stepCount)
      } catch {
        preconditionFailure("the run that is replayed took its commands: \(error)")
      }
      let taken = training.replay.run.step - before
      state.withLock { $0.progress.stepsTaken += taken }
    }
    return true
  }
}
