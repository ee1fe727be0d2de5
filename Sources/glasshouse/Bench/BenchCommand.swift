import ArgumentParser
import Foundation

struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Time training beside the floor set by bare matrix products.")

  @Option(
    help: ArgumentHelp("A network to time, inputs to classes; repeat for more.", valueName: "mlp i-h-c"))
  var step: [String] = []
  @Option(parsing: .unconditional, help: "The batch size of the networks of --step.")
  var batch = 256
  @Option(help: "text or json.")
  var format = OutputFormat.text

  func run() throws {
    for (text, batch) in [("mlp 784-256-128-10", 256), ("mlp 784-256-128-10", 1024), ("mlp 64-128-10", 64)] {
      let t = StepBenchmark(widths: try LayerWidths(parsing: text), batchSize: batch).run()
      print(
        text, batch, t.floor.median * 1e3, t.ordinary.median * 1e3, t.private.median * 1e3,
        t.ordinaryOverFloor, t.privateOverFloor)
    }
  }
}
