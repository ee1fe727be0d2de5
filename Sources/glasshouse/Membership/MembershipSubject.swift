import Attacks
import Experiments
import Foundation
import PlainText
import Records
import Statistics

/// What a membership attack is let loose on.
struct MembershipSubject {
  let evidence: MembershipEvidence
  /// The run's canaries, judged apart; nil where it plants none.
  let canaries: CanaryTrial?
  /// The row of each candidate in its file, from 0; of a unit of several its first.
  let indices: [Int]
  /// Who of the candidates is a member, for judging alone.
  let isMember: [Bool]
  let target: TargetOutcome
  /// How the models of files were brought to equal numbers, where they had to be.
  let levelling: ReferenceLevelling?
  let seed: UInt64
  /// What a file calls its classes; nil where it names none.
  let classNames: [String]?
  /// The run that is attacked; nil of somebody's files.
  let run: TrainingRun?
  private var isFile: Bool { run == nil }

  /// Where attacks that draw take their numbers from.
  var random: RandomStream { .membershipAttacks(seed: seed) }

  /// Answers of a model trained anywhere.
  init(scores: String, references: (margins: String, inclusion: String)?, seed: UInt64) throws {
    let file = try ScoreFile(at: scores)
    var evidence = file.evidence
    let models = try references.map { paths in
      try ReferenceFiles(
        margins: paths.margins, inclusion: paths.inclusion, scores: file,
        random: .membershipAttacks(seed: seed))
    }
    models?.add(to: &evidence)
    levelling = models?.levelling
    self.evidence = evidence
    canaries = nil
    indices = Array(file.margins.indices)
    isMember = file.isMember
    var target = TargetOutcome()
    target.title = scores.harmless
    if let hits = file.hits {
      target.trainAccuracy = Self.accuracy(hits, isMember, of: true)
      target.nonMemberAccuracy = Self.accuracy(hits, isMember, of: false)
      target.testAccuracy = target.nonMemberAccuracy
    }
    self.target = target
    self.seed = seed
    classNames = file.classNames
    run = nil
  }

  /// The run that `log` describes, and as many models like it as the methods ask for.
  ///
  /// - Parameter check: throws before anything is trained where these data are not what was asked about.
  init(
    attacking log: CommandLog, stepCount: Int?, isScheduleFixed: Bool, by chosen: MethodChoice,
    shadowCount: Int, unless check: (TrainingRun) throws -> Void
  ) throws {
    if log.configuration.inclusion == 1 {
      throw OneSidedPool.included(count: log.configuration.trainSize, unit: log.configuration.unit)
    }
    let needsReferences = chosen.methods.contains { $0.usesReferences }
    if needsReferences {
      try Self.check(shadowCount, for: chosen, isFair: log.configuration.inclusion == 0.5)
    }
    let needsTrajectories = chosen.methods.contains { $0.usesTrajectories }
    let headless = try HeadlessRun(of: log, stepCount: stepCount)
    try check(headless.start)
    var recorder = needsTrajectories ? TrajectoryRecorder(of: headless.start.data) : nil
    // Where a budget ends the run is not known before, so that more is recorded than will be needed.
    let run = try headless.trained { recorder?.look(at: $0, goingTo: $0.step) }
    if let oneSided = run.data.oneSidedPool { throw oneSided }
    var pool = try AskedPool(asking: run)
    pool.evidence.trajectory = recorder?.trajectory(before: run.step)
    if needsReferences {
      let plan = try ShadowPlan(of: run, count: shadowCount, recordsTrajectories: needsTrajectories)
      let asked = pool
      for answers in Self.models(of: plan, called: "shadow models", keeping: { asked.answers(of: $0) }) {
        pool.add(answers)
      }
    }
    (evidence, canaries) = (pool.evidence, pool.canaries)
    indices = run.data.split.firstRecords.map { run.data.dataset.rows[$0] }
    isMember = run.data.candidateMembership
    target = TargetOutcome(of: run, isScheduleFixed: isScheduleFixed)
    levelling = nil
    seed = log.configuration.seed
    classNames = run.data.dataset.classNames
    self.run = run
  }

  /// Refuses methods asked for by name that the evidence is not enough for.
  func check(_ chosen: MethodChoice) throws {
    guard !chosen.isAll else { return }
    for method in chosen.methods {
      guard let missing = method.missing(from: evidence) else { continue }
      if let levelling, missing.isOfReferences {
        throw MembershipCommandError.tooFewOnceLevelled(method, levelling)
      }
      throw MembershipCommandError.unavailable(method, missing, isFile: isFile)
    }
  }

  /// Refuses, before anything is trained, numbers of models that cannot be paired or are too few for a method; of unfair
  /// coins only the models themselves show how few have a candidate.
  private static func check(_ count: Int, for chosen: MethodChoice, isFair: Bool) throws {
    try ShadowPlan.check(count: count)
    guard !chosen.isAll, isFair else { return }
    for method in chosen.methods {
      let needed = 2 * max(method.neededReferences.with, method.neededReferences.without)
      guard count >= needed else {
        throw MembershipCommandError.tooFewShadows(method, shadows: count, needed: needed)
      }
    }
  }

  /// What is kept of models trained as the run was, in their order, under a progress bar.
  static func models<Plan: FarmPlan, Kept: Sendable>(
    of plan: Plan, called name: String, keeping keep: @escaping @Sendable (ShadowModel) -> Kept
  ) -> [Kept] where Plan.Training.Model == ShadowModel {
    ReplayFarm(plan).trained(called: name) { (index: $0.index, kept: keep($0)) }
  }

  private static func accuracy(_ hits: [Bool], _ isMember: [Bool], of side: Bool) -> Double {
    let found = zip(hits, isMember).filter { $0.1 == side }
    return Double(found.count { $0.0 }) / Double(max(1, found.count))
  }
}
