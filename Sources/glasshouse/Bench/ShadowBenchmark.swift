import DifferentialPrivacy
import Experiments
import Foundation
import Records

/// Times shadow models over all cores: digits, one hidden layer of 128, 2,000 steps at batch 32.
enum ShadowBenchmark {
  static func run(count: Int) throws -> (count: Int, seconds: Double) {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.network) = (600, "mlp:128")
    (configuration.steps, configuration.expectedBatchSize) = (2000, 32)
    let run = try TrainingRun.replaying(CommandLog(kind: TrainingRun.kind, configuration: configuration))
    let farm = ShadowFarm(try ShadowPlan(of: run, count: count))
    let seconds = Stopwatch.seconds {
      _ = farm.train(threadCount: ProcessInfo.processInfo.activeProcessorCount) { _ in }
    }
    return (count, seconds)
  }
}
