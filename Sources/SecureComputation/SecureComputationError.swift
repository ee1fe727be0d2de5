public import PlainText
import Statistics

/// Why something is not computed on shares, or a computation ended.
public enum SecureComputationError: ExplainedError, Hashable {
  // What is to be computed.
  case fractionBits(Int, Truncation, most: Int)
  case outOfRange(String, value: Double, largest: Double)
  case notANumber(record: Int)
  case valueTooLarge(record: Int, most: Double)
  case couldReach(String, bound: Double, largest: Double)
  case tooLarge(layer: Int, bound: Double, largest: Double, fractionBits: Int, largestWeight: Double)
  case tooManyFailures(Double, most: Double, fractionBits: Int)
  case unsupportedLayer(String)
  case notFinite
  case otherWidth(found: Int, needed: Int)
  case noRecords
  case notTwoClasses(Int)
  case rateTooSmall(Double, unit: Double)

  // While it is.
  case reused(serial: UInt64)
  case keptTwice(Int)
  case otherDemand
  case noClass
  case otherLength(found: Int, needed: Int)

  public var sentence: Sentence {
    switch self {
    case .fractionBits(let bits, _, let most) where bits < 1:
      "Numbers need fractional bits, and \(bits) is none. Give from 1 to \(most)."
    case .fractionBits(let bits, .local, let most):
      "Local truncation does not bear \(bits) fractional bits: products would wrap around. Give from 1 to \(most), or choose exact truncation."
    case .fractionBits(let bits, .exact, let most):
      "Numbers of 64 bits have no room for \(bits) fractional bits and their products. Give from 1 to \(most)."
    case .outOfRange(let name, let value, let largest):
      "\(name) of \(value.brief) cannot be shared: \(largest.brief) is the most that this computation has room for. Scale it down."
    case .notANumber(let record):
      "Record \(record) has a value that is no finite number. Give records without gaps."
    case .valueTooLarge(let record, let most):
      "Record \(record) has a value beyond ±\(most.brief), which is the most that both parties have room for. Scale it down."
    case .couldReach(let name, let bound, let largest):
      "\(name) could reach \(bound.brief), and \(largest.brief) is the most that there is room for. Lower the learning rate, or use fewer fractional bits."
    case .tooLarge(let layer, let bound, let largest, let bits, let weight):
      "Layer \(layer) could reach \(bound.brief), and with \(bits) fractional bits \(largest.brief) is the most. Its largest weight is \(weight.brief): use fewer fractional bits, or train with weight decay."
    case .tooManyFailures(let bound, let most, let bits):
      "With \(bits) fractional bits local truncation could spoil \(Self.percent(min(1, bound))) % of the predictions, and \(Self.percent(most)) % is the most. Use fewer, or choose exact truncation."
    case .unsupportedLayer(let layer):
      "A layer of `\(layer)` cannot be computed on shares. Use linear, or mlp with widths alone and the activation relu."
    case .notFinite:
      "The network has weights that are not finite. Give a model whose training did not diverge."
    case .otherWidth(let found, let needed):
      "A record has \(found) values, and the model takes \(needed). Give records of the data set it was trained on."
    case .noRecords: "There is no record to compute on. Give one at least."
    case .notTwoClasses(let count):
      "Secure training is of two classes, and these records have \(count). Use adult, affairs or actg175."
    case .rateTooSmall(let rate, let unit):
      "The learning rate over the size of a batch, \(rate), is less than the unit \(unit) of its fixed point. Raise the rate or the fractional bits, or take smaller batches."
    case .reused(let serial):
      "Triple \(serial) was to be used a second time, which would show the difference of two secrets. The computation ends."
    case .keptTwice(let mask):
      "Mask \(mask) of kept values was to be opened a second time, which would show the difference of two secrets. The computation ends."
    case .otherDemand: "The dealer's preparation is for another computation. Start all parties again."
    case .noClass:
      "The answer is no class, so a party did not follow the protocol, or the two have different models in mind. Start all parties again."
    case .otherLength(let found, let needed):
      "A message of \(found) bytes came where \(needed) were due. Check that the other party is glasshouse, and start again."
    }
  }

  private static func percent(_ share: Double) -> String { (100 * share).written(1) }
}
