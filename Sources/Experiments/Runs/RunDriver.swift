public import Foundation

/// A run of training on a thread of its own.
public typealias Trainer = RunDriver<TrainingRun>

/// Takes a run's steps on a thread of its own: takes orders between them and publishes frames.
public final class RunDriver<Run: Experiment>: Sendable {
  /// What the thread is told.
  public enum Order: Sendable {
    /// Begin anew, under a number that marks everything that follows, and train up to that step where one is given. A
    /// run that cannot begin leaves the one before as it was.
    case start(ExperimentConfiguration, generation: Int, until: Int?)
    case take(RunCommand.Action)
    /// Go on, up to that step where one is given.
    case run(until: Int?)
    /// Take that many steps, then pause.
    case advance(by: Int)
    case pause
    /// Steps per second; nil is as fast as can be.
    case pace(Double?)
    case stop
  }

  /// What the thread says of the run.
  public enum News: Sendable {
    /// A run has begun; its log is at that path, or cannot be written.
    case started(Run.Frame, logPath: String?)
    /// The run as it is, after so many orders in all.
    case snapshot(Run.Frame, isRunning: Bool, ordersTaken: Int)
    /// One more step would have cost more than the run's budget.
    case budgetReached(generation: Int)
    /// The run could not begin; the one before goes on.
    case failed(generation: Int, reason: String)
    /// An action could not be taken.
    case refused(reason: String)
    /// The log cannot be written for now; it is tried again.
    case logLost(path: String)
    /// It can again, at that path, and nothing of it is missing.
    case logKept(path: String)
  }

  private let orders = Mailbox<Order>()
  private let thread: WorkerThread

  /// - Parameters:
  ///   - logFolder: where the log of every run is kept as it goes; nil keeps none.
  ///   - publish: called on the trainer's thread.
  public init(logFolder: URL?, publish: @escaping @Sendable (News) -> Void) {
    thread = WorkerThread(name: "trainer") { [orders] in
      var loop = RunDriverLoop<Run>(orders: orders, logFolder: logFolder, publish: publish)
      loop.work()
    }
  }

  /// Acts between two steps, in the order sent; from any thread.
  public func send(_ order: Order) { orders.post(order) }

  /// Ends the thread; the log is complete when this returns.
  public func stop() {
    orders.post(.stop)
    thread.join()
  }
}
