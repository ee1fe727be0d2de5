import ArgumentParser
import Experiments
import Foundation
import NeuralNetworks

struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train without a screen, attack the result, and print what leaked.")

  @OptionGroup var options: RunOptions
  @Option(help: "Take the knob changes of this log, each before the step it names.")
  var commands: String?
  @Option(help: "Write the run's log, from which `replay` repeats it.")
  var log: String?
  @Option(help: "Write loss, margin and prediction of every record of the pool, as CSV.")
  var scores: String?
  @Option(help: "Write the trained network, as safetensors.")
  var model: String?
  @Option(help: "text or json.")
  var format = OutputFormat.text

  func run() throws {
    let start = ContinuousClock.now
    try OutputFile.check([log, scores, model], inputs: [options.dataset, commands])
    var plan = CommandLog(configuration: try options.configuration())
    if let commands { plan.commands = try CommandLog.readingCommands(at: commands, for: plan.configuration) }
    let result = try Self.train(plan, stepCount: plan.configuration.steps)
    let finding = Finding(step: result.step, network: result.network, data: result.data)
    let account = RunAccount(of: result, isScheduleFixed: true)

    if let scores { try OutputFile(scores).write(Data(CandidateScores(of: result).csv.utf8)) }
    if let model { try OutputFile(model).write(try result.checkpoint().encoded()) }
    if let log { try result.finishedLog.write(to: log) }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    try RunPrinter(format: format).print(
      RunReport(run: result, finding: finding, account: account, seconds: seconds))
  }

  /// Runs a log to that step under a progress bar.
  static func train(_ log: CommandLog, stepCount: Int?) throws -> TrainingRun {
    var bar = ProgressBar(total: stepCount ?? log.stepCount)
    defer { bar.finish() }
    return try TrainingRun.replaying(log, stepCount: stepCount) { run in
      bar.update(run.step, note: "step")
      return true
    }
  }
}
