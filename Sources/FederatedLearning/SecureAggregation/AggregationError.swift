public import PlainText

/// Why a round of secure aggregation cannot be held, or a participant does not go on with it.
public enum AggregationError: ExplainedError, Hashable {
  // What a round is to be.
  case tooFewClients(Int)
  case thresholdOutOfRange(Int, clients: Int)
  case thresholdOfLiars(Int, least: Int)
  case nothingToAdd
  case wrongDimension(ClientID, count: Int, expected: Int)
  case noIdentity(ClientID)

  // What a participant will not have of another.
  case unreadable(MessageError)
  case unexpectedMessage(MessageKind, phase: RoundPhase?)
  case stranger(ClientID)
  case secondMessage(ClientID, RoundPhase)
  case tooFewListed(Int, phase: RoundPhase, needed: Int)
  case notListed(ClientID)
  case changedKeys(ClientID)
  case repeatedKey(ClientID)
  case unusableKey(ClientID)
  case badSignature(ClientID, RoundPhase)
  case wrongRecipients(ClientID)
  case unreadableShares(ClientID)
  case bothSharesAsked(ClientID)
  case secondRequest

  // What ends a round at the server.
  case aborted(RoundPhase, count: Int, needed: Int)
  case wrongShares(ClientID)

  public var sentence: Sentence {
    switch self {
    case .tooFewClients(let count):
      "Secure aggregation hides an update among those of others, and there is only \(count) client. Ask for at least 2."
    case .thresholdOutOfRange(let threshold, let clients) where threshold < 2:
      "A threshold of \(threshold) would let a sum be of one client alone, whose values it is then. Give one from 2 to \(clients)."
    case .thresholdOutOfRange(let threshold, let clients):
      "A threshold of \(threshold) cannot be met by \(clients) clients. Give one from 2 to \(clients)."
    case .thresholdOfLiars(let threshold, let least):
      "With a threshold of \(threshold) a server that lies could uncover a client, signatures or not. Give \(least) or more, or no identities."
    case .nothingToAdd: "Vectors of no words leave nothing to add up. Give a dimension of at least 1."
    case .wrongDimension(let client, let count, let expected):
      "Client \(client) brought \(count) values where the round adds up \(expected). Bring as many as the others."
    case .noIdentity(let client):
      "The roster has no identity key of client \(client). Give one that names every client."
    case .unreadable(let error): error.sentence
    case .unexpectedMessage(let kind, let phase):
      if let phase {
        "A message of \(kind) came while the round waits for \(phase). It was not taken."
      } else {
        "A message of \(kind) came after the round was over. It was not taken."
      }
    case .stranger(let client):
      "Client \(client) was not asked into this step of the round. It was not heard."
    case .secondMessage(let client, let phase):
      "Client \(client) sent its `\(phase)` message a second time. The first one holds."
    case .tooFewListed(let count, let phase, let needed):
      "The server listed \(count) clients after \(phase), and this round needs \(needed). Nothing was answered."
    case .notListed(let client):
      "The server left client \(client) out of its list, though its message was sent. Nothing was answered."
    case .changedKeys(let client):
      "The server listed other keys for client \(client) than that client sent. Nothing was answered."
    case .repeatedKey(let client):
      "The keys of client \(client) are listed for another client too. Nothing was answered."
    case .unusableKey(let client):
      "No secret can be agreed on with the keys of client \(client). Nothing was answered."
    case .badSignature(let client, let phase):
      "What was passed on as signed by client \(client) at \(phase) was not signed by its identity key. Nothing was answered."
    case .wrongRecipients(let client):
      "The shares that were passed on for client \(client) are not those of the clients listed. The message was not taken."
    case .unreadableShares(let client):
      "The shares that client \(client) sealed cannot be opened. Nothing was answered."
    case .bothSharesAsked(let client):
      "Both shares of client \(client) were asked for, which together would uncover its values. Nothing was answered."
    case .secondRequest:
      "The server asked a second time in one round. Nothing was answered."
    case .aborted(let phase, let count, let needed):
      "The round ended at \(phase) with \(count) of the \(needed) clients that it needs, and nothing was learned. Ask more clients, or lower the threshold."
    case .wrongShares(let client):
      "The shares that came for client \(client) do not give its secret, so the sum stays masked. Find the client that answers wrongly, and begin another round."
    }
  }
}
