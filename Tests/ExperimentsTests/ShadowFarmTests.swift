import DifferentialPrivacy
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
    var log = CommandLog(kind: TrainingRun.kind, configuration: configuration)
    log.commands = [RunCommand(step: 40, knob: .noiseMultiplier, value: .number(2))]
    return try TrainingRun.replaying(log, stepCount: steps)
  }

  private func models(_ farm: ShadowFarm, threadCount: Int) -> [ShadowModel] {
    let models = Mutex<[ShadowModel]>([])
    #expect(farm.train(threadCount: threadCount) { model in models.withLock { $0.append(model) } })
    return models.withLock { $0 }.sorted { $0.index < $1.index }
  }

  /// Of each pair of models a record is in one, by a fair coin of its own: how many members a model has varies as the sum
  /// of 200 coins, with variance 50. Five deviations are allowed.
  @Test func everyRecordIsInExactlyHalfOfTheModels() throws {
    let run = try Self.target(steps: 1)
    let plan = try ShadowPlan(of: run, count: 200)
    let includes = (0..<200).map(plan.includes)
    for candidate in 0..<200 { #expect(includes.count { $0[candidate] } == 100) }
    for pair in 0..<100 { #expect(zip(includes[2 * pair], includes[2 * pair + 1]).allSatisfy { $0 != $1 }) }
    #expect(Set(includes).count == 200)
    let counts = stride(from: 0, to: 200, by: 2).map { Double(includes[$0].count(where: \.self)) }
    let variance = counts.reduce(0) { $0 + ($1 - 100) * ($1 - 100) } / 100
    #expect(abs(variance / 50 - 1) < 5 * (2.0 / 100).squareRoot())
    #expect(counts.allSatisfy { abs($0 - 100) < 5 * 50.0.squareRoot() })
    // Coins are tossed without an eye to the target's members.
    let target = run.data.candidateMembership
    for model in includes {
      let shared = zip(model, target).count { $0 == $1 }
      #expect(abs(Double(shared) - 100) < 5 * 50.0.squareRoot())
    }
  }

  /// Of eight models a record is in ⌊8p⌋ or ⌈8p⌉, so often that it is in the share p of all; and which ones they are is
  /// chosen at random, so that every model has its share of records. Five deviations are allowed.
  @Test(arguments: [0.25, 0.3, 0.9])
  func everyRecordIsInItsShareOfTheModels(inclusion: Double) throws {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.inclusion) = (100, inclusion)
    let run = try TrainingRun.replaying(
      CommandLog(kind: TrainingRun.kind, configuration: configuration), stepCount: 1)
    let plan = try ShadowPlan(of: run, count: 80)
    let includes = (0..<80).map(plan.includes)
    let pool = Double(run.data.split.pool.count)
    for block in 0..<10 {
      let models = includes[8 * block..<8 * block + 8]
      let counts = run.data.split.pool.indices.map { candidate in models.count { $0[candidate] } }
      #expect(Set(counts).isSubset(of: [Int(8 * inclusion), Int((8 * inclusion).rounded(.up))]))
      let part = 8 * inclusion - (8 * inclusion).rounded(.down)
      let sum = Double(counts.reduce(0, +))
      #expect(abs(sum - 8 * inclusion * pool) <= 5 * (pool * part * (1 - part)).squareRoot())
    }
    for model in includes {
      let deviation = (pool * inclusion * (1 - inclusion)).squareRoot()
      #expect(abs(Double(model.count(where: \.self)) - inclusion * pool) < 5 * deviation)
    }
    #expect(Set(includes).count == 80)
    // With fewer models the ones there are stay what they were.
    #expect(try (0..<4).map(ShadowPlan(of: run, count: 4).includes) == Array(includes.prefix(4)))
  }

  /// A model without a member is trained on noise alone, and one of a pool without non-members on all of it.
  @Test func modelsWithoutMembersAreTrained() throws {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "actg175"))
    (configuration.trainSize, configuration.expectedBatchSize, configuration.network) = (1, 1, "linear")
    (configuration.noiseMultiplier, configuration.statistics) = (1, .members)
    let run = try TrainingRun.replaying(
      CommandLog(kind: TrainingRun.kind, configuration: configuration), stepCount: 5)
    let models = try models(ShadowFarm(ShadowPlan(of: run, count: 16)), threadCount: 1)
    let empty = models.filter { !$0.includes.contains(true) }
    #expect(!empty.isEmpty && empty.allSatisfy { $0.candidateLogits.elements.allSatisfy(\.isFinite) })
    configuration.inclusion = 1
    let whole = try TrainingRun.replaying(
      CommandLog(kind: TrainingRun.kind, configuration: configuration), stepCount: 5)
    for model in try self.models(ShadowFarm(ShadowPlan(of: whole, count: 2)), threadCount: 1) {
      #expect(model.includes == [true] && model.network != whole.network)
    }
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
    let run = try TrainingRun.replaying(
      CommandLog(kind: TrainingRun.kind, configuration: configuration), stepCount: 800)
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
    let run = try TrainingRun.replaying(
      CommandLog(kind: TrainingRun.kind, configuration: configuration), stepCount: 20)
    for model in try models(ShadowFarm(ShadowPlan(of: run, count: 2)), threadCount: 1) {
      let members = model.includes.indices.filter { model.includes[$0] }
      let own = model.candidateInputs.gatheringRows(members)
      let sums = own.columnSums()
      // The first column is the age: centred over the model's own members, and not over the target's.
      #expect(abs(sums[0]) < 1e-2)
    }
  }
}
