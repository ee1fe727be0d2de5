import Attacks
import DifferentialPrivacy
import Experiments
import NeuralNetworks
import PrivacyAccounting
import Records
import Statistics
import Testing

/// Faces, with half of a person's photographs as what is a member, sampled and clipped as one.
struct PersonUnitTests {
  private static var configuration: ExperimentConfiguration {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "faces"))
    configuration.unit = .person
    (configuration.trainSize, configuration.expectedBatchSize) = (40, 8)
    (configuration.noiseMultiplier, configuration.steps) = (2, 30)
    return configuration
  }

  private func run() throws -> TrainingRun {
    try TrainingRun.replaying(
      CommandLog(kind: TrainingRun.kind, configuration: Self.configuration), stepCount: 30)
  }

  /// One photograph replaced by another costs what a Gaussian of half the multiplier does under replace-one, which is more
  /// than one half of a person more or fewer.
  @Test func aPhotographHasABoundOfItsOwn() throws {
    let account = RunAccount(of: try run(), isScheduleFixed: true)
    let record = try #require(account.recordBounds)
    let events = [
      PrivacyEvent.repeated(.poissonSampled(rate: 0.2, .gaussian(noiseMultiplier: 1)), count: 30)
    ]
    #expect(
      record.upper == (try EpsilonBounds(of: events, atDelta: 1e-3, relation: .replaceOne)).upper)
    #expect(record.upper > account.bounds.upper)
    var records = Self.configuration
    records.unit = .record
    #expect(RunAccount(of: try TrainingRun(records), isScheduleFixed: true).recordBounds == nil)
  }

  /// A half that is added to the members moves nobody else's draw, and a step by its clipped mean alone: η C / B.
  @Test func aHalfMoreIsOneClippedGradient() throws {
    var configuration = Self.configuration
    (configuration.clippingNorm, configuration.noiseMultiplier, configuration.momentum) = (0.01, 0, 0)
    (configuration.weightDecay, configuration.expectedBatchSize) = (0, 40)
    let data = try TrainingRun(configuration).data
    var without = data.split.isUnitMember
    let half = try #require(without.firstIndex(of: true))
    without[half] = false
    var runs = [data.split.isUnitMember, without].map {
      TrainingRun(configuration, data: data, isMember: $0)
    }
    for index in runs.indices { _ = runs[index].advance() }
    let change = zip(runs[0].network.parameters.values, runs[1].network.parameters.values)
      .reduce(0.0) { $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1) }.squareRoot()
    let expected = configuration.learningRate * 0.01 / 40
    #expect(abs(change / expected - 1) < 1e-2)
    #expect(runs[0].totals.examples == runs[1].totals.examples + 1)
  }

  /// Attacks are judged on halves, and shadows are trained on whole halves.
  @Test func theQuestionIsAboutHalves() throws {
    let run = try run()
    let isMember = run.data.candidateMembership
    #expect(isMember.count == 80)
    let finding = Finding(of: run)
    #expect(finding.lossThreshold?.curve.memberCount == isMember.count(where: \.self))
    let plan = try ShadowPlan(of: run, count: 2)
    #expect(plan.includes(0).count == 80)
    #expect(zip(plan.includes(0), plan.includes(1)).allSatisfy { $0 != $1 })
    let log = try CommandLog(text: run.finishedLog.text, path: "log")
    #expect(try TrainingRun.replaying(log).weightsSHA256 == run.weightsSHA256)
  }

  @Test func recordsThatAreNobodysAreRefused() {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    configuration.unit = .person
    #expect(throws: ConfigurationError.noPeople(dataset: "digits")) { try configuration.validate() }
  }
}
