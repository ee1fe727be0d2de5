import Attacks
import Foundation
import Records
import Synchronization

/// Lists the members that a run gives away, cuts it into slices, and deletes a member where that is wished.
///
/// It trains no reference models of its own: it takes those of another investigation from the shelf, with the step they are of and
/// what attacks found there. Until there are some, attacks without them rank the newest snapshot.
public struct ExposureInvestigation: ScreenInvestigation {
  public typealias Found = ExposureFindings

  /// What the list was made of.
  private struct Source {
    let snapshot: Snapshot
    let evidence: MembershipEvidence
    let outcomeCount: Int
    /// Whom attacks find most, the first of them first.
    let exposed: [Int]
  }

  /// What of a run depends on its data alone.
  private struct Ground {
    let generation: Int
    let surroundings: RecordSurroundings
    let slicings: [Slicing]

    init(of snapshot: Snapshot) {
      generation = snapshot.generation
      surroundings = RecordSurroundings(of: snapshot.data)
      slicings = snapshot.data.everySlicing
    }
  }

  private let shelf: ReferenceShelf?
  private var ground: Ground?
  private var source: Source?
  private var findings: ExposureFindings?
  private var underWay: (wish: ExposureFocus.Wish, source: Source, farm: DeletionFarm)?
  private var answered: ExposureFocus.Wish?

  private static let listedCount = 20
  /// Of those that are listed so many are looked at again when one is deleted.
  private static let exposedCount = 10
  /// Fewer reference models say nothing.
  private static let fewestModels = 4
  /// As of the shares among those asked about that the Membership screen begins with.
  private static let prior = 0.5
  private static let publishingInterval = Duration.milliseconds(200)
  private static let lookInterval = Duration.milliseconds(50)

  public init() { shelf = nil }
  public init(beside shelf: ReferenceShelf) { self.shelf = shelf }

  public mutating func examine(
    _ snapshot: Snapshot, for focus: ExposureFocus, in round: Round<Self>
  ) -> Bool {
    guard snapshot.step > 0 else { return true }
    if findings?.generation != snapshot.generation {
      findings = ExposureFindings(generation: snapshot.generation, step: snapshot.step)
      (source, underWay) = (nil, nil)
    }
    findings?.newestStep = snapshot.step
    do throws(ExposureError) {
      try snapshot.data.checkThatUnitsAreRecords()
      // Where nobody can be told from anybody the screen says why.
      if snapshot.data.oneSidedPool == nil { list(snapshot) }
    } catch {
      findings?.obstacle = error
    }
    show(in: round)
    return delete(focus.deletion, of: snapshot, in: round)
  }

  /// Lists what the newest reference models tell, or without any the newest snapshot, unless that was listed already.
  private mutating func list(_ snapshot: Snapshot) {
    let references = shelf?.models(ofGeneration: snapshot.generation)
      .flatMap { $0.models.count >= Self.fewestModels ? $0 : nil }
    let looked = references?.snapshot ?? snapshot
    if let source, source.snapshot.step == looked.step,
      source.evidence.references.count + source.evidence.divergedCount == references?.models.count ?? 0,
      source.outcomeCount == references?.outcomes.count ?? 0
    {
      return
    }
    if ground?.generation != snapshot.generation { ground = Ground(of: snapshot) }
    let scene = MembershipScene(of: looked)
    let pool = scene.pool(with: references?.answers ?? [], trajectory: nil)
    let evidence = pool.evidence
    let known = references?.outcomes ?? []
    let outcomes = MembershipMethod.allCases.compactMap { method -> MembershipStudy.Outcome? in
      if let found = known.first(where: { $0.method == method }) { return found }
      guard method.isAlwaysLive || method == .liraOnline else { return nil }
      return try? scene.attack(by: method, on: pool).get().outcome
    }
    let data = looked.data
    let exposed = ExposedRecords(
      Self.listedCount, by: outcomes, on: evidence, isMember: data.candidateMembership,
      indices: data.split.pool.map { data.dataset.rows[$0] }, prior: Self.prior,
      surroundings: ground?.surroundings)
    let sliced = exposed.flatMap { try? SlicedRun(looked.model, on: data, scores: $0.scores) }
    findings?.step = looked.step
    findings?.referenceCount = evidence.references.count
    findings?.ranking = exposed?.ranking
    findings?.attackCount = outcomes.count
    findings?.records = exposed?.records ?? []
    findings?.slicings = sliced.map { run in (ground?.slicings ?? []).map { run.slices(by: $0) } } ?? []
    source = Source(
      snapshot: looked, evidence: evidence, outcomeCount: known.count,
      exposed: (exposed?.records ?? []).prefix(Self.exposedCount + 1).map(\.candidate))
  }

  /// Trains again without a member, and again with all; false where that was broken off, to be gone on with.
  private mutating func delete(
    _ wish: ExposureFocus.Wish?, of snapshot: Snapshot, in round: Round<Self>
  ) -> Bool {
    guard let wish, wish != answered, wish.generation == snapshot.generation else {
      underWay = nil
      return true
    }
    if underWay?.wish != wish {
      // Of the model that is listed, whatever the run has come to since.
      guard let source, !source.exposed.isEmpty,
        let plan = try? DeletionPlan(
          deleting: wish.candidate, from: source.snapshot.finishedLog, stepCount: source.snapshot.step,
          data: source.snapshot.data)
      else {
        answered = wish
        return true
      }
      underWay = (wish, source, DeletionFarm(plan))
    }
    guard let underWay, let models = train(underWay.farm, round) else { return false }
    if let deletion = deletion(by: underWay.farm.plan, models, underWay.source) {
      findings?.deletions[wish.candidate] = deletion
    }
    findings?.progress = nil
    (self.underWay, answered) = (nil, wish)
    show(in: round)
    return true
  }

  /// All models of a deletion; nil where they are no longer wanted.
  private mutating func train(_ farm: DeletionFarm, _ round: Round<Self>) -> [ShadowModel]? {
    // Those that an earlier round trained are handed over again.
    farm.follow(farm.plan.log.commands, to: farm.plan.stepCount)
    let arrived = Mutex<[ShadowModel]>([])
    let onModel = { @Sendable (model: ShadowModel) in arrived.withLock { $0.append(model) } }
    let helperCount = min(ProcessInfo.processInfo.activeProcessorCount, farm.plan.count) - 1
    let helpers = round.assist(count: helperCount) { shouldPause in
      farm.work(pausing: shouldPause, onModel: onModel)
      return !farm.isTaken
    }
    defer { helpers.end() }
    showProgress(of: farm, in: round)
    var shown = ContinuousClock.now
    while true {
      let end = ContinuousClock.now + Self.lookInterval
      farm.work(pausing: { ContinuousClock.now >= end }, onModel: onModel)
      if farm.isFinished { return arrived.withLock { $0 } }
      // The last models are those that helpers are at.
      if farm.isTaken { helpers.wait(Self.lookInterval) }
      if round.isOutdated { return nil }
      if ContinuousClock.now - shown >= Self.publishingInterval {
        showProgress(of: farm, in: round)
        shown = .now
      }
    }
  }

  private mutating func showProgress(of farm: DeletionFarm, in round: Round<Self>) {
    findings?.progress = ExposureFindings.Progress(
      candidate: farm.plan.candidate, fraction: farm.progress.fraction)
    show(in: round)
  }

  private func deletion(
    by plan: DeletionPlan, _ models: [ShadowModel], _ source: Source
  ) -> Deletion? {
    guard let ground else { return nil }
    return Deletion(
      by: plan, models: models, evidence: source.evidence, exposed: source.exposed,
      surroundings: ground.surroundings)
  }

  private func show(in round: Round<Self>) {
    if let findings { round.publish(findings) }
  }
}
