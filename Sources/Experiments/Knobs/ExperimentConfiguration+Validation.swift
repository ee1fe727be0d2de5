public import AccessControl
import DifferentialPrivacy
import LinearAlgebra
public import NeuralNetworks
public import PlainText
public import Records

/// What is wrong with a setting, and what to do.
public enum ConfigurationError: Error, Hashable {
  case outOfRange(option: String, value: String, allowed: String)
  case batchLargerThanTrainingSet(batch: String, trainSize: String)
  case network(ArchitectureError)
  case networkTooLarge(network: String, parameters: Int, limit: Int)
  case runNeedsMemory(network: String, parameters: Int, bytes: Double)
  case notANumber(option: String, text: String)
  case notLive(option: String)
  case unreadable(DatasetError)
  case unknownEvent(String)
  case otherKind(found: String, expected: String)
  case noPeople(dataset: String)
  case excluded(one: ExcludedSetting, other: ExcludedSetting, by: Exclusion)
  case planted(PlantedRecordError)
  case federation(FederationError)
  case answers(AnswerPolicyError)
  case audit(AuditError)
}

extension ConfigurationError: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .outOfRange(let option, let value, let allowed):
      "The \(option) cannot be \(value.isEmpty ? "empty" : value). Choose \(allowed)."
    case .batchLargerThanTrainingSet(let batch, let trainSize):
      "An expected batch of \(batch) is larger than the training set of \(trainSize). Choose at most \(trainSize), or a larger training set."
    case .network(let error):
      "\(error)"
    case .networkTooLarge(let network, let parameters, let limit):
      "The network `\(network)` would have \(parameters) parameters, some \(parameters / 62_500_000) GB while it trains, and \(limit) are allowed. Choose narrower layers."
    case .runNeedsMemory(let network, let parameters, let bytes):
      "Training `\(network)` with \(parameters) parameters would take some \(bytes.asBytes) of memory, and this machine has \(MachineMemory.available.asBytes) for it. Choose narrower layers or a smaller training set."
    case .notANumber(let option, let text):
      "The \(option) `\(text)` is not a number. Type one, as in 0.5."
    case .notLive(let option):
      "The \(option) cannot change while a run goes on. Start another run with it."
    case .unreadable(let error): "\(error)"
    case .planted(let error): "\(error)"
    case .federation(let error): "\(error)"
    case .answers(let error): "\(error)"
    case .audit(let error): "\(error)"
    case .noPeople(let dataset):
      "The records of \(dataset) do not say whose they are, so no person's can be taken together. Choose --unit record, or the data set faces."
    case .excluded(let one, let other, let exclusion):
      "The \(one.title) and the \(other.title) exclude each other: \(exclusion.reason). Choose \(one.off), or \(other.off)."
    case .otherKind(let found, let expected):
      "The log is of a run of the kind `\(found)`, and not `\(expected)`. Give one of that kind."
    case .unknownEvent(let name):
      "The event `\(name)` cannot happen in a run of this kind. Remove it from the log."
    }
  }
}

extension ExperimentConfiguration {
  /// - Throws: `ConfigurationError` for the first setting that cannot be.
  /// - Returns: the network's shape, read.
  @discardableResult
  public func validate() throws(ConfigurationError) -> Architecture {
    for knob in Knob.all where knob.applies(self) {
      guard let limit = knob.limit, case .number(let value) = self[knob] else { continue }
      guard limit.contains(value) else {
        throw .outOfRange(
          option: knob.sentenceTitle, value: KnobValue.shortest(value), allowed: limit.choice + knob.advice)
      }
    }
    for knob in Knob.all where knob.applies(self) {
      if let error = knob.check(self) { throw error }
    }
    if planted.count > PlantedRecord.most { throw .planted(.tooMany(planted.count)) }
    do { return try Architecture(parsing: network) } catch { throw .network(error) }
  }
}
