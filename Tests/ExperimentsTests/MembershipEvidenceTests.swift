import Attacks
import DifferentialPrivacy
import Experiments
import LinearAlgebra
import NeuralNetworks
import Records
import Statistics
import Synchronization
import Testing

/// What of a run attacks are given, and what not.
struct MembershipEvidenceTests {
  private func run(_ dataset: String, trainSize: Int) throws -> TrainingRun {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: dataset))
    (configuration.trainSize, configuration.network) = (trainSize, "mlp:8")
    configuration.expectedBatchSize = 16
    return try TrainingRun.replaying(
      CommandLog(kind: TrainingRun.kind, configuration: configuration), stepCount: 30)
  }

  private func shadows(of run: TrainingRun, count: Int) throws -> [ShadowModel] {
    let models = Mutex<[ShadowModel]>([])
    let farm = ShadowFarm(try ShadowPlan(of: run, count: count, recordsTrajectories: true))
    _ = farm.train(threadCount: 2) { model in models.withLock { $0.append(model) } }
    return models.withLock { $0 }.sorted { $0.index < $1.index }
  }

  /// Where the pool leaves too few records for a test set, the few it leaves are still nobody's members.
  @Test(arguments: [(1000, 139), (400, 1339), (1069, 1)])
  func recordsOutsideThePoolAreNoCandidates(trainSize: Int, count: Int) throws {
    let run = try run("actg175", trainSize: trainSize)
    let evidence = try run.data.membershipEvidence(asking: run.service(for: "membership"))
    #expect(evidence.publicRecords.labels.count == count && evidence.publicRecords.inputs.rowCount == count)
    #expect(evidence.publicRecords.margins.count == count)
    #expect(evidence.margins.count == 2 * trainSize && evidence.labels?.count == 2 * trainSize)
    #expect((MembershipMethod.quantile.missing(from: evidence) == nil) == (count >= 50))
  }

  /// The target is not among its references, nor was any of them trained on its members.
  @Test func theTargetIsNoReference() throws {
    let run = try run("digits", trainSize: 100)
    let target = run.data.candidateMembership
    let members = Set(run.data.split.members)
    #expect(target == run.data.split.pool.map(members.contains))
    for model in try shadows(of: run, count: 8) {
      #expect(
        model.network != run.network && model.includes != target && model.includes != target.map { !$0 })
    }
  }

  /// Who was a member judges the scores and changes none.
  @Test func membershipIsNotAmongTheEvidence() throws {
    let run = try run("digits", trainSize: 60)
    var evidence = try run.data.membershipEvidence(asking: run.service(for: "membership"))
    evidence.trajectory = try run.recordedTrajectory()
    for model in try shadows(of: run, count: 4) { evidence.add(model) }
    let members = run.data.candidateMembership
    let random = RandomStream(seed: 3)
    let study = MembershipStudy(
      of: MembershipMethod.allCases, on: evidence, isMember: members, random: random)
    let turned = MembershipStudy(
      of: MembershipMethod.allCases, on: evidence, isMember: members.map { !$0 }, random: random)
    #expect(study.omissions.isEmpty && study.outcomes.map(\.method) == MembershipMethod.allCases)
    for (one, other) in zip(study.outcomes, turned.outcomes) {
      #expect(one.scores == other.scores)
      #expect(
        abs(one.result.curve.areaUnderCurve + other.result.curve.areaUnderCurve - 1) < 1e-12,
        "\(one.method.name)")
    }
  }

  /// Models of the adversary's own are named where they were used.
  @Test func withoutReferencesThresholdsAreOneForAll() throws {
    let run = try run("digits", trainSize: 60)
    let evidence = try run.data.membershipEvidence(asking: run.service(for: "membership"))
    let study = MembershipStudy(
      of: [.confidence, .liraOnline], on: evidence, isMember: run.data.candidateMembership,
      random: RandomStream(seed: 3))
    #expect(study.outcomes.map(\.threatModel.references) == [.none])
    #expect(study.omissions.map(\.method) == [.liraOnline])
    #expect(study.omissions.map(\.reason) == [.references(diverged: 0)])
  }
}
