import Channels
import FederatedLearning
import PlainText

/// Why a federation of processes does not come about, or does not go on.
enum FederateError: ExplainedError, Hashable {
  case countOutOfRange(option: String, Int, allowed: String)
  case secondsOutOfRange(option: String, Double)
  /// - Parameters: bytes needed and available.
  case tooLarge(clients: Int, dimension: Int, Double, Double)
  case unreadableRoster(String)
  case unreadableKey(String)
  case rosterOfOthers(count: Int, clients: Int)
  case keyWithoutRoster
  case rosterWithoutKey
  case keyNotInRoster(ClientID)
  case valuesTwice
  case noValues
  case fileWithoutNumbers(path: String)
  /// - Parameter column: from 1, as commas count them.
  case emptyField(path: String, line: Int, column: Int)
  case notANumber(path: String, line: Int)
  case keysAlreadyThere(folder: String)
  case tooFewJoined(Int, needed: Int)
  case tooFewLeft(Int, needed: Int, held: Int, of: Int)
  case roundsAborted(Int, of: Int)
  case refused(String)
  case notTheProtocol
  case roundOfAnotherTime(UInt64)
  case thresholdTooLow(Int, clients: Int, least: Int)
  case serverGone

  var sentence: Sentence {
    switch self {
    case .countOutOfRange(let option, let count, let allowed):
      "The option \(option) cannot be \(count). Give \(allowed)."
    case .secondsOutOfRange(let option, let seconds):
      "The option \(option) cannot be \(seconds) s. Give from 0.1 to 86400."
    case .tooLarge(let clients, let dimension, let needed, let available):
      "The vectors of \(clients) clients with \(dimension) values can take \(needed.asBytes) of memory, and this machine has \(available.asBytes). Ask fewer clients, or for fewer values."
    case .unreadableRoster(let path):
      "The file \(path) is no roster. Give the roster.json that `glasshouse federate keys` wrote."
    case .unreadableKey(let path):
      "The file \(path) is no identity key. Give one of the client-N.json that `glasshouse federate keys` wrote."
    case .rosterOfOthers(let count, let clients):
      "The roster names \(count) clients, and \(clients) are asked for. Give the same number, or another roster."
    case .keyWithoutRoster: "An identity key is of no use without a roster. Give --roster too, or neither."
    case .rosterWithoutKey: "With a roster, a client proves who it is. Give its --key-file too, or neither."
    case .keyNotInRoster(let client):
      "The identity key is not the one that the roster has for client \(client). Give the key and the roster of one `federate keys`."
    case .valuesTwice:
      "Values come from a file or from a seed, not from both. Give --values, or --seed with --dimension."
    case .noValues:
      "A client brings values. Give --values FILE, or --dimension with a --seed that makes some up."
    case .fileWithoutNumbers(let path):
      "The file \(path) holds no number. Write numbers with commas or line breaks between them."
    case .emptyField(let path, let line, let column):
      "Column \(column) in line \(line) of \(path) is empty, and all numbers after it would move up. Write the number, or take the comma out."
    case .notANumber(let path, let line):
      "Line \(line) of \(path) holds something that is no number. Write numbers with commas or line breaks between them."
    case .keysAlreadyThere(let folder):
      "The folder \(folder) holds a roster or keys of clients already, and nothing was written. Give a folder of its own."
    case .tooFewJoined(let count, let needed):
      "\(count.onlyClients) joined in time, and \(needed) are needed, so nothing was asked of them. Start more, or wait longer with --wait."
    case .tooFewLeft(let count, let needed, let held, let all):
      "\(count.onlyClients) stayed after round \(held) of \(all), and \(needed) are needed, so no other round was held. Start the federation again with more clients, or a lower --threshold."
    case .roundsAborted(1, 1):
      "The round did not come to a sum, and nothing was learned. See the reason above."
    case .roundsAborted(1, let all):
      "Of \(all) rounds 1 did not come to a sum, and nothing was learned in it. See the reason above."
    case .roundsAborted(let count, let all):
      "Of \(all) rounds \(count) did not come to a sum, and nothing was learned in them. See the reasons above."
    case .refused(let reason): "The server did not go on: \(reason)"
    case .notTheProtocol:
      "What came over the channel belongs to no federation. Check that the other program is `glasshouse federate`."
    case .roundOfAnotherTime(let round):
      "Round \(round) is numbered by another time than now, as one that was held before would be. Set the clocks of both programs."
    case .thresholdTooLow(let threshold, let clients, let least):
      "The server wants a sum as soon as \(threshold) of \(clients) clients stay, and this client goes along with \(least) or more. Give --threshold \(threshold) if that is meant."
    case .serverGone: "The server is gone, and nothing more was sent to it. See what it says."
    }
  }
}

extension Int {
  /// So many clients, at the beginning of a sentence.
  fileprivate var onlyClients: String {
    self == 0 ? "No client" : self == 1 ? "Only 1 client" : "Only \(self) clients"
  }
}
