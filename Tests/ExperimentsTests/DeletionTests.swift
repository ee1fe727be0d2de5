import Attacks
import DifferentialPrivacy
import Dispatch
import Experiments
import Foundation
import NeuralNetworks
import Records
import Statistics
import Synchronization
import Testing

/// A member deleted and the run trained again, with nobody else's draws moved.
struct DeletionTests {
  private static func run(
    noiseMultiplier: Double = 0, statistics: StatisticsSource = .public, steps: Int = 120
  ) throws -> TrainingRun {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.network, configuration.labelNoise) = (150, "mlp:16", 0.1)
    (configuration.noiseMultiplier, configuration.statistics) = (noiseMultiplier, statistics)
    var log = CommandLog(kind: TrainingRun.kind, configuration: configuration)
    log.commands = [RunCommand(step: 50, knob: .learningRate, value: .number(0.05))]
    return try TrainingRun.replaying(log, stepCount: steps)
  }

  private func models(of plan: DeletionPlan) -> [ShadowModel] {
    let models = Mutex<[ShadowModel]>([])
    _ = DeletionFarm(plan).train(threadCount: 2) { model in models.withLock { $0.append(model) } }
    return models.withLock { $0 }.sorted { $0.index < $1.index }
  }

  /// Who was no member leaves nothing behind: the weights are those of the run to the bit, noise included. With a member they are not.
  @Test(arguments: [0.0, 1]) func deletingNobodyChangesNothing(noiseMultiplier: Double) throws {
    let run = try Self.run(noiseMultiplier: noiseMultiplier)
    for isMember in [false, true] {
      let candidate = try #require(run.data.split.isMember.firstIndex(of: isMember))
      let plan = try DeletionPlan(deleting: candidate, from: run.log, stepCount: run.step, data: run.data)
      var training = plan.begin(0)
      try training.advance(to: plan.stepCount, of: plan.stepCount)
      #expect((training.replay.run.weightsSHA256 == run.weightsSHA256) == !isMember)
      // It is the run on those members, by the way that adding and removing a record is proven on.
      var members = run.data.candidateMembership
      members[candidate] = false
      let other = try TrainingRun.replaying(
        run.log, on: TrainingRun(run.log.configuration, data: run.data, isMember: members),
        stepCount: run.step)
      #expect(training.replay.run.weightsSHA256 == other.weightsSHA256)
    }
  }

  /// Every batch holds the members that were drawn before, but for the one that is deleted.
  @Test func nobodyElsesDrawsMove() throws {
    let run = try Self.run(steps: 0)
    let data = run.data
    let candidate = try #require(data.split.isMember.firstIndex(of: true))
    let plan = try DeletionPlan(deleting: candidate, from: run.log, stepCount: 60, data: data)
    var training = plan.begin(0)
    var batches = RandomStream(seed: run.settings.seed).split("batches")
    let sampling = PoissonSampling(rate: run.settings.samplingRate)
    var (batch, before, joined) = ([Int](), 0, 0)
    for step in 1...60 {
      try training.advance(to: step, of: 60)
      sampling.sample(from: data.split.pool.count, using: &batches, into: &batch)
      let examples = training.replay.run.totals.examples
      #expect(examples - before == batch.count { data.split.isMember[$0] && $0 != candidate })
      joined += batch.count { $0 == candidate }
      before = examples
    }
    #expect(joined > 0)
  }

  /// The record most at risk loses its margin, as models without it have none; the changes are those of the models themselves, and
  /// the control is that between trainings of the same members.
  @Test func aMemorisedLabelIsForgotten() throws {
    let run = try Self.run(steps: 300)
    let data = run.data
    var evidence = try data.membershipEvidence(asking: run.service(for: "membership"))
    let shadows = Mutex<[ShadowModel]>([])
    _ = ShadowFarm(try ShadowPlan(of: run, count: 16)).train(threadCount: 2) { model in
      shadows.withLock { $0.append(model) }
    }
    for model in shadows.withLock({ $0 }).sorted(by: { $0.index < $1.index }) { evidence.add(model) }
    let candidate = try #require(
      data.split.pool.indices.first {
        data.split.isMember[$0] && data.candidateLabels[$0] != data.dataset.labels[data.split.pool[$0]]
      })
    let plan = try DeletionPlan(deleting: candidate, from: run.log, stepCount: run.step, data: data)
    let models = models(of: plan)
    let deletion = Deletion(
      by: plan, models: models, evidence: evidence, exposed: [candidate, 3],
      surroundings: RecordSurroundings(of: data))
    #expect(deletion.deleted.before > 0 && deletion.deleted.after < 0 && deletion.deleted.isBeyondControl)
    #expect(abs(try #require(deletion.deviations)) < 3)
    #expect(deletion.exposed.map(\.candidate) == [3] && deletion.neighbors.count == 5)
    #expect(deletion.neighbors.allSatisfy { data.split.isMember[$0.candidate] && $0.candidate != candidate })
    #expect(deletion.retrainingCount == models.count - 1)
    #expect(Set(models.dropFirst().map(\.network.parameters.values)).count == deletion.retrainingCount)
    #expect(models.dropFirst().allSatisfy { $0.includes == data.split.isMember })
    let margins = models.map {
      CandidateConfidences(logits: $0.candidateLogits, labels: data.candidateLabels).margins()[3]
    }
    let other = try #require(deletion.exposed.first)
    #expect(other.before == evidence.margins[3] && other.after == margins[0])
    var differences = [Double]()
    for one in 1..<models.count {
      for two in 1..<one { differences.append(abs(margins[one] - margins[two])) }
    }
    #expect(differences.count == 15 && other.largestControl == differences.max())
    #expect(abs(other.control - differences.reduce(0, +) / 15) < 1e-12)
  }

  /// Rows that are none, that are outside the pool, or no members; units of several records; noise that cannot be drawn again.
  @Test func whatCannotBeDeletedIsRefused() throws {
    let run = try Self.run(steps: 0)
    let (data, split) = (run.data, run.data.split)
    let outsider = try #require(split.nonMembers.first)
    let stranger = try #require(split.test.first)
    let member = try #require(split.members.first)
    #expect(try data.memberToDelete(inRow: member) == split.pool.firstIndex(of: member))
    #expect(throws: ExposureError.noMember(row: outsider)) { try data.memberToDelete(inRow: outsider) }
    #expect(throws: ExposureError.outsidePool(row: stranger, poolSize: 300)) {
      try data.memberToDelete(inRow: stranger)
    }
    for row in [-1, 1797] {
      #expect(throws: ExposureError.noSuchRow(row, rowCount: 1797)) { try data.memberToDelete(inRow: row) }
    }
    var configuration = run.log.configuration
    configuration.secureNoise = true
    let secure = CommandLog(kind: TrainingRun.kind, configuration: configuration)
    #expect(throws: ExposureError.noiseOfTheSystem) {
      try DeletionPlan(deleting: 0, from: secure, stepCount: 1, data: data)
    }
  }
}
