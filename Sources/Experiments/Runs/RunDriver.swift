public import FederatedLearning
public import Foundation

/// A run of training on a thread of its own.
public typealias Trainer = RunDriver<TrainingRun>

/// Takes a run's steps on a thread of its own: takes orders between them and publishes frames.
public final class RunDriver<Run: Experiment>: Sendable {
  /// What the thread is told.
  public enum Order: Sendable {
    /// Begin there, under a number that marks everything that follows, and train up to that step where one is given; where
    /// none is, a fresh run goes on, and one that was replayed stands where it began. A run that cannot begin leaves the one
    /// before as it was.
    ///
    /// To begin where another run was is to replay it, at full speed. Orders that arrive on the way are carried out when it is
    /// over, in their order, but for these: a pause ends it there for good, another start takes its place, a pace changes
    /// nothing before its end, and a stop is a stop.
    case start(RunBeginning, generation: Int, until: Int?)
    case take(RunCommand.Action)
    /// Go on, up to that step where one is given.
    case run(until: Int?)
    /// Take that many steps, then pause.
    case advance(by: Int)
    case pause
    /// Steps per second; nil is as fast as can be.
    case pace(Double?)
    /// Keep of that client what its rounds do, of this run and those to come.
    case watch(ClientWatch)
    case stop
  }

  /// What the thread says of the run.
  public enum News: Sendable {
    /// A run has begun; its log is at that path, or cannot be written. One that begins where another was is replayed, and has a
    /// log of its own once it goes beyond: until then the path is that of the log it was read from, nil where there is none.
    case started(Run.Frame, logPath: String?, replay: ReplayProgress? = nil)
    /// How far a replay has come, as often as there is a snapshot, and once at its end.
    case replaying(ReplayProgress)
    /// The run as it is, after so many orders in all; a replay is running too.
    case snapshot(Run.Frame, isRunning: Bool, ordersTaken: Int)
    /// One more step would have cost more than the run's budget.
    case budgetReached(generation: Int)
    /// The run takes no step beyond this one until a knob allows it.
    case stoppedEarly(generation: Int)
    /// The run could not begin; the one before goes on.
    case failed(generation: Int, reason: String)
    /// An action could not be taken.
    case refused(reason: String)
    /// A run that began where another was has gone beyond that, and has its log there now.
    case logBegun(path: String)
    /// The log cannot be written for now, or not in that folder; it is tried again.
    case logLost(path: String)
    /// It can again, at that path, and nothing of it is missing.
    case logKept(path: String)
  }

  /// How far a run has been taken again, from its beginning to where another was.
  public struct ReplayProgress: Hashable, Sendable {
    public let generation: Int
    /// Steps taken.
    public let step: Int
    /// Where it ends if nobody pauses it and its budget allows it.
    public let end: Int
    /// Whether it has ended, there or earlier.
    public let isOver: Bool

    public init(generation: Int, step: Int, end: Int, isOver: Bool) {
      (self.generation, self.step, self.end, self.isOver) = (generation, step, end, isOver)
    }
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
