import Attacks
import Experiments
import Foundation
import Records
import Statistics
import Synchronization

/// What a membership attack is let loose on.
struct MembershipSubject {
  let title: String
  let evidence: MembershipEvidence
  /// The row of each candidate in its file, from 0.
  let indices: [Int]
  /// Who of the candidates is a member, for judging alone.
  let isMember: [Bool]
  let target: MembershipReport.Target
  let seed: UInt64
  private let isFile: Bool

  /// Where attacks that draw take their numbers from.
  var random: RandomStream { .membershipAttacks(seed: seed) }

  /// Answers of a model trained anywhere.
  init(scores: String, references: (margins: String, inclusion: String)?, seed: UInt64) throws {
    let file = try ScoreFile(at: scores)
    var evidence = file.evidence
    if let references {
      try ReferenceFiles(
        margins: references.margins, inclusion: references.inclusion, candidateCount: file.margins.count
      ).add(to: &evidence)
    }
    self.evidence = evidence
    indices = Array(file.margins.indices)
    isMember = file.isMember
    var target = MembershipReport.Target()
    if let hits = file.hits {
      target.trainAccuracy = Self.accuracy(hits, isMember, of: true)
      target.nonMemberAccuracy = Self.accuracy(hits, isMember, of: false)
      target.testAccuracy = target.nonMemberAccuracy
    }
    self.target = target
    self.seed = seed
    isFile = true
    title = scores
  }

  /// The run that `log` describes, and as many models like it as the methods ask for.
  init(attacking log: CommandLog, stepCount: Int?, by chosen: MethodChoice, shadowCount: Int) throws {
    let needsReferences = chosen.methods.contains { $0.threatModel.references != .none }
    if needsReferences { try Self.check(shadowCount, for: chosen) }
    let run = try TrainCommand.train(log, stepCount: stepCount)
    var evidence = run.data.membershipEvidence(of: run.network)
    if needsReferences {
      for shadow in try Self.shadows(of: run, count: shadowCount) { evidence.add(shadow) }
    }
    self.evidence = evidence
    indices = run.data.split.members + run.data.split.nonMembers
    isMember = run.data.candidateMembership
    target = MembershipReport.Target(of: run)
    seed = log.configuration.seed
    isFile = false
    title =
      "\(run.settings.dataset), \(run.settings.network), \(run.settings.trainSize) members, \(run.step) steps, seed \(seed)"
  }

  /// Refuses methods asked for by name that the evidence is not enough for, and files that give some candidates fewer
  /// models than others.
  func check(_ chosen: MethodChoice) throws {
    for method in chosen.methods {
      guard let missing = method.missing(from: evidence) else { continue }
      if case .tooFewReferences = missing, isFile {
        throw MembershipCommandError.unavailable(method, missing, isFile: isFile)
      }
      if !chosen.isAll { throw MembershipCommandError.unavailable(method, missing, isFile: isFile) }
    }
  }

  /// Refuses, before anything is trained, numbers of models that cannot be paired or are too few for a method.
  private static func check(_ count: Int, for chosen: MethodChoice) throws {
    guard count >= 2 else { throw ShadowError.tooFew(count) }
    guard count.isMultiple(of: 2) else { throw ShadowError.odd(count) }
    guard !chosen.isAll else { return }
    for method in chosen.methods {
      let needed = 2 * max(method.neededReferences.with, method.neededReferences.without)
      guard count >= needed else {
        throw MembershipCommandError.tooFewShadows(method, shadows: count, needed: needed)
      }
    }
  }

  /// Models trained as the run was, in their order, under a progress bar.
  private static func shadows(of run: TrainingRun, count: Int) throws -> [ShadowModel] {
    let farm = ShadowFarm(try ShadowPlan(of: run, count: count))
    let models = Mutex<[ShadowModel]>([])
    var bar = ProgressBar(total: farm.progress.stepsInAll)
    defer { bar.finish() }
    _ = farm.train(
      threadCount: ProcessInfo.processInfo.activeProcessorCount,
      onProgress: { progress in
        bar.update(progress.stepsTaken, note: "shadow models: \(progress.finished) of \(progress.count)")
      },
      onModel: { model in models.withLock { $0.append(model) } })
    return models.withLock { $0 }.sorted { $0.index < $1.index }
  }

  private static func accuracy(_ hits: [Bool], _ isMember: [Bool], of side: Bool) -> Double {
    let found = zip(hits, isMember).filter { $0.1 == side }
    return Double(found.count { $0.0 }) / Double(max(1, found.count))
  }
}
