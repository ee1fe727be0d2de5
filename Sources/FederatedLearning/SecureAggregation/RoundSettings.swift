import Crypto
public import Foundation

/// What all participants of a round of secure aggregation have to agree on.
public struct RoundSettings: Hashable, Sendable {
  /// Never the same twice among clients who keep their identities.
  public let round: UInt64
  /// Who is asked to take part, in order.
  public let clients: [ClientID]
  /// How many words each vector has.
  public let dimension: Int
  /// How many clients must stay to the end; with fewer, the sum is lost and nothing is learned.
  public let threshold: Int
  /// The public identity keys that everybody knows beforehand, where the server is not trusted to pass on the truth.
  public let identities: [ClientID: Data]?
  /// Whether clients sign whom they were told is in the sum, and answer only where as many as the threshold signed the
  /// same: more than two thirds, so that two lists cannot both have so many unless more than a third of the clients sign both.
  public let checksConsistency: Bool
  /// What all of this comes to, and whatever else the clients have to agree on: in all that they sign, so that a server which tells them
  /// different things finds no signature that holds for two of them.
  let agreement: Data

  /// More than two thirds.
  public static func defaultThreshold(clientCount: Int) -> Int { 2 * clientCount / 3 + 1 }

  /// - Parameters:
  ///   - threshold: more than two thirds of the clients unless given.
  ///   - identities: of Ed25519, 32 bytes each.
  ///   - checksConsistency: only with identities, and with them unless said. The threshold is then more than two thirds: a server
  ///     could withhold shares from a client, who goes on with as many as the threshold, and declare it dropped to the others, who
  ///     sign without it.
  ///   - terms: what else all have to agree on, such as how values became words.
  /// - Throws: `AggregationError` where no round can be held so.
  public init(
    round: UInt64, clients: some Collection<ClientID>, dimension: Int, threshold: Int? = nil,
    identities: [ClientID: Data]? = nil, checksConsistency: Bool? = nil, terms: String = ""
  ) throws(AggregationError) {
    let clients = Set(clients).sorted()
    let threshold = threshold ?? Self.defaultThreshold(clientCount: clients.count)
    guard clients.count >= 2 else { throw .tooFewClients(clients.count) }
    guard (2...clients.count).contains(threshold) else {
      throw .thresholdOutOfRange(threshold, clients: clients.count)
    }
    guard dimension >= 1 else { throw .nothingToAdd }
    if let identities {
      for client in clients where identities[client] == nil { throw .noIdentity(client) }
    }
    let isChecked = identities != nil && checksConsistency ?? true
    let least = Self.defaultThreshold(clientCount: clients.count)
    guard !isChecked || threshold >= least else { throw .thresholdOfLiars(threshold, least: least) }
    self.round = round
    self.clients = clients
    self.dimension = dimension
    self.threshold = threshold
    self.identities = identities
    self.checksConsistency = isChecked
    var text = Data(littleEndian: UInt32(clients.count))
    for client in clients { text += Data(littleEndian: client.number) }
    text += Data(littleEndian: UInt64(dimension)) + Data(littleEndian: UInt32(threshold))
    text += [isChecked ? 1 : 0] + Data(terms.utf8)
    agreement = Data(SHA256.hash(data: text))
  }

  /// The phases of a round in their order.
  public var phases: [RoundPhase] {
    RoundPhase.allCases.filter { $0 != .consistency || checksConsistency }
  }
}
