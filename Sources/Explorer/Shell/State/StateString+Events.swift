import Experiments

// What happened to clients on the way: `drop-out=3@12`, `lie=3-huge@12`.
extension StateString {
  private static let arguments = FederationEvent.arguments

  private static func key(_ name: String) -> String { name.replacing("-", with: "_") }

  static func isEvent(_ name: String) -> Bool { arguments[key(name)] != nil }

  static func written(_ event: RunEvent) -> String {
    let values = ["client", "update"].compactMap { event.arguments[$0]?.description }
    return "\(event.name.replacing("_", with: "-"))=\(values.joined(separator: "-"))"
  }

  /// - Throws: `StateStringError` where it is none.
  static func event(
    _ name: String, _ value: String, in part: String
  ) throws(StateStringError) -> RunCommand {
    let halves = value.split(separator: "@", omittingEmptySubsequences: false)
    guard halves.count == 2, let step = Int(halves[1]), step >= 0 else { throw .unreadable(part) }
    let words = halves[0].split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard let client = words.first.flatMap({ Int($0) }), words.count == arguments[key(name)]?.count else {
      throw .unreadable(part)
    }
    var event: [String: KnobValue] = ["client": .number(Double(client))]
    if words.count > 1 { event["update"] = .text(words[1]) }
    return RunCommand(step: step, action: .happen(RunEvent(name: key(name), arguments: event)))
  }
}
