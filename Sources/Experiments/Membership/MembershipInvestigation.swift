import Attacks
import Foundation
import Records
import Statistics
import Synchronization

/// Membership attacks on the newest snapshot, with reference models that follow the run: each replays its log to the same
/// step. A knob that is turned restarts none of them; only another run does.
///
/// What needs no reference models is run on every snapshot, also while they are on their way to an earlier one; when they
/// are there all attacks are run on the snapshot they followed, the chosen one first.
public struct MembershipInvestigation: ScreenInvestigation {
  public typealias Found = MembershipFindings

  private var farm: (generation: Int, farm: ShadowFarm)?
  private var target: TargetReplay?
  private var findings: MembershipFindings?
  /// Where others find the models; nil where there are no others.
  private var shelf: ReferenceShelf?
  /// When attacks without reference models were last run, and on what.
  private var live: (step: Int, due: ContinuousClock.Instant)?
  private var shown: ContinuousClock.Instant?

  /// Results with fewer reference models than this wait for more, unless there are none yet.
  private static let fewestWorthShowing = 8
  private static let publishingInterval = Duration.milliseconds(200)
  /// How long reference models are trained between looks at what else there is to do.
  private static let lookInterval = Duration.milliseconds(50)

  public init() {}

  public init(beside shelf: ReferenceShelf) { self.shelf = shelf }

  public mutating func examine(
    _ snapshot: Snapshot, for focus: MembershipFocus, in round: Round<Self>
  ) -> Bool {
    guard snapshot.step > 0 else { return true }
    if findings?.generation != snapshot.generation {
      findings = MembershipFindings(generation: snapshot.generation, shadowCount: focus.shadowCount)
      live = nil
    }
    // Nobody can be told from anybody, and the screen says why.
    guard snapshot.data.oneSidedPool == nil else {
      show(in: round)
      return true
    }
    let scene = attackLive(snapshot, focus)
    if focus.method.usesReferences, findings?.entries[focus.method] == nil {
      // Attacks that can do without reference models begin without.
      if focus.method.missing(from: scene.plain.evidence) == nil {
        attack(focus.method, scene, on: scene.plain)
      }
    }
    show(in: round)
    guard let models = train(snapshot, scene, focus, round) else { return false }
    shelve(models, at: snapshot)
    let pool = scene.pool(with: models.map(\.answers), trajectory: target?.trajectory)
    guard attackAll(snapshot, scene, on: pool, of: models, focus, round) else { return false }
    control(scene)
    show(in: round)
    return true
  }

  /// Runs what needs no reference models, and the chosen attack if it is of these, and returns what they were shown.
  private mutating func attackLive(_ snapshot: Snapshot, _ focus: MembershipFocus) -> MembershipScene {
    let start = ContinuousClock.now
    let scene = MembershipScene(of: snapshot)
    for method in MembershipMethod.allCases
    where method.isAlwaysLive || (method == focus.method && !method.usesReferences) {
      attack(method, scene, on: scene.plain)
    }
    // Half of the time, at most, is left to it.
    let end = ContinuousClock.now
    live = (snapshot.step, end + max(Self.publishingInterval, end - start))
    return scene
  }

  /// Runs it on the newest snapshot, where there is a newer one and it is time.
  private mutating func refreshLive(_ focus: MembershipFocus, _ round: Round<Self>) {
    let newest = round.newest
    guard let live, live.step < newest.step, live.due <= .now else { return }
    _ = attackLive(newest, focus)
  }

  /// A reference model, and what it answers at the target's door.
  private typealias Asked = (model: ShadowModel, answers: AskedPool.Answers)

  /// The reference models at the snapshot's step; nil where they are no longer wanted.
  private mutating func train(
    _ snapshot: Snapshot, _ scene: MembershipScene, _ focus: MembershipFocus, _ round: Round<Self>
  ) -> [Asked]? {
    if target?.generation != snapshot.generation { target = TargetReplay(of: snapshot) }
    let farm: ShadowFarm
    do { farm = try self.farm(of: snapshot, count: focus.shadowCount) } catch {
      // What needs no reference models stays, and the others say why they have none.
      for method in MembershipMethod.allCases where method.usesReferences {
        findings?.omissions[method] = .memory
      }
      show(in: round)
      return nil
    }
    farm.follow(snapshot.commands, to: snapshot.step)
    findings?.step = snapshot.step
    let arrived = Mutex<[Asked]>([])
    // Whoever has trained a model asks it too, which takes long where a door is asked again and again.
    let onModel = { @Sendable (model: ShadowModel) in
      let asked = (model: model, answers: scene.plain.answers(of: model))
      arrived.withLock { $0.append(asked) }
    }
    let helperCount = min(ProcessInfo.processInfo.activeProcessorCount, farm.plan.count) - 1
    let helpers = round.assist(count: helperCount) { shouldPause in
      farm.work(pausing: shouldPause, onModel: onModel)
      return !farm.isTaken
    }
    defer { helpers.end() }
    let begun = (at: ContinuousClock.now, stepsTaken: farm.progress.stepsTaken)
    var shownCount = 0
    while true {
      let end = ContinuousClock.now + Self.lookInterval
      let hasTarget = target?.follow(snapshot, unless: { ContinuousClock.now >= end }) ?? true
      farm.work(pausing: { ContinuousClock.now >= end }, onModel: onModel)
      let isFinished = hasTarget && farm.isFinished
      note(farm.progress, since: begun)
      if isFinished { break }
      // The last models are those that helpers are at.
      if hasTarget, farm.isTaken { helpers.wait(Self.lookInterval) }
      if round.isOutdated { return nil }
      refreshLive(focus, round)
      guard isTimeToShow else { continue }
      let models = arrived.withLock { $0 }
      let isFirst = findings?.entries[focus.method] == nil
      if focus.method.usesReferences, models.count > shownCount,
        isFirst || models.count >= Self.fewestWorthShowing
      {
        shownCount = models.count
        let pool = scene.pool(
          with: models.sorted { $0.model.index < $1.model.index }.map(\.answers),
          trajectory: hasTarget ? target?.trajectory : nil)
        // Those that are still too few say nothing yet, neither that there will be too few.
        if focus.method.missing(from: pool.evidence) == nil { attack(focus.method, scene, on: pool) }
      }
      show(in: round)
    }
    return arrived.withLock { $0 }.sorted { $0.model.index < $1.model.index }
  }

  /// The farm of the run, with that many models: those there are already are among them.
  private mutating func farm(of snapshot: Snapshot, count: Int) throws(ShadowError) -> ShadowFarm {
    let present = farm?.generation == snapshot.generation ? farm?.farm : nil
    if let present, present.plan.count == count { return present }
    var log = CommandLog(kind: TrainingRun.kind, configuration: snapshot.startConfiguration)
    log.commands = snapshot.commands
    let plan = try ShadowPlan(
      log: log, stepCount: snapshot.step, data: snapshot.data, count: count, recordsTrajectories: true)
    let farm = ShadowFarm(plan, resuming: present)
    self.farm = (snapshot.generation, farm)
    return farm
  }

  /// How far reference models are, and when they will be there at the speed of this round.
  private mutating func note(
    _ progress: FarmProgress, since begun: (at: ContinuousClock.Instant, stepsTaken: Int)
  ) {
    findings?.shadows = progress
    let taken = progress.stepsTaken - begun.stepsTaken
    let seconds = (ContinuousClock.now - begun.at) / .seconds(1)
    findings?.secondsUntilShadows =
      taken > 0 ? seconds * Double(progress.stepsInAll - progress.stepsTaken) / Double(taken) : nil
  }

  /// All attacks that wait for reference models, and those that take long; false where they are no longer wanted.
  private mutating func attackAll(
    _ snapshot: Snapshot, _ scene: MembershipScene, on pool: AskedPool,
    of models: [Asked], _ focus: MembershipFocus, _ round: Round<Self>
  ) -> Bool {
    let others = MembershipMethod.allCases.filter { $0 != focus.method && !$0.isAlwaysLive }
    // Whoever waited longest comes first: a run that goes on leaves time for one of them.
    let slow = others.filter(\.isSlow).enumerated().sorted { one, other in
      let steps = [one, other].map { findings?.entries[$0.element]?.step ?? 0 }
      return (steps[0], one.offset) < (steps[1], other.offset)
    }.map(\.element)
    var inOrder = others.filter { !$0.isSlow } + slow
    if focus.method.usesReferences { inOrder.insert(focus.method, at: 0) }
    self.shown = nil
    for method in inOrder {
      if round.isOutdated { return false }
      if slow.dropFirst().contains(method), round.newest.step != snapshot.step { break }
      attack(method, scene, on: pool)
      shelve(models, at: snapshot)
      refreshLive(focus, round)
      if isTimeToShow { show(in: round) }
    }
    return true
  }

  /// Leaves the models where others find them, with what attacks on this snapshot have found so far: before it is shown, so that
  /// whoever sees it finds it there.
  private func shelve(_ models: [Asked], at snapshot: Snapshot) {
    let outcomes = MembershipMethod.allCases.compactMap { findings?.entries[$0] }
      .filter { $0.step == snapshot.step }.map(\.outcome)
    shelf?.put(
      ReferenceModels(
        models.map(\.model), answers: models.map(\.answers), at: snapshot, outcomes: outcomes))
  }

  private mutating func attack(
    _ method: MembershipMethod, _ scene: MembershipScene, on pool: AskedPool
  ) {
    switch scene.attack(by: method, on: pool) {
    case .success(let entry):
      findings?.entries[method] = entry
      findings?.omissions[method] = nil
    case .failure(let missing):
      // What was found at another door says nothing of this one.
      findings?.entries[method] = nil
      findings?.omissions[method] = missing
    }
  }

  /// The controls: the null one of all attacks shown, and the blind one once a run.
  private mutating func control(_ scene: MembershipScene) {
    let shown = MembershipMethod.allCases.compactMap { findings?.entries[$0]?.outcome }
    findings?.null = scene.judge.null(shown, random: scene.random)
    if findings?.blind == nil {
      findings?.blind = scene.judge.blind(scene.plain.evidence, random: scene.random)
    }
  }

  private var isTimeToShow: Bool { shown.map { ContinuousClock.now - $0 >= Self.publishingInterval } ?? true }

  private mutating func show(in round: Round<Self>) {
    if let findings { round.publish(findings) }
    shown = .now
  }
}
