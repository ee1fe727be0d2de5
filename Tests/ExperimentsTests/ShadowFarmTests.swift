import Experiments
import Foundation
import LinearAlgebra
import NeuralNetworks
import Records
import Synchronization
import Testing

struct ShadowFarmTests {
  /// A run whose noise was raised on the way.
  private static func target(steps: Int = 80) throws -> TrainingRun {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.network) = (100, "mlp:16")
    configuration.noiseMultiplier = 0.5
    var log = CommandLog(configuration: configuration)
    log.commands = [KnobCommand(step: 40, knob: .noiseMultiplier, value: .number(2))]
    return try TrainingRun.replaying(log, stepCount: steps)
  }

  private func models(_ farm: ShadowFarm, threadCount: Int) -> [ShadowModel] {
    let models = Mutex<[ShadowModel]>([])
    #expect(farm.train(threadCount: threadCount) { model in models.withLock { $0.append(model) } })
    return models.withLock { $0 }.sorted { $0.index < $1.index }
  }

  @Test func everyRecordIsInExactlyHalfOfTheModels() throws {
    let plan = try ShadowPlan(of: Self.target(), count: 10)
    let includes = (0..<10).map(plan.includes)
    for model in includes { #expect(model.count == 200 && model.count(where: \.self) == 100) }
    for candidate in 0..<200 { #expect(includes.count { $0[candidate] } == 5) }
    for pair in 0..<5 { #expect(zip(includes[2 * pair], includes[2 * pair + 1]).allSatisfy { $0 != $1 }) }
    // Halves are drawn anew for each pair, and not with an eye to the target's members.
    #expect(Set(includes).count == 10)
    for model in includes { #expect(abs(model.prefix(100).count(where: \.self) - 50) < 25) }
  }

  @Test func aModelIsTheSameHoweverManyThreadsTrain() throws {
    let plan = try ShadowPlan(of: Self.target(), count: 6)
    let one = models(ShadowFarm(plan), threadCount: 1)
    let three = models(ShadowFarm(plan), threadCount: 3)
    #expect(one.map(\.index) == Array(0..<6))
    #expect(one.map(\.network) == three.map(\.network))
    #expect(Set(one.map(\.network)).count == 6)
    // With fewer models the ones there are stay what they were.
    let fewer = try models(ShadowFarm(ShadowPlan(of: Self.target(), count: 2)), threadCount: 2)
    #expect(fewer.map(\.network) == one.prefix(2).map(\.network))
    for model in one {
      #expect(model.candidateLogits.rowCount == 200)
      #expect(model.candidateLogits == model.network.logits(of: model.candidateInputs))
    }
  }

  /// Trained on the target's own members and streams a model would be the target: a shadow differs from a plain run of its
  /// log in nothing but those, which shows in what it fits.
  @Test func aModelFitsItsHalfAndNotTheOther() throws {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.network, configuration.labelNoise) = (100, "mlp:32", 0.2)
    let run = try TrainingRun.replaying(CommandLog(configuration: configuration), stepCount: 800)
    let labels = run.data.candidateLabels
    for model in try models(ShadowFarm(ShadowPlan(of: run, count: 4)), threadCount: 2) {
      let predicted = model.candidateLogits.largestColumns()
      let accuracy = { (isMember: Bool) in
        let candidates = labels.indices.filter { model.includes[$0] == isMember }
        return Double(candidates.count { predicted[$0] == labels[$0] }) / Double(candidates.count)
      }
      #expect(accuracy(true) > 0.95 && accuracy(false) < 0.85)
    }
  }

  /// A farm cancelled by the first of two threads to finish a model, with the other's half trained: the two may also end
  /// at once, and then another farm is tried.
  private func cancelledMidway(_ plan: ShadowPlan) -> (farm: ShadowFarm, finished: [ShadowModel])? {
    for _ in 0..<50 {
      let farm = ShadowFarm(plan)
      let finished = Mutex<[ShadowModel]>([])
      let isDone = farm.train(threadCount: 2) { model in
        finished.withLock { $0.append(model) }
        farm.cancel()
      }
      #expect(!isDone)
      if farm.progress.stepsTaken > farm.progress.finished * 3000 { return (farm, finished.withLock { $0 }) }
    }
    return nil
  }

  @Test func cancellingIsQuickAndLosesNothing() throws {
    let plan = try ShadowPlan(of: Self.target(steps: 3000), count: 8)
    let (farm, finished) = try #require(cancelledMidway(plan))
    let before = farm.progress
    #expect(before.finished == 1 && finished.count == 1)
    let resumed = (finished + models(farm, threadCount: 2)).sorted { $0.index < $1.index }
    #expect(farm.progress.stepsTaken == 8 * 3000)
    #expect(resumed.map(\.index) == Array(0..<8))
    #expect(resumed.map(\.network) == (models(ShadowFarm(plan), threadCount: 2)).map(\.network))
  }

  /// More models of the same run begin with those there are, and are the ones a new farm would train.
  @Test func aFarmTakesOverTheModelsOfAnother() throws {
    let run = try Self.target()
    let small = ShadowFarm(try ShadowPlan(of: run, count: 2))
    _ = models(small, threadCount: 2)
    let plan = try ShadowPlan(of: run, count: 4)
    let farm = ShadowFarm(plan, resuming: small)
    #expect(farm.progress.stepsTaken == 2 * run.step)
    #expect(
      models(farm, threadCount: 2).map(\.network) == models(ShadowFarm(plan), threadCount: 2).map(\.network))
  }

  /// Models that followed a run as it went on are those that replay all of it at once.
  @Test func modelsFollowARunThatGoesOn() throws {
    let run = try Self.target(steps: 30)
    let farm = ShadowFarm(try ShadowPlan(of: run, count: 4))
    let early = models(farm, threadCount: 2)
    let later = try Self.target(steps: 80)
    farm.follow(later.log.commands, to: later.step)
    #expect(farm.progress.finished == 0)
    let followed = models(farm, threadCount: 2)
    let atOnce = try models(ShadowFarm(ShadowPlan(of: later, count: 4)), threadCount: 2)
    #expect(followed.map(\.network) == atOnce.map(\.network))
    #expect(early.map(\.network) != atOnce.map(\.network))
  }

  @Test func modelsComeInPairs() throws {
    let run = try Self.target()
    for count in [-2, 0, 1] {
      #expect(throws: ShadowError.tooFew(count)) { try ShadowPlan(of: run, count: count) }
    }
    #expect(throws: ShadowError.odd(7)) { try ShadowPlan(of: run, count: 7) }
  }

  /// Where the members decide the scaling, a shadow is scaled by its own members.
  @Test func scalingIsReplayedToo() throws {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "actg175"))
    (configuration.trainSize, configuration.network, configuration.statistics) = (200, "linear", .members)
    let run = try TrainingRun.replaying(CommandLog(configuration: configuration), stepCount: 20)
    for model in try models(ShadowFarm(ShadowPlan(of: run, count: 2)), threadCount: 1) {
      let members = model.includes.indices.filter { model.includes[$0] }
      let own = model.candidateInputs.gatheringRows(members)
      let sums = own.columnSums()
      // The first column is the age: centred over the model's own members, and not over the target's.
      #expect(abs(sums[0]) < 1e-2)
    }
  }
}
