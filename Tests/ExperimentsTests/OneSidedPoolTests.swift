import Attacks
import DifferentialPrivacy
import Experiments
import Foundation
import PrivacyAccounting
import Records
import Statistics
import Synchronization
import Testing

/// A small pool has by chance no members, or no others; with an inclusion of one it never has others.
struct OneSidedPoolTests {
  private func run(inclusion: Double, seed: UInt64) throws -> TrainingRun {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.expectedBatchSize, configuration.network) = (1, 1, "mlp:8")
    (configuration.noiseMultiplier, configuration.inclusion, configuration.seed) = (1, inclusion, seed)
    return try TrainingRun.replaying(
      CommandLog(kind: TrainingRun.kind, configuration: configuration), stepCount: 4)
  }

  private func evidence(of run: TrainingRun) throws -> MembershipEvidence {
    let models = Mutex<[ShadowModel]>([])
    _ = ShadowFarm(try ShadowPlan(of: run, count: 4)).train(threadCount: 1) { model in
      models.withLock { $0.append(model) }
    }
    var evidence = try run.data.membershipEvidence(asking: run.service(for: "membership"))
    for model in models.withLock({ $0 }).sorted(by: { $0.index < $1.index }) { evidence.add(model) }
    return evidence
  }

  /// Of two coins, none, one or two are heads: what there is to find is found, and what there is not is absent.
  @Test func whatIsNotThereIsAbsent() throws {
    var memberCounts = Set<Int>()
    for seed in UInt64(1)...16 {
      let run = try run(inclusion: 0.5, seed: seed)
      let split = run.data.split
      memberCounts.insert(split.memberCount)
      #expect(run.step == 4 && run.filter.epsilon.isFinite)
      let finding = Finding(of: run)
      #expect((finding.train == nil) == (split.memberCount == 0) && finding.test != nil)
      let isTwoSided = split.memberCount == 1
      #expect((finding.lossThreshold != nil) == isTwoSided && (finding.modifiedEntropy != nil) == isTwoSided)
      #expect((run.data.oneSidedPool == nil) == isTwoSided)
      let report = try JSONEncoder().encode(
        RunReport(
          run: run, finding: finding, account: RunAccount(of: run, isScheduleFixed: true), seconds: 0
        ).figures)
      let object = try #require(try JSONSerialization.jsonObject(with: report) as? [String: Any])
      #expect((object["membership"] is NSNull) == !isTwoSided)
      #expect((object["train_accuracy"] is NSNull) == (split.memberCount == 0))
      #expect(object["members"] as? Int == split.memberCount && object["train_size"] as? Int == 1)
      #expect(CandidateScores(of: run).rows.count == 2)
      if split.memberCount == 0 { #expect(run.totals.examples == 0 && run.totals.emptyBatches == 4) }
      let evidence = try evidence(of: run)
      guard isTwoSided else { continue }
      let study = MembershipStudy(
        of: MembershipMethod.allCases, on: evidence, isMember: run.data.candidateMembership,
        random: RandomStream(seed: 1))
      #expect(study.outcomes.count + study.omissions.count == MembershipMethod.allCases.count)
    }
    #expect(memberCounts == [0, 1, 2])
  }

  @Test func theSentenceSaysWhy() throws {
    #expect(try run(inclusion: 1, seed: 1).data.oneSidedPool == .included(count: 1, unit: .record))
    // Seed 3 tosses two tails, seed 6 two heads.
    #expect(
      try run(inclusion: 0.5, seed: 3).data.oneSidedPool
        == .byChance(areMembers: false, count: 2, unit: .record))
    #expect(
      try run(inclusion: 0.5, seed: 6).data.oneSidedPool
        == .byChance(areMembers: true, count: 2, unit: .record))
    #expect(
      OneSidedPool.byChance(areMembers: false, count: 2, unit: .record).description
        == "By their coins none of the 2 records of the pool is a member: there is no membership game. Choose another --seed or a larger --train-size."
    )
    #expect(
      OneSidedPool.included(count: 40, unit: .person).description.hasPrefix("All 40 halves of the pool"))
  }

  /// The investigation trains no reference model for a game that there is not, and says that it is done.
  @Test func theInvestigationRests() throws {
    let found = Mutex<MembershipFindings?>(nil)
    let news = DispatchSemaphore(value: 0)
    let runner = InvestigationRunner()
    let focus = MembershipFocus(method: .liraOnline, shadowCount: 4)
    _ = runner.start(MembershipInvestigation(), request: focus) { findings in
      found.withLock { $0 = findings }
      news.signal()
    }
    runner.examine(Snapshot(of: try run(inclusion: 1, seed: 1), generation: 1))
    #expect(news.wait(timeout: .now() + 60) == .success)
    runner.stop()
    let findings = try #require(found.withLock { $0 })
    #expect(findings.generation == 1 && findings.entries.isEmpty && findings.shadows.stepsTaken == 0)
  }
}
