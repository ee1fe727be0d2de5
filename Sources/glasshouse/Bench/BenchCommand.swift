import ArgumentParser
import Experiments
import Foundation
import LinearAlgebra
import PlainText

struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Time training beside the floor set by bare matrix products.",
    discussion:
      "Steps are timed on one thread, in turns, with the batch gathered, the loss, clipping, noise and the update in them. Medians; in brackets between what half of the measurements lie."
  )

  @Option(help: ArgumentHelp("A network to time; repeat for more.", valueName: "\"mlp 784-256-128-10\""))
  var step: [String] = []
  @Option(
    parsing: .unconditional,
    help: "The batch size for --step, \(NumberLimit.batch.allowed); 256 unless given.")
  var batch: Int?
  @Option(
    help: "Only this: steps, noise, shadows, attacks, screen, aggregation or inference; repeat for more.")
  var only: [BenchTimings.Part] = []
  @Option(parsing: .unconditional, help: "Shadow models to train, \(NumberLimit.shadows.allowed).")
  var shadows = 64
  @Option(parsing: .unconditional, help: "Clients whose vectors are added up, from 2 to 10000.")
  var clients = 100
  @Option(parsing: .unconditional, help: "Parameters in each vector, from 1 to 10000000.")
  var dimension = 101_770
  @Option(help: "text or json.")
  var format = OutputFormat.text

  private static let table = [
    ("mlp 784-256-128-10", 256), ("mlp 784-256-128-10", 1024), ("mlp 64-128-10", 64),
  ]

  func run() throws {
    guard batch == nil || !step.isEmpty else {
      throw StartFailure(sentence: "The batch of --batch is for the network of --step. Give both.")
    }
    guard NumberLimit.batch.contains(batch ?? 1) else {
      throw StartFailure(
        sentence: "A batch of \(batch ?? 0) cannot be timed. Give --batch \(NumberLimit.batch.allowed).")
    }
    try ShadowPlan.check(count: shadows)
    try FederationSize.check(clients)
    try FederationSize.check(dimension: dimension)
    try FederationSize.check(memoryOf: clients, dimension: dimension)
    let cases = try (step.isEmpty ? Self.table : step.map { ($0, batch ?? 256) }).map { text, batch in
      let widths = try LayerWidths(parsing: text)
      let (needed, available) = (
        widths.memory(batchSize: batch), MachineMemory.available
      )
      guard needed < available else {
        throw BenchError.tooLarge(text, needed: needed, available: available)
      }
      return StepBenchmark(widths: widths, batchSize: batch)
    }
    let parts = Set(only.isEmpty ? (step.isEmpty ? BenchTimings.Part.allCases : [.steps]) : only)
    if parts.contains(.steps), let hindrance = ComputingPlatform.libraryHindrance {
      StandardError.warn("\(hindrance)")
    }
    var timings = BenchTimings()
    if parts.contains(.steps) { timings.steps = cases.map { ($0, $0.run()) } }
    if parts.contains(.noise) { timings.noise = NoiseBenchmark.nanosecondsPerValue() }
    if parts.contains(.shadows) { timings.shadows = try ShadowBenchmark.run(count: shadows) }
    if parts.contains(.attacks) { timings.attackPasses = try ScreenBenchmark.attackPassesPerSecond() }
    if parts.contains(.screen) {
      timings.frame = try ScreenBenchmark.frameMilliseconds()
      timings.firstFrame = try ScreenBenchmark.firstFrameMilliseconds()
    }
    if parts.contains(.aggregation) {
      let benchmark = AggregationBenchmark(clients: clients, dimension: dimension)
      timings.aggregation = (benchmark, try benchmark.run())
    }
    if parts.contains(.inference) {
      timings.inference = try InferenceBenchmark.table.map { ($0, try $0.run()) }
    }
    try StandardOutput.write(BenchReport(of: timings), as: format)
  }
}

extension BenchTimings.Part: ExpressibleByArgument {}
