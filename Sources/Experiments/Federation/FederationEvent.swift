public import FederatedLearning

/// What happens to a client of a federation, as logs have it: `{"step":12,"event":"drop_out","client":3}`.
public enum FederationEvent: Hashable, Sendable {
  /// Its messages arrive no more.
  case dropOut(client: Int)
  /// It is as it should be again.
  case comeBack(client: Int)
  /// It sends another update than its own.
  case lie(client: Int, Lie)

  /// What logs call each, and what they say of it.
  public static let arguments: [String: Set<String>] = [
    "drop_out": ["client"], "come_back": ["client"], "lie": ["client", "update"],
  ]

  /// As logs have it.
  public var event: RunEvent {
    switch self {
    case .dropOut(let client): RunEvent(name: "drop_out", arguments: ["client": .number(Double(client))])
    case .comeBack(let client): RunEvent(name: "come_back", arguments: ["client": .number(Double(client))])
    case .lie(let client, let lie):
      RunEvent(
        name: "lie", arguments: ["client": .number(Double(client)), "update": .text(lie.rawValue)])
    }
  }
}

extension ExperimentConfiguration {
  /// What happens to a client of this run.
  ///
  /// - Throws: `ConfigurationError` where it cannot happen here.
  func federationEvent(_ event: RunEvent) throws(ConfigurationError) -> FederationEvent {
    guard let clientCount = federation.clientCount, FederationEvent.arguments[event.name] != nil else {
      throw .unknownEvent(event.name)
    }
    guard case .number(let number)? = event.arguments["client"], let client = Int(exactly: number),
      (0..<clientCount).contains(client)
    else {
      throw .federation(
        .noSuchClient(event.arguments["client"]?.description ?? "", clientCount: clientCount))
    }
    switch event.name {
    case "drop_out": return .dropOut(client: client)
    case "come_back": return .comeBack(client: client)
    default:
      guard case .text(let name)? = event.arguments["update"], let lie = Lie(rawValue: name) else {
        throw .outOfRange(
          option: "update of a client that lies", value: event.arguments["update"]?.description ?? "",
          allowed: Lie.allCases.map(\.rawValue).alternatives)
      }
      return .lie(client: client, lie)
    }
  }
}
