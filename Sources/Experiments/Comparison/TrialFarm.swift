import Dispatch
import Foundation
import PlainText
import Records
import Synchronization

/// Runs the trials of a comparison over the cores, each on one of them. What was done is kept when it is cancelled, half-trained
/// trials included, and the next call goes on from there.
public final class TrialFarm: Sendable {
  private struct State {
    /// Trials that were begun and that no thread is at.
    var trainings: [Int: TrialTraining] = [:]
    /// Trials that are not done, the next one last.
    var queue: [Int]
    var finishedCount = 0
    /// Those that were given, and those done here.
    var finished: [VariantTrial]
    /// Of the trials under way, by their number, the share that is done.
    var shares: [Int: Double] = [:]
    var failure: (any Error)?
    /// What was read, for the variants that read the same.
    var datasets: [DatasetReference: Dataset] = [:]
  }

  public let plan: ComparisonPlan
  private let trials: [(variant: Int, seed: UInt64)]
  private let state: Mutex<State>

  /// - Parameter finished: trials of the same comparison that are done.
  public init(_ plan: ComparisonPlan, finished: [VariantTrial] = []) {
    self.plan = plan
    let trials = plan.trials
    self.trials = trials
    let done = Set(finished.map { Key(settings: $0.settings.values, seed: $0.seed) })
    let queue = trials.indices.filter { index in
      !done.contains(Key(settings: plan.variants[trials[index].variant].changes, seed: trials[index].seed))
    }
    state = Mutex(
      State(queue: queue.reversed(), finishedCount: trials.count - queue.count, finished: finished))
  }

  private struct Key: Hashable {
    let settings: [Knob: KnobValue]
    let seed: UInt64
  }

  /// Trials done, of all, and the share of the work that is done, in [0, 1].
  public var progress: (finished: Int, count: Int, fraction: Double) {
    state.withLock { state in
      let under = state.shares.values.reduce(0, +)
      return (
        state.finishedCount, trials.count,
        (Double(state.finishedCount) + under) / Double(max(1, trials.count))
      )
    }
  }

  /// What is done, with what was done before.
  public var finished: [VariantTrial] { state.withLock { $0.finished } }

  /// Why it cannot go on.
  public var failure: (any Error)? { state.withLock { $0.failure } }

  public var isFinished: Bool { state.withLock { $0.finishedCount == trials.count } }

  /// Whether nothing is left to do but what other threads are at.
  var isTaken: Bool { state.withLock { $0.queue.isEmpty || $0.failure != nil } }

  /// Does one trial after another on this thread, until none is left, one fails, or it is to pause; whoever calls it next goes on.
  ///
  /// - Parameters:
  ///   - shouldPause: asked some hundred times a second.
  ///   - onTrial: called on this thread with each that is done.
  public func work(pausing shouldPause: () -> Bool, onTrial: (VariantTrial) -> Void = { _ in }) {
    while !shouldPause(), let index = take() {
      do {
        var training = try state.withLock { $0.trainings.removeValue(forKey: index) } ?? begin(index)
        let trial = try training.finish { share in
          state.withLock { $0.shares[index] = share }
          return shouldPause()
        }
        if let trial { onTrial(trial) }
        state.withLock { state in
          if let trial {
            state.shares[index] = nil
            state.finishedCount += 1
            state.finished.append(trial)
          } else {
            state.trainings[index] = training
            state.queue.append(index)
          }
        }
      } catch {
        let failed = VariantFailure(name: plan.variants[trials[index].variant].name, reason: "\(error)")
        state.withLock { $0.failure = $0.failure ?? failed }
      }
    }
  }

  private func take() -> Int? {
    state.withLock { $0.failure == nil ? $0.queue.popLast() : nil }
  }

  private func begin(_ index: Int) throws -> TrialTraining {
    let (variant, seed) = trials[index]
    let configuration = try plan.variants[variant].configuration(of: plan.base, seed: seed)
    let reference = configuration.reference
    let known = state.withLock { $0.datasets[reference] }
    let dataset = try known ?? reference.read()
    if known == nil { state.withLock { $0.datasets[reference] = dataset } }
    return try TrialTraining(
      of: plan.variants[variant], configuration, dataset: dataset, shadowCount: plan.shadowCount)
  }

  /// Does what is not done yet on so many threads.
  ///
  /// - Parameters:
  ///   - onProgress: called on this thread some twenty times a second.
  ///   - onTrial: called on the thread that did it.
  /// - Throws: what a variant cannot do.
  public func run(
    threadCount: Int, onProgress: () -> Void = {}, onTrial: @escaping @Sendable (VariantTrial) -> Void
  ) throws {
    let threads = (0..<max(1, threadCount)).map { number in
      WorkerThread(name: "trials \(number)") { [self] in work(pausing: { false }, onTrial: onTrial) }
    }
    for thread in threads {
      while !thread.join(within: .milliseconds(50)) { onProgress() }
    }
    onProgress()
    if let failure { throw failure }
  }
}

/// Which variant cannot be run, and why.
struct VariantFailure: ExplainedError {
  let name: String
  let reason: String

  var sentence: Sentence { "The variant `\(name)` cannot be run: \(reason)" }
}
