public import ArgumentParser
import Experiments
import Foundation
import PlainText
public import PrivacyAccounting

struct AccountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account", abstract: "Price a schedule of private steps, or find the noise for a budget.",
    discussion:
      "Steps of DP-SGD on Poisson samples. With --target-epsilon leave out one of --noise-multiplier, --steps and --sampling-rate: it is found."
  )

  @Option(
    parsing: .unconditional,
    help: "The noise's standard deviation over the sensitivity: \(NumberLimit.noiseMultiplier.allowed).")
  var noiseMultiplier: Double?
  @Option(parsing: .unconditional, help: "The probability that an example joins a step, from 0 to 1.")
  var samplingRate: Double?
  @Option(parsing: .unconditional, help: "Steps, \(NumberLimit.steps.allowed).") var steps: Int?
  @Option(help: ArgumentHelp("A phase of a schedule; repeat for more.", valueName: "σ,q,steps"))
  var phase: [String] = []
  @Option(parsing: .unconditional, help: "The δ at which ε is stated, \(NumberLimit.delta.allowed).")
  var delta = 1e-5
  @Option(parsing: .unconditional, help: "Find what stays within this ε, \(NumberLimit.epsilon.allowed).")
  var targetEpsilon: Double?
  @Option(help: "add-or-remove or replace-one.")
  var neighboring = NeighboringRelation.addOrRemove
  @Option(
    parsing: .unconditional,
    help: "Records in the training set, \(NumberLimit.trainSize.allowed): warns where δ is too large for it.")
  var trainSize: Int?
  @Option(
    parsing: .unconditional,
    help: "Also state the privacy of this many people together, \(NumberLimit.groupSize.allowed).")
  var groupSize: Int?
  @Flag(help: "Batches are shuffled, not sampled: also state what holds then.")
  var shuffled = false
  @Option(help: "text or json.")
  var format = OutputFormat.text

  func run() throws {
    guard NumberLimit.delta.contains(delta) else {
      throw ScheduleError(
        "A δ of \(delta) is no probability of failure. Choose one \(NumberLimit.delta.allowed).")
    }
    if let trainSize, !NumberLimit.trainSize.contains(trainSize) {
      throw ScheduleError(
        "A training set of \(trainSize) records cannot be. Give --train-size \(NumberLimit.trainSize.allowed)."
      )
    }
    if let groupSize, !NumberLimit.groupSize.contains(groupSize) {
      throw ScheduleError(
        "A group of \(groupSize) people cannot be priced. Give --group-size \(NumberLimit.groupSize.allowed)."
      )
    }
    if let trainSize, let warning = DeltaAdvice.warning(delta: delta, recordCount: trainSize) {
      StandardError.warn("\(warning)")
    }
    let report = try WaitingNote.beside(targetEpsilon == nil ? "pricing" : "searching") {
      try AccountReport(
        of: Schedule(phases: phases(), delta: delta, relation: neighboring), isFound: targetEpsilon != nil,
        groupSize: groupSize, isShuffled: shuffled)
    }
    try StandardOutput.write(report, as: format)
  }

  private func phases() throws -> [Schedule.Phase] {
    if !phase.isEmpty {
      guard noiseMultiplier == nil, samplingRate == nil, steps == nil, targetEpsilon == nil else {
        throw ScheduleError(
          "A schedule is given by --phase or by --noise-multiplier, --sampling-rate and --steps. Choose one of the two."
        )
      }
      return try phase.map { try Schedule.Phase(parsing: $0) }
    }
    guard let targetEpsilon else {
      guard let noiseMultiplier, let samplingRate, let steps else {
        throw ScheduleError(
          "A schedule needs --noise-multiplier, --sampling-rate and --steps, or --phase σ,q,steps. Give all three."
        )
      }
      return [try Schedule.Phase(noiseMultiplier, samplingRate, steps)]
    }
    guard NumberLimit.epsilon.contains(targetEpsilon) else {
      throw ScheduleError(
        "A target ε of \(targetEpsilon) cannot be met. Choose one \(NumberLimit.epsilon.allowed).")
    }
    if steps == 0 {
      throw ScheduleError("No steps meet every target. Give --steps 1 or more, or leave it out to find it.")
    }
    let calibration = Calibration(targetEpsilon: targetEpsilon, delta: delta, relation: neighboring)
    switch (noiseMultiplier, samplingRate, steps) {
    case (nil, let rate?, let steps?):
      _ = try Schedule.Phase(1, rate, steps)
      return [try .init(calibration.noiseMultiplier(samplingRate: rate, stepCount: steps), rate, steps)]
    case (let sigma?, let rate?, nil):
      _ = try Schedule.Phase(sigma, rate, 1)
      return [try .init(sigma, rate, calibration.stepCount(noiseMultiplier: sigma, samplingRate: rate))]
    case (let sigma?, nil, let steps?):
      _ = try Schedule.Phase(sigma, 1, steps)
      return [try .init(sigma, calibration.samplingRate(noiseMultiplier: sigma, stepCount: steps), steps)]
    default:
      throw ScheduleError(
        "A target needs two of --noise-multiplier, --sampling-rate and --steps, and finds the third. Give just two."
      )
    }
  }
}

extension NeighboringRelation: ExpressibleByArgument {}
