public import NeuralNetworks
import PrivacyAccounting

/// What is wrong with a setting, and what to do.
public enum ConfigurationError: Error, Hashable {
  case outOfRange(option: String, value: String, allowed: String)
  case batchLargerThanTrainingSet(batch: String, trainSize: Int)
  case network(ArchitectureError)
  case networkTooLarge(network: String, parameters: Int, limit: Int)
  case notANumber(option: String, text: String)
  case notLive(option: String)
}

extension ConfigurationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .outOfRange(let option, let value, let allowed):
      "The \(option) cannot be \(value). Choose \(allowed)."
    case .batchLargerThanTrainingSet(let batch, let trainSize):
      "An expected batch of \(batch) is larger than the training set of \(trainSize). Choose at most \(trainSize), or a larger training set."
    case .network(let error):
      error.description
    case .networkTooLarge(let network, let parameters, let limit):
      "The network `\(network)` would have \(parameters) parameters, some \(parameters / 62_500_000) GB while it trains, and \(limit) are allowed. Choose narrower layers."
    case .notANumber(let option, let text):
      "The \(option) `\(text)` is not a number. Type one, as in 0.5."
    case .notLive(let option):
      "The \(option) cannot change while a run goes on. Start another run with it."
    }
  }
}

extension ExperimentConfiguration {
  /// - Throws: `ConfigurationError` for the first setting that cannot be.
  /// - Returns: the network's shape, read.
  @discardableResult
  public func validate() throws(ConfigurationError) -> Architecture {
    try require(
      "noise multiplier", noiseMultiplier, { $0 == 0 || PrivacyEvent.noiseMultipliers.contains($0) },
      "zero, or from 1e-12 to 1e12")
    if let clippingNorm {
      try require(
        "clipping norm", clippingNorm, { $0 > 0 }, "more than zero, or leave it out to clip nothing")
    }
    guard trainSize > 0 else {
      throw .outOfRange(option: "training set", value: String(trainSize), allowed: "one record or more")
    }
    try require(
      "inclusion", inclusion, { $0 > 0 && $0 <= 1 }, "a probability above 0 and at most 1")
    try require("expected batch size", expectedBatchSize, { $0 >= 0.01 }, "0.01 or more")
    guard expectedBatchSize <= Double(trainSize) else {
      throw .batchLargerThanTrainingSet(
        batch: KnobValue.shortest(expectedBatchSize), trainSize: trainSize)
    }
    try require("learning rate", learningRate, { $0 > 0 }, "more than zero")
    try require("momentum", momentum, { (0..<1).contains($0) }, "0 or more and less than 1")
    try require("weight decay", weightDecay, { $0 >= 0 }, "zero or more")
    try require("dropout", dropout, { (0..<1).contains($0) }, "0 or more and less than 1")
    try require("label smoothing", labelSmoothing, { (0...1).contains($0) }, "a number from 0 to 1")
    try require("label noise", labelNoise, { (0...1).contains($0) }, "a fraction from 0 to 1")
    try require("delta", delta, { $0 > 0 && $0 < 1 }, "a number between 0 and 1, well below 1 / training set")
    if let epsilonBudget { try require("ε budget", epsilonBudget, { $0 > 0 }, "more than zero") }
    guard steps >= 0 else {
      throw .outOfRange(option: "number of steps", value: String(steps), allowed: "zero or more")
    }
    if let downsample, downsample < 1 {
      throw .outOfRange(option: "downsample", value: String(downsample), allowed: "1 or more")
    }
    do { return try Architecture(parsing: network) } catch { throw .network(error) }
  }

  private func require(
    _ option: String, _ value: Double, _ isAllowed: (Double) -> Bool, _ allowed: String
  ) throws(ConfigurationError) {
    guard value.isFinite, isAllowed(value) else {
      throw .outOfRange(option: option, value: KnobValue.shortest(value), allowed: allowed)
    }
  }
}
