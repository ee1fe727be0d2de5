import Attacks
import Foundation
import LinearAlgebra
import Records
import Statistics
import Synchronization

/// What the laboratory's thread does: brings the reference models to the step of the newest snapshot, attacks as they
/// arrive, the chosen attack first, and goes on to the next snapshot.
struct MembershipLaboratoryLoop {
  let requests: Mailbox<MembershipLaboratory.Request>
  let publish: @Sendable (MembershipFindings) -> Void

  private var focus: MembershipLaboratory.Focus?
  private var snapshot: Snapshot?
  private var isStopping = false
  private var farm: (generation: Int, farm: ShadowFarm)?
  private var findings: MembershipFindings?
  /// What was examined last, so that nothing is examined twice.
  private var examined: Examined?

  private struct Examined: Hashable {
    var generation: Int
    var step: Int
    var focus: MembershipLaboratory.Focus
  }

  /// Results with fewer reference models than this wait for more, unless there are none yet.
  private static let fewestWorthShowing = 8
  private static let publishingInterval = Duration.milliseconds(200)
  /// Attacks that take longer than a screen's patience: they run when chosen, or when nothing else is to be done.
  private static let slow: Set<MembershipMethod> = [
    .shadowClassifier, .quantile, .labelOnlyBoundary, .labelOnlyNoise, .gradientFeatures,
  ]

  init(
    requests: Mailbox<MembershipLaboratory.Request>, publish: @escaping @Sendable (MembershipFindings) -> Void
  ) {
    self.requests = requests
    self.publish = publish
  }

  mutating func work() {
    while !isStopping {
      take(requests.takeWaiting())
      while !isStopping, let focus, let snapshot, snapshot.step > 0 {
        let wanted = Examined(generation: snapshot.generation, step: snapshot.step, focus: focus)
        guard wanted != examined else { break }
        if examine(snapshot, focus) { examined = wanted }
        take(requests.take())
      }
    }
  }

  private mutating func take(_ received: [MembershipLaboratory.Request]) {
    for request in received {
      switch request {
      case .examine(let newer): snapshot = newer
      case .focus(let newer): focus = newer
      case .stop: isStopping = true
      }
    }
  }

  /// Whether what is being examined is no longer what is wanted. A newer snapshot of the same run is no reason: the models
  /// would never arrive.
  private mutating func isOutdated(_ snapshot: Snapshot, _ focus: MembershipLaboratory.Focus) -> Bool {
    if !requests.isEmpty { take(requests.take()) }
    return isStopping || self.focus != focus || self.snapshot?.generation != snapshot.generation
  }

  /// One round: all reference models to the snapshot's step, all attacks on it. False where it was broken off.
  private mutating func examine(_ snapshot: Snapshot, _ focus: MembershipLaboratory.Focus) -> Bool {
    if findings?.generation != snapshot.generation {
      findings = MembershipFindings(generation: snapshot.generation, shadowCount: focus.shadowCount)
    }
    let data = snapshot.data
    // Nobody can be told from anybody, and the screen says why.
    guard data.oneSidedPool == nil else {
      show()
      return true
    }
    let isMember = data.candidateMembership
    let random = RandomStream.membershipAttacks(seed: snapshot.settings.seed)
    let judge = MembershipJudge(isMember: isMember, random: random)
    let account = RunAccount(of: snapshot)
    let limit =
      account.isLimited
      ? SampledLimit(
        account.limit, memberCount: data.split.memberCount, nonMemberCount: data.split.nonMemberCount) : nil
    let plain = try! data.membershipEvidence(asking: snapshot.service)
    // What needs no reference models does not wait for them.
    let needsNone = focus.method.missing(from: plain) == nil
    if needsNone {
      attack(focus.method, on: plain, judge, random, (account, limit))
      show()
    }
    let usesReferences = focus.method.threatModel.references != .none
    guard
      let models = train(
        snapshot, focus,
        showing: { loop, models in
          guard usesReferences else { return loop.show() }
          var evidence = plain
          for model in models { evidence.add(model) }
          loop.attack(focus.method, on: evidence, judge, random, (account, limit))
          loop.show()
        })
    else { return false }

    var evidence = plain
    for model in models { evidence.add(model) }
    let others = MembershipMethod.allCases.filter { $0 != focus.method }
    var inOrder = others.filter { !Self.slow.contains($0) } + others.filter(Self.slow.contains)
    if usesReferences || !needsNone { inOrder.insert(focus.method, at: 0) }
    var shown: ContinuousClock.Instant?
    for method in inOrder {
      if isOutdated(snapshot, focus) { return false }
      // A run that goes on leaves no time for attacks that nobody looks at.
      if method != focus.method, Self.slow.contains(method), self.snapshot?.step != snapshot.step { break }
      attack(method, on: evidence, judge, random, (account, limit))
      if shown.map({ ContinuousClock.now - $0 >= Self.publishingInterval }) ?? true {
        show()
        shown = .now
      }
    }
    control(snapshot, judge, random, isMember: isMember)
    show()
    return true
  }

  /// The reference models at the snapshot's step; nil where they are no longer wanted.
  private mutating func train(
    _ snapshot: Snapshot, _ focus: MembershipLaboratory.Focus,
    showing show: (inout Self, [ShadowModel]) -> Void
  ) -> [ShadowModel]? {
    let present = self.farm?.generation == snapshot.generation ? self.farm?.farm : nil
    var farm = present
    if present?.plan.count != focus.shadowCount {
      var log = CommandLog(configuration: snapshot.startConfiguration)
      log.commands = snapshot.commands
      guard
        let plan = try? ShadowPlan(
          log: log, stepCount: snapshot.step, data: snapshot.data, count: focus.shadowCount)
      else { preconditionFailure("the screen offers even numbers of models") }
      farm = ShadowFarm(plan, resuming: present)
    }
    guard let farm else { return nil }
    farm.follow(snapshot.commands, to: snapshot.step)
    self.farm = (snapshot.generation, farm)
    let arrived = Mutex<[ShadowModel]>([])
    var shown = (count: 0, at: ContinuousClock.now)
    findings?.step = snapshot.step
    let isDone = farm.train(
      threadCount: ProcessInfo.processInfo.activeProcessorCount,
      onProgress: { progress in
        findings?.shadows = progress
        if isOutdated(snapshot, focus) { return farm.cancel() }
        guard ContinuousClock.now - shown.at >= Self.publishingInterval else { return }
        let models = arrived.withLock { $0 }
        let hasResult = findings?.entries[focus.method] != nil
        if models.count > shown.count, !hasResult || models.count >= Self.fewestWorthShowing {
          shown.count = models.count
          show(&self, models.sorted { $0.index < $1.index })
        } else {
          self.show()
        }
        shown.at = .now
      },
      onModel: { model in arrived.withLock { $0.append(model) } })
    guard isDone else { return nil }
    findings?.shadows = farm.progress
    return arrived.withLock { $0 }.sorted { $0.index < $1.index }
  }

  private mutating func attack(
    _ method: MembershipMethod, on evidence: MembershipEvidence, _ judge: MembershipJudge,
    _ random: RandomStream,
    _ cost: (account: RunAccount, limit: SampledLimit?)
  ) {
    do throws(MissingEvidence) {
      let outcome = try judge.outcome(of: method, on: evidence, random: random)
      findings?.entries[method] = .init(
        account: cost.account, limit: cost.limit, outcome: outcome, isMember: judge.isMember)
      findings?.omissions[method] = nil
    } catch {
      findings?.omissions[method] = error
    }
  }

  /// The controls: the null one of all attacks shown, and the blind one once a run.
  private mutating func control(
    _ snapshot: Snapshot, _ judge: MembershipJudge, _ random: RandomStream, isMember: [Bool]
  ) {
    let shown = MembershipMethod.allCases.compactMap { findings?.entries[$0]?.outcome }
    findings?.null = judge.null(shown, random: random)
    let data = snapshot.data
    guard findings?.blind == nil, min(data.split.memberCount, data.split.nonMemberCount) >= 10 else { return }
    findings?.blind = BlindControl(
      inputs: data.candidateInputs, labels: data.candidateLabels, classCount: data.dataset.classCount,
      isMember: isMember, random: random)
  }

  private func show() {
    if let findings { publish(findings) }
  }
}
