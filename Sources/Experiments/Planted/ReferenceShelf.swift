import Synchronization

/// The reference models of a run at one step, with the run as it was then.
struct ReferenceModels: Sendable {
  let models: [ShadowModel]
  let snapshot: Snapshot

  init(_ models: [ShadowModel], at snapshot: Snapshot) {
    (self.models, self.snapshot) = (models, snapshot)
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
