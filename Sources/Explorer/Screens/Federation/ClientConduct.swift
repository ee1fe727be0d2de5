package import Experiments
package import FederatedLearning

/// How a client behaves: whether its messages arrive, and whether they tell the truth.
public struct ClientConduct: Hashable, Sendable {
  package var isAbsent: Bool
  /// nil tells the truth.
  package var lie: Lie?

  package init(of client: Int, in state: FederationState) {
    (isAbsent, lie) = (state.absent.contains(client), state.lies[client])
  }

  /// What has to happen to a client that behaves like this for it to behave so.
  package func events(of client: Int, to other: ClientConduct) -> [FederationEvent] {
    guard self != other else { return [] }
    var events: [FederationEvent] = []
    var present = self
    // Whoever comes back is as it should be, and tells the truth too.
    if (isAbsent && !other.isAbsent) || (lie != nil && other.lie == nil) {
      events.append(.comeBack(client: client))
      (present.isAbsent, present.lie) = (false, nil)
    }
    if other.isAbsent, !present.isAbsent { events.append(.dropOut(client: client)) }
    if let lie = other.lie, present.lie != lie { events.append(.lie(client: client, lie)) }
    return events
  }

  /// What is said once it has been asked for.
  package func sentence(of client: Int) -> String {
    switch (isAbsent, lie) {
    case (true, _):
      "Client \(client) drops out: from the next round on its messages do not arrive. d lets it come back."
    case (false, .huge?):
      "Client \(client) lies: from the next round on it sends a thousand times its update, the other way. t goes on."
    case (false, .nan?):
      "Client \(client) lies: from the next round on it sends values that are no numbers. t goes on."
    case (false, .zero?): "Client \(client) lies: from the next round on it sends zeros. t goes on."
    case (false, nil): "Client \(client) is as it should be, from the next round on."
    }
  }
}

extension RunCommand {
  /// What happened to a client, in a few words; nil of a turn of a knob.
  package var told: String? {
    guard case .happen(let event) = action else { return nil }
    guard let client = event.arguments["client"]?.description else { return event.name }
    switch (event.name, event.arguments["update"]?.description) {
    case ("drop_out", _): return "client \(client) drops out"
    case ("come_back", _): return "client \(client) comes back"
    case ("lie", let lie?): return "client \(client) lies (\(lie))"
    default: return event.name
    }
  }
}
