import ArgumentParser
import DifferentialPrivacy
import Experiments
import LinearAlgebra
import NeuralNetworks
import PlainText
import Records
import SecureComputation

struct ComputeTrainingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "training",
    abstract:
      "Train logistic regression on rows that two owners hold, beside the plain training of the same.",
    discussion: ComputeHelp.protection
      + " Each step takes exactly so many rows as --expected-batch-size says, and which they are is public. The weights are revealed to both at the end, and no noise is added: they leak as those of any training."
  )

  private static let usualDataset = "adult"
  /// Of one training: steps, and rows of all of them.
  private static let (mostSteps, mostRows) = (1 << 17, 1 << 21)

  @OptionGroup var options: SecureTrainingOptions
  @Option(help: "How rows are held: vertical (columns each) or horizontal (rows each).")
  var split = SecureTraining.Split.vertical
  @OptionGroup var shares: SharesOptions
  @Option(help: "text or json.") var format = OutputFormat.text

  func run() throws {
    try shares.check()
    var options = RunOptions()
    options.given = self.options.given
    if options.given[.dataset] == nil { options.given[.dataset] = .text(Self.usualDataset) }
    let settings = try options.configuration { reference in
      var settings = ExperimentConfiguration(defaultsFor: reference)
      (settings.network, settings.steps) = ("linear", 200)
      (settings.expectedBatchSize, settings.learningRate) = (128, 0.5)
      return settings
    }
    // What the dealer makes is there before the first step.
    let mostSteps = min(Self.mostSteps, Self.mostRows / settings.batchSize)
    guard settings.steps <= mostSteps else {
      throw ComputeError.trainingTooLong(
        steps: settings.steps, batchSize: settings.batchSize, most: mostSteps)
    }
    let data = try ExperimentData(settings)
    guard data.testInputs.rowCount > 0 else { throw ComputeError.records(0, heldOut: 0) }
    let rows = try data.logisticRows()
    let training = LogisticSettings(
      stepCount: settings.steps, batchSize: settings.batchSize,
      learningRate: settings.learningRate, seed: settings.seed)
    let plain = PlainLogisticRegression(rows.members, training, curve: .piecewise)
    let failures = plain.expectedFailures(fractionBits: shares.fractionBits, truncation: shares.truncation)
    guard failures <= SecureNetwork.mostFailures else { throw ComputeError.trainingWouldFail(failures) }
    let secure = try SecureTraining(
      rows.members, inputBound: data.publicInputBound, split: split, settings: training,
      fractionBits: shares.fractionBits,
      truncation: shares.truncation, latency: shares.delay)
    let exact = PlainLogisticRegression(rows.members, training, curve: .exact)
    try StandardOutput.write(
      SecureTrainingReport(
        secure, plain: plain, exact: exact, members: rows.members, heldOut: rows.heldOut, settings: settings,
        split: split, shares: shares), as: format)
  }
}

/// The options of a run that have a say in training on shares.
struct SecureTrainingOptions: KnobOptions {
  static let knobs =
    Knob.dataKnobs.filter { $0.help != nil } + [
      .trainSize, .inclusion, .labelNoise, .steps, .expectedBatchSize, .learningRate, .seed,
    ]
  var given: [Knob: KnobValue] = [:]
}
