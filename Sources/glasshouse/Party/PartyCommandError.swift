import Channels
import PlainText
import SecureComputation

/// Why a party cannot begin.
enum PartyCommandError: ExplainedError, Hashable {
  case keyAlreadyThere(String)
  case unreadableKey(String)
  case keyOfOtherLength(String, count: Int)
  case missingOption(PartyRole, String)
  case optionOfOther(String, PartyRole, of: PartyRole)
  case optionOfOwners(String)
  case peerTwice(String)
  case recordsTwice
  case secondsOutOfRange(option: String, Double, allowed: String)
  case inputBound(Double)
  case recordCount(Int)
  case tooFewRecords(Int, asked: Int)
  case raggedLine(path: String, line: Int, count: Int, first: Int)
  case tooLarge(rows: Int, width: Int, Double, Double)
  case unreadableModel(String)
  case otherNetwork(String, found: String, asked: String)

  var sentence: Sentence {
    switch self {
    case .keyAlreadyThere(let path):
      "The file \(path) is there already, and nothing was written. Give another path, or remove it."
    case .unreadableKey(let path):
      "The file \(path) is no key: it is neither in hexadecimal digits nor in base64. Make one with `glasshouse party keys`."
    case .keyOfOtherLength(let path, let count):
      "The file \(path) holds a key of \(count) bytes, and \(PreSharedKey.byteCount) are needed. Make one with `glasshouse party keys`."
    case .missingOption(let role, let option): "The role \(role.rawValue) needs \(option). Give it."
    case .optionOfOther(let option, let role, let owner):
      "The role \(role.rawValue) has no use for \(option): that is for \(owner.name). Leave it out."
    case .optionOfOwners(let options):
      "The role dealer has no use for \(options): they are for the owners. Leave them out."
    case .peerTwice(let address):
      "The address \(address) was given twice. Give --peer once for each of the others."
    case .recordsTwice:
      "Records come from a file or from a data set, not from both. Give --values alone, or --dataset, --records and the like."
    case .secondsOutOfRange(let option, let value, let allowed):
      "The option \(option) cannot be \(value). Give \(allowed)."
    case .inputBound(let bound):
      "The option --input-bound cannot be \(bound). Give the largest magnitude that a record's values have, above 0."
    case .recordCount(let count): "The option --records cannot be \(count). Give from 1 to 1000000."
    case .tooFewRecords(let count, let asked):
      "The data set has \(count) records that are not trained on, and \(asked) are asked for. Give --records \(count) or fewer."
    case .raggedLine(let path, let line, let count, let first):
      "Line \(line) of \(path) has \(count) values, and the line of the first record \(first). Write one record a line, each with as many."
    case .tooLarge(let rows, let width, let needed, let available):
      "Computing on \(rows) records of \(width) values can take \(needed.asBytes) of memory, and this machine has \(available.asBytes). Give fewer."
    case .unreadableModel(let path):
      "The file \(path) is no network of dense layers in the safetensors format. Give one that --model of `glasshouse train` wrote."
    case .otherNetwork(let path, let found, let asked):
      "The network in \(path) is \(found), and \(asked) is asked for. Leave --network out, or give another file."
    }
  }
}
