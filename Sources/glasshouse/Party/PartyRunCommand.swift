public import ArgumentParser
import Channels
import Experiments
import Foundation
import LinearAlgebra
import PlainText
public import SecureComputation

struct PartyRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Be one of the three parties.", discussion: PartyHelp.protection)

  @Option(help: "model, data or dealer.") var role: PartyRole
  @Option(
    help: ArgumentHelp(
      "Where others can come to: 127.0.0.1:PORT, with 0 for a free one, or unix:PATH.", valueName: "address"))
  var listen: String?
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Where another party listens, once for each that this one goes to. Each pair meets on one side's address.",
      valueName: "address"))
  var peer: [String] = []
  @Option(
    help: ArgumentHelp("The key that all three have, which `glasshouse party keys` makes.", valueName: "file")
  )
  var keyFile: String
  @Option(help: ArgumentHelp("Of the model's owner: the network, as safetensors.", valueName: "file"))
  var model: String?
  @Option(
    parsing: .unconditional,
    help:
      "Of the model's owner: the largest magnitude of a record's values, so that nothing wraps around; what the file says, or 100, unless given."
  )
  var inputBound: Double?
  @Option(
    help: ArgumentHelp(
      "Of the records' owner: records as the network takes them, one a line.", valueName: "file"))
  var values: String?
  @Option(
    parsing: .unconditional,
    help: "Of the records' owner, with --dataset: how many of its records that are not trained on (1).")
  var records: Int?
  @Option(
    parsing: .unconditional,
    help:
      "Fractional bits: what the model's owner offers (16), or the records' owner demands (whatever is offered). So are the next two."
  )
  var fractionBits: Int?
  @Option(help: "local or exact (local).") var truncation: Truncation?
  @Option(help: "label or logits (label), to the records' owner alone.") var reveal: Revealed?
  @Option(parsing: .unconditional, help: "Milliseconds that every message is held back, from 0 to 1000.")
  var latency = 0.0
  @Option(parsing: .unconditional, help: "Seconds that another has for each message, from 0.1 to 86400.")
  var timeout = 3.0
  @Option(parsing: .unconditional, help: "Seconds to wait for the others to come, from 0.1 to 86400.")
  var wait = 60.0
  @Option(help: "text or json.") var format = OutputFormat.text
  @OptionGroup var options: PartyDataOptions

  func run() throws {
    try check()
    if let fractionBits { _ = try FixedPoint(fractionBits: fractionBits, truncation: truncation ?? .exact) }
    MachineMemory.keepFreed()
    let key = try PartyKeyFile.read(at: keyFile)
    let addresses = try peer.map { try ChannelAddress(parsing: $0) }
    let own = try listen.map { try ChannelAddress(parsing: $0) }
    // What a party brings is read before anybody is let in, who would have to wait for it.
    switch role {
    case .model:
      let file = try PartyModelFile(at: try needed(model, "--model"), options)
      let network = try file.network(
        inputBound: inputBound, fractionBits: fractionBits ?? FixedPoint.usualFractionBits,
        truncation: truncation ?? .local, revealed: reveal ?? .label)
      let session = newSession
      let owner = try ModelOwner(session, network: network, classNames: file.classNames)
      try meet(session, key, at: own, addresses)
      try StandardOutput.write(ModelOwnerReport(try owner.run(), network), as: format)
    case .data:
      let records = try PartyRecords(values: values, count: records, options).matrix
      let session = newSession
      let demand = RecordsOwner.Demand(
        fractionBits: fractionBits, truncation: truncation, revealed: reveal)
      try meet(session, key, at: own, addresses)
      let outcome = try RecordsOwner(session, records: records, demand: demand).run()
      try StandardOutput.write(RecordsOwnerReport(outcome), as: format)
    case .dealer:
      let session = newSession
      try meet(session, key, at: own, addresses)
      try StandardOutput.write(DealerReport(try DealingParty(session).run()), as: format)
    }
  }

  /// What may be said of a network in a file.
  private static let ofModels: Set<Knob> = [.network, .activation]

  private var newSession: PartySession { PartySession(role, timeout: timeout, latency: latency / 1000) }

  private func meet(
    _ session: PartySession, _ key: PreSharedKey, at own: ChannelAddress?, _ addresses: [ChannelAddress]
  ) throws {
    // Nobody else comes to it once the parties are together.
    let listener = try own.map { try ChannelListener(on: $0) }
    var meeting = try PartyMeeting(
      for: session, key: key, listener: listener, addresses: addresses, timeout: timeout)
    if let listener { StandardError.note("Listening on \(listener.address) as \(role.name).") }
    try meeting.hold(within: wait)
  }

  /// What is said of a role must be that role's.
  private func check() throws(PartyCommandError) {
    for (value, option) in [(timeout, "--timeout"), (wait, "--wait")] where !(0.1...86400).contains(value) {
      throw .secondsOutOfRange(option: option, value, allowed: "from 0.1 to 86400 seconds")
    }
    guard (0...1000).contains(latency) else {
      throw .secondsOutOfRange(option: "--latency", latency, allowed: "from 0 to 1000 milliseconds")
    }
    let given: [(isGiven: Bool, option: String, owner: PartyRole)] =
      [
        (model != nil, "--model", .model), (inputBound != nil, "--input-bound", .model),
        (values != nil, "--values", .data), (records != nil, "--records", .data),
      ]
      + options.given.keys.map {
        (true, $0.option, Self.ofModels.contains($0) ? .model : .data)
      }
    for (isGiven, option, owner) in given where isGiven && owner != role {
      throw .optionOfOther(option, role, of: owner)
    }
    if values != nil, !options.given.isEmpty { throw .recordsTwice }
    if role == .dealer, fractionBits != nil || truncation != nil || reveal != nil {
      throw .optionOfOwners("--fraction-bits, --truncation or --reveal")
    }
    for place in peer.indices where peer[..<place].contains(peer[place]) { throw .peerTwice(peer[place]) }
    if let inputBound, !(inputBound > 0 && inputBound.isFinite) { throw .inputBound(inputBound) }
  }

  private func needed<Value>(_ value: Value?, _ option: String) throws(PartyCommandError) -> Value {
    guard let value else { throw .missingOption(role, option) }
    return value
  }
}

extension PartyRole: ExpressibleByArgument {}
extension Truncation: ExpressibleByArgument {}
extension Revealed: ExpressibleByArgument {}
