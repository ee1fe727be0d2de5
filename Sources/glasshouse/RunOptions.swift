public import ArgumentParser
import Experiments
import Files
import Foundation
public import NeuralNetworks
import PlainText
import PrivacyAccounting
public import Records

/// The options that describe a run, the same for every command.
///
/// A number takes whatever follows it, so that a negative one is judged as a number and not as an option.
struct RunOptions: ParsableArguments {
  @Option(help: "A data set of the catalog, or the path of a CSV or IDX file.")
  var dataset: String?
  @OptionGroup var table: TableOptions
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Average blocks of N x N pixels, \(NumberLimit.downsample.allowed) (2 for faces, else 1).",
      valueName: "n"))
  var downsample: Int?
  @Option(
    help: "Take means and deviations from all records (public) or from the training set alone (members).")
  var statistics: StatisticsSource?
  @Option(
    parsing: .unconditional,
    help:
      "Members, on average, \(NumberLimit.trainSize.allowed): each record of the pool is one by a coin of its own."
  )
  var trainSize: Int?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The coin of membership, \(NumberLimit.inclusion.allowed): that a record of the pool is a member (0.5); the pool is the train size over it. At 1 all are, and there is no membership game.",
      valueName: "p"))
  var inclusion: Double?
  @Option(
    help:
      "linear, or mlp: and the widths of the hidden layers, each from 1 to \(Architecture.largestWidth), as in mlp:256-128."
  )
  var network: String?
  @Option(help: "relu or tanh.")
  var activation: Activation?
  @Option(parsing: .unconditional, help: "Steps of a headless run, \(NumberLimit.steps.allowed).")
  var steps: Int?
  @Option(
    parsing: .unconditional, help: "Members in a batch, on average, \(NumberLimit.expectedBatchSize.allowed)."
  )
  var expectedBatchSize: Double?
  @Option(parsing: .unconditional, help: "How far a step goes, \(NumberLimit.learningRate.allowed).")
  var learningRate: Double?
  @Option(
    parsing: .unconditional,
    help: "How much of the last steps' direction a step keeps, \(NumberLimit.momentum.allowed).")
  var momentum: Double?
  @Option(parsing: .unconditional, help: "Coupled, on weights only, \(NumberLimit.weightDecay.allowed).")
  var weightDecay: Double?
  @Option(
    parsing: .unconditional,
    help: "The probability that a hidden unit is left out of a step, \(NumberLimit.dropout.allowed).")
  var dropout: Double?
  @Option(
    parsing: .unconditional,
    help: "The share of a label that is spread over all classes, \(NumberLimit.labelSmoothing.allowed).")
  var labelSmoothing: Double?
  @Option(
    parsing: .unconditional,
    help: "How much of the pool gets a wrong label, \(NumberLimit.labelNoise.allowed).")
  var labelNoise: Double?
  @Option(
    parsing: .unconditional,
    help:
      "The noise's standard deviation over the sensitivity of the clipped sum: \(NumberLimit.noiseMultiplier.allowed)."
  )
  var noiseMultiplier: Double?
  @Option(
    parsing: .unconditional,
    help:
      "The largest norm of one example's gradient, \(NumberLimit.clippingNorm.allowed); off unless given, and 1 where there is noise."
  )
  var clippingNorm: Double?
  @Option(parsing: .unconditional, help: "The δ at which ε is stated, \(NumberLimit.delta.allowed).")
  var delta: Double?
  @Option(
    parsing: .unconditional,
    help: "Stop before the step that would cost more ε than this, \(NumberLimit.epsilon.allowed).")
  var epsilonBudget: Double?
  @Option(
    parsing: .unconditional,
    help:
      "Drives pool, split, initialisation, batches, noise and attacks, from 0 to \(UInt64.max): reproducible, not private."
  )
  var seed: UInt64?
  @Flag(help: "Draw batches and noise from the system generator: private, and not replayable.")
  var secureNoise = false

  /// Whether an option says which data to read, or how.
  var choosesData: Bool { dataset != nil || table.isGiven || downsample != nil }

  /// Whether an option other than the seed says anything of a run.
  var describesRun: Bool {
    let numbers: [Any?] = [
      statistics, trainSize, inclusion, network, activation, steps, expectedBatchSize, learningRate, momentum,
      weightDecay, dropout, labelSmoothing, labelNoise, noiseMultiplier, clippingNorm, delta, epsilonBudget,
    ]
    return choosesData || secureNoise || numbers.contains { $0 != nil }
  }

  func configuration() throws -> ExperimentConfiguration {
    let reference = DatasetReference(
      name: dataset.map(Self.absolute) ?? Catalog.defaultName, label: table.label,
      categorical: try table.categoricalNames(), dropped: try table.droppedNames(), downsample: downsample,
      missing: table.missing ?? .refuse)
    var defaults = ExperimentConfiguration(defaultsFor: reference)
    defaults.inclusion = inclusion ?? defaults.inclusion
    try defaults.validate()
    // A file of one's own may be small: two fifths of it are members, or so many that four fifths are the pool.
    if Catalog.entry(named: reference.name) == nil, trainSize == nil {
      let members = min(0.4, 0.8 * defaults.inclusion) * Double(try reference.read().count)
      defaults.trainSize = min(defaults.trainSize, max(1, Int(members)))
    }
    return try applied(to: defaults)
  }

  /// `base` with everything that was given on the command line.
  func applied(to base: ExperimentConfiguration) throws -> ExperimentConfiguration {
    var configuration = base
    configuration.statistics = statistics ?? base.statistics
    configuration.trainSize = trainSize ?? base.trainSize
    configuration.inclusion = inclusion ?? base.inclusion
    configuration.network = network ?? base.network
    configuration.activation = activation ?? base.activation
    configuration.steps = steps ?? base.steps
    configuration.expectedBatchSize =
      expectedBatchSize ?? min(base.expectedBatchSize, Double(max(1, configuration.trainSize)))
    configuration.learningRate = learningRate ?? base.learningRate
    configuration.momentum = momentum ?? base.momentum
    configuration.weightDecay = weightDecay ?? base.weightDecay
    configuration.dropout = dropout ?? base.dropout
    configuration.labelSmoothing = labelSmoothing ?? base.labelSmoothing
    configuration.labelNoise = labelNoise ?? base.labelNoise
    configuration.noiseMultiplier = noiseMultiplier ?? base.noiseMultiplier
    configuration.clippingNorm = clippingNorm ?? base.clippingNorm
    configuration.delta = delta ?? base.delta
    configuration.epsilonBudget = epsilonBudget ?? base.epsilonBudget
    configuration.seed = seed ?? base.seed
    configuration.secureNoise = secureNoise || base.secureNoise
    try configuration.validate()
    if configuration.noiseMultiplier > 0,
      let warning = DeltaAdvice.warning(delta: configuration.delta, recordCount: configuration.trainSize)
    {
      StandardError.warn("\(warning)")
    }
    return configuration
  }

  /// A path as a log can keep it, wherever it is replayed; a name as it is.
  private static func absolute(_ name: String) -> String {
    guard Catalog.entry(named: name) == nil, FileManager.default.fileExists(atPath: name) else { return name }
    return InputFile.absolutePath(of: name)
  }
}

extension StatisticsSource: ExpressibleByArgument {}
extension Activation: ExpressibleByArgument {}
