import AccessControl
import Attacks
public import Auditing
import Records
import Statistics

/// A run that was audited, and what was found of it beside the bounds.
public struct AuditedRun: Sendable {
  public let run: TrainingRun
  public let account: RunAccount
  public let conformance: [ConformanceCheck]
  /// What it is, in a line.
  public let title: String
  let target: TargetOutcome
  let attacks: [MembershipReport.Method]
  let atRisk: [AuditReport.AtRisk]
  let slices: [MembershipReport.SliceFigures]
  /// Attacks that were not run, and why.
  let omissions: [String]

  /// Members that are listed by their places.
  public static let listedCount = 10

  /// - Parameters:
  ///   - conformance: what its trainer did beside what it promised.
  ///   - pool: what is answered of its pool, with the reference models there are; nil where all of it are members, or none.
  ///   - isScheduleFixed: whether knobs that moved on the way did so by a schedule that was written beforehand.
  public init(
    _ run: TrainingRun, conformance: [ConformanceCheck], pool: AskedPool?, isScheduleFixed: Bool
  ) {
    self.run = run
    self.conformance = conformance
    target = TargetOutcome(of: run, isScheduleFixed: isScheduleFixed)
    guard let account = target.account else { preconditionFailure("what a run came to has its cost") }
    (self.account, title) = (account, target.title)
    guard let pool else {
      (attacks, atRisk, slices) = ([], [], [])
      omissions = ["membership attacks: all of the pool are members, or none"]
      return
    }
    let isMember = run.data.candidateMembership
    let hasReferences = !pool.evidence.references.isEmpty
    let methods = MembershipMethod.allCases.filter {
      !$0.isSlow && !$0.usesTrajectories && ($0.isAlwaysLive || hasReferences && $0.usesReferences)
    }
    let study = MembershipStudy(
      of: methods, on: pool.evidence, isMember: isMember, canaries: pool.canaries,
      random: .membershipAttacks(seed: run.settings.seed))
    let isDiverged = target.isDiverged
    attacks = study.outcomes.map {
      MembershipReport.Method(of: $0, result: isDiverged ? nil : $0.result, prior: 0.5)
    }
    let ranked = ExposedRecords(
      Self.listedCount, by: study.outcomes, on: pool.evidence, isMember: isMember,
      indices: run.data.split.firstRecords.map { run.data.dataset.rows[$0] }, prior: 0.5, surroundings: nil)
    atRisk =
      ranked.map { exposed in
        exposed.records.map {
          AuditReport.AtRisk(
            index: $0.index, scoreBy: exposed.ranking.name, odds: $0.odds, foundBy: $0.foundBy.map(\.name))
        }
      } ?? []
    slices =
      ranked.flatMap { exposed in
        (try? SlicedRun(of: run, scores: exposed.scores)).map { sliced in
          run.data.usualSlicings.flatMap { sliced.slices(by: $0) }.map {
            MembershipReport.SliceFigures($0, rankedBy: exposed.ranking)
          }
        }
      } ?? []
    let left = MembershipMethod.allCases.filter { !methods.contains($0) }
    omissions =
      (left.isEmpty
        ? []
        : [
          "membership attacks: \(left.map(\.title).joined(separator: ", "))\(hasReferences ? "" : " (most of them need --shadows)")"
        ])
      + ["inversion, attributes, and what a federation shows"]
  }
}
