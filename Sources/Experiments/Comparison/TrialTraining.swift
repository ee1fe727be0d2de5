import AccessControl
import Attacks
import Records
import Statistics

/// A trial on its way: a target is trained, then models like it one after another, each asked about the pool when it is done; then
/// online LiRA is run.
struct TrialTraining: Sendable {
  private let variant: Variant
  private let shadowCount: Int
  private let stepCount: Int
  private var target: Replay<TrainingRun>
  /// Once the target is trained.
  private var attack: Attack?
  private var seconds = 0.0

  private struct Attack: Sendable {
    let plan: ShadowPlan
    var pool: AskedPool
    var shadow: ShadowTraining?
    var finishedCount = 0
  }

  /// Steps between looks at whether to go on.
  private static let stride = 32

  /// Fewer than these leave a candidate without two models on either side.
  static let fewestShadows = 4

  /// - Parameter dataset: what the configuration reads.
  /// - Throws: as `TrainingRun`, or `ShadowError`.
  init(
    of variant: Variant, _ configuration: ExperimentConfiguration, dataset: Dataset, shadowCount: Int
  ) throws {
    self.variant = variant
    self.shadowCount = shadowCount
    stepCount = configuration.plannedStepCount
    let run = try TrainingRun(configuration, reading: { dataset })
    if let oneSided = run.data.oneSidedPool { throw oneSided }
    target = Replay(of: run.log, on: run)
    try ShadowPlan.check(count: shadowCount)
  }

  /// The share of its steps that are taken.
  private var share: Double { share(with: nil) }

  /// - Parameter shadow: the model under way.
  private func share(with shadow: ShadowTraining?) -> Double {
    let taken =
      attack.map { stepCount * (1 + $0.finishedCount) + (shadow?.replay.run.step ?? 0) }
      ?? target.run.step
    return Double(taken) / Double(max(1, stepCount * (1 + shadowCount)))
  }

  /// Goes on until it is done, or is to pause; nil where it paused.
  ///
  /// - Parameter shouldPause: asked some hundred times a second, with the share of its work that is done, in [0, 1].
  /// - Throws: what a run of the configuration cannot do.
  mutating func finish(unless shouldPause: (Double) -> Bool) throws -> VariantTrial? {
    let start = ContinuousClock.now
    defer { seconds += (ContinuousClock.now - start) / .seconds(1) }
    if attack == nil {
      guard try finishTarget(unless: shouldPause) else { return nil }
      let run = target.run
      attack = Attack(
        plan: try ShadowPlan(of: run, count: shadowCount), pool: try AskedPool(asking: run))
    }
    while let finished = attack?.finishedCount, finished < shadowCount {
      guard try finishShadow(finished, unless: shouldPause) else { return nil }
    }
    return trial(seconds: seconds + (ContinuousClock.now - start) / .seconds(1))
  }

  private mutating func finishTarget(unless shouldPause: (Double) -> Bool) throws -> Bool {
    defer { target.rest() }
    while target.run.step < stepCount {
      guard !(target.run.step.isMultiple(of: Self.stride) && shouldPause(share)) else { return false }
      // A budget may end it.
      guard try target.advance() else { break }
    }
    return true
  }

  private mutating func finishShadow(_ index: Int, unless shouldPause: (Double) -> Bool) throws -> Bool {
    guard let plan = attack?.plan else { return true }
    var shadow = attack?.shadow.take() ?? plan.begin(index)
    while shadow.replay.run.step < plan.stepCount {
      guard !shouldPause(share(with: shadow)) else {
        shadow.replay.rest()
        attack?.shadow = shadow
        return false
      }
      try shadow.advance(
        to: min(plan.stepCount, shadow.replay.run.step + Self.stride), of: plan.stepCount)
    }
    if let answers = attack?.pool.answers(of: shadow.model) { attack?.pool.add(answers) }
    attack?.finishedCount += 1
    return true
  }

  private func trial(seconds: Double) -> VariantTrial? {
    guard let attack else { return nil }
    let run = target.run
    let random = RandomStream.membershipAttacks(seed: run.settings.seed)
    let judge = MembershipJudge(isMember: run.data.candidateMembership, random: random)
    return VariantTrial(
      of: variant, seed: run.settings.seed, outcome: TargetOutcome(of: run, isScheduleFixed: true),
      unique: run.data.uniqueShare,
      attack: try? judge.outcome(
        of: .liraOnline, on: attack.pool.evidence, canaries: attack.pool.canaries, random: random),
      seconds: seconds)
  }
}

extension ExperimentData {
  /// The share of all records whose inputs no other record has; nil of images, whose pixels are nobody's attributes.
  fileprivate var uniqueShare: Double? {
    if case .table = dataset.layout { Uniqueness(of: dataset).share } else { nil }
  }
}
