import ArgumentParser
import Experiments
import Files
import Foundation
import NeuralNetworks
import PlainText
import Records

struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train without a screen, attack the result, and print what leaked.")

  @OptionGroup var options: RunOptions
  @Option(
    help:
      "Take the knob changes of this log, each before the step it names; what else happened to its run is not taken, for which see replay."
  )
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
    let configuration = try options.configuration()
    try OutputFile.check([log, scores, model], inputs: configuration.inputPaths + [commands])
    var plan = CommandLog(kind: TrainingRun.kind, configuration: configuration)
    if let commands {
      let (taken, doubt) = try CommandLog.readingCommands(at: commands, for: configuration)
      plan.commands = taken
      if let doubt { StandardError.warn(doubt) }
    }
    let run = try HeadlessRun(of: plan, stepCount: configuration.plannedStepCount, logPath: log)
    var accuracies = [Double]()
    let result = try run.trained { run in
      if run.step > accuracies.count { accuracies.append(contentsOf: run.roundAccuracy) }
    }
    if result.step > accuracies.count { accuracies.append(contentsOf: result.roundAccuracy) }
    let finding = Finding(of: result)
    let account = RunAccount(of: result, isScheduleFixed: true)
    // What cannot be written loses neither the report nor the other files.
    var failures = [any Error]()
    let attempt = { (work: () throws -> Void) in
      do { try work() } catch { failures.append(error) }
    }
    if scores != nil, configuration.unit == .person {
      StandardError.warn(
        "The scores are of photographs, and those of one half are members together: attacks on the file alone take them for independent, and state intervals that are too narrow."
      )
    }
    if let scores { attempt { try OutputFile(scores).write(Data(CandidateScores(of: result).csv.utf8)) } }
    if let model { attempt { try OutputFile(model).write(try result.checkpoint().encoded()) } }
    attempt { try run.finishLog(of: result) }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    attempt {
      try StandardOutput.write(
        RunReport(
          run: result, finding: finding, account: account, accuracyByRound: accuracies, seconds: seconds),
        as: format)
    }
    if let failure = failures.first { throw failure }
  }
}

extension TrainingRun {
  /// Of test records, after a round; none where there are no rounds, or no test records.
  fileprivate var roundAccuracy: [Double] {
    settings.isFederated ? [testAccuracy].compactMap(\.self) : []
  }
}
