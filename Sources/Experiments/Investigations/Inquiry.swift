import Synchronization

/// An investigation under a runner: what is asked of it, and of which snapshot.
public final class Inquiry<Subject: Investigation>: Sendable {
  private struct State {
    /// nil while a round has it.
    var subject: Subject?
    var snapshot: Snapshot?
    /// nil rests, and keeps what was found out.
    var request: Subject.Request?
    var urgency = WorkerPool.Urgency.shown
    /// What was examined last, so that nothing is examined twice.
    var examined: Examined?
    var isUnderWay = false
    var isStopping = false

    var wanted: (snapshot: Snapshot, request: Subject.Request)? {
      guard !isStopping, let snapshot, let request, examined != Examined(snapshot, request) else {
        return nil
      }
      return (snapshot, request)
    }
  }

  private struct Examined: Hashable {
    let generation: Int
    let step: Int
    let request: Subject.Request

    init(_ snapshot: Snapshot, _ request: Subject.Request) {
      (generation, step, self.request) = (snapshot.generation, snapshot.step, request)
    }
  }

  let pool: WorkerPool
  let publish: @Sendable (Subject.Found) -> Void
  private let state: Mutex<State>

  init(
    _ subject: Subject, request: Subject.Request?, on pool: WorkerPool,
    publish: @escaping @Sendable (Subject.Found) -> Void
  ) {
    self.pool = pool
    self.publish = publish
    state = Mutex(State(subject: subject, request: request))
  }

  /// Begins or goes on with that; nil rests until it is asked again.
  ///
  /// - Parameter isShown: whether it is what the person looks at, and goes first.
  public func look(at request: Subject.Request?, isShown: Bool = true) {
    state.withLock {
      $0.request = request
      $0.urgency = isShown ? .shown : .behind
    }
    proceed()
  }

  /// Takes the place of the snapshot before.
  public func examine(_ snapshot: Snapshot) {
    state.withLock { $0.snapshot = snapshot }
    proceed()
  }

  func stop() { state.withLock { $0.isStopping = true } }

  func wants(_ request: Subject.Request, ofGeneration generation: Int) -> Bool {
    state.withLock { !$0.isStopping && $0.request == request && $0.snapshot?.generation == generation }
  }

  func newest(insteadOf snapshot: Snapshot) -> Snapshot {
    state.withLock { $0.snapshot.flatMap { $0.generation == snapshot.generation ? $0 : nil } } ?? snapshot
  }

  /// Asks for a worker where there is something to do and no round is under way.
  private func proceed() {
    let urgency = state.withLock { state -> WorkerPool.Urgency? in
      guard !state.isUnderWay, state.wanted != nil else { return nil }
      state.isUnderWay = true
      return state.urgency
    }
    if let urgency { pool.submit(urgency) { [self] in examineNewest() } }
  }

  private func examineNewest() {
    let begun = state.withLock { state in
      state.wanted.flatMap { wanted in state.subject.take().map { (subject: $0, wanted: wanted) } }
    }
    guard let begun else { return state.withLock { $0.isUnderWay = false } }
    var subject = begun.subject
    let (snapshot, request) = begun.wanted
    let isDone = subject.examine(
      snapshot, for: request, in: Round(inquiry: self, snapshot: snapshot, request: request))
    state.withLock { state in
      state.subject = subject
      state.isUnderWay = false
      if isDone { state.examined = Examined(snapshot, request) }
    }
    proceed()
  }
}
