import AccessControl
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
    /// Whether the round under way found something while it was not wanted.
    var hasDropped = false
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
    /// A door that is turned while the run rests shows something else of the same step.
    let door: DoorSettings
    let request: Subject.Request

    init(_ snapshot: Snapshot, _ request: Subject.Request) {
      (generation, step, self.request) = (snapshot.generation, snapshot.step, request)
      door = snapshot.settings.door
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

  /// What was found is dropped, for it is not wanted now.
  func drop() { state.withLock { $0.hasDropped = true } }

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
    // Whoever asks between two locks would find a round under way that is none.
    let begun = state.withLock { state in
      let begun = state.wanted.flatMap { wanted in state.subject.take().map { (subject: $0, wanted: wanted) }
      }
      state.isUnderWay = begun != nil
      state.hasDropped = false
      return begun
    }
    guard let begun else { return }
    var subject = begun.subject
    let (snapshot, request) = begun.wanted
    let isDone = subject.examine(
      snapshot, for: request, in: Round(inquiry: self, snapshot: snapshot, request: request))
    state.withLock { state in
      state.subject = subject
      state.isUnderWay = false
      // What was found while nobody wanted it is found again when somebody does.
      if isDone, !state.hasDropped { state.examined = Examined(snapshot, request) }
    }
    proceed()
  }
}
