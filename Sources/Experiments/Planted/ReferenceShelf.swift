import Synchronization

/// The reference models of a run at one step, with the run as it was then.
struct ReferenceModels: Sendable {
  let models: [ShadowModel]
  /// What they answer at the run's door, each at the place of its model; empty where whoever looks at them asks.
  let answers: [AskedPool.Answers]
  let snapshot: Snapshot
  /// What attacks found with them, as far as they were run.
  let outcomes: [MembershipStudy.Outcome]

  init(
    _ models: [ShadowModel], answers: [AskedPool.Answers] = [], at snapshot: Snapshot,
    outcomes: [MembershipStudy.Outcome] = []
  ) {
    (self.models, self.answers, self.snapshot, self.outcomes) = (models, answers, snapshot, outcomes)
  }
}

/// Where one investigation leaves its reference models for others: who only looks at a record asks for no new ones.
public final class ReferenceShelf: Sendable {
  private let newest = Mutex<ReferenceModels?>(nil)

  public init() {}

  /// Takes the place of those before.
  func put(_ models: ReferenceModels) { newest.withLock { $0 = models } }

  /// Those of that run; nil where there are none.
  func models(ofGeneration generation: Int) -> ReferenceModels? {
    newest.withLock { $0.flatMap { $0.snapshot.generation == generation ? $0 : nil } }
  }
}
