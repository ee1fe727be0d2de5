import ArgumentParser
import Channels
import FederatedLearning
import Foundation
import PlainText
import Statistics

struct JoinCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "join", abstract: "Bring values to a federation, which leave this program only under masks.",
    discussion: FederateHelp.protection)

  @Option(help: ArgumentHelp("Where the server listens: 127.0.0.1:PORT or unix:PATH.", valueName: "address"))
  var connect: String
  @Option(help: ArgumentHelp("Numbers, with commas or line breaks between them.", valueName: "file"))
  var values: String?
  @Option(
    parsing: .unconditional, help: "Make up values of that many, from 1 to 10000000, in place of a file.")
  var dimension: Int?
  @Option(
    parsing: .unconditional,
    help: "What made-up values and rounding are drawn from. Keys, masks and shares never are.")
  var seed: UInt64 = 1
  @Option(
    parsing: .unconditional,
    help: "The least threshold to go along with; more than half of the clients unless given.")
  var threshold: Int?
  @Option(help: ArgumentHelp("The public keys that all know beforehand.", valueName: "file"))
  var roster: String?
  @Option(help: ArgumentHelp("This client's identity key, with a roster.", valueName: "file"))
  var keyFile: String?
  @Option(parsing: .unconditional, help: "Seconds to wait for the server, which waits for all the others.")
  var timeout = 120.0
  @Option(
    help: ArgumentHelp(
      "Drop out before that message of the first round: \(RoundPhase.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "message"), completion: .list(RoundPhase.allCases.map(\.rawValue)), transform: Self.phase)
  var stopBefore: RoundPhase?
  @Option(help: "text or json.") var format = OutputFormat.text

  func run() throws {
    try FederationSize.check(seconds: timeout, "--timeout")
    if let threshold { try FederationSize.check(threshold: threshold) }
    let identity = try self.identity()
    let values = try self.values(using: RandomStream(seed: seed).split("values"))
    let channel = try Channel.connect(to: ChannelAddress(parsing: connect), within: min(timeout, 10))
    var guest = FederationGuest(
      channel, values: values, identity: identity, leastThreshold: threshold, timeout: timeout,
      rounding: RandomStream(seed: seed).split("rounding"), stopsBefore: stopBefore)
    try guest.join()
    // What came of rounds is said even where it does not go on.
    let ending = Result {
      while let round = try guest.takePart() {
        if format == .text { try StandardOutput.write(lines: round.text(client: guest.id)) }
      }
    }
    try StandardOutput.write(JoinReport(client: guest.id, rounds: guest.rounds), as: format)
    try ending.get()
    let aborted = guest.rounds.count { $0.aborted != nil }
    guard aborted == 0 else { throw FederateError.roundsAborted(aborted, of: guest.rounds.count) }
  }

  private func identity() throws -> FederationGuest.Identity? {
    guard let roster else {
      guard keyFile == nil else { throw FederateError.keyWithoutRoster }
      return nil
    }
    guard let keyFile else { throw FederateError.rosterWithoutKey }
    let identities = try Roster(at: roster).byClient
    let (client, key) = try IdentityFile.read(at: keyFile)
    guard identities[client] == key.publicBytes else { throw FederateError.keyNotInRoster(client) }
    return FederationGuest.Identity(client: client, key: key, roster: identities)
  }

  private func values(using stream: RandomStream) throws -> [Float] {
    if let values {
      guard dimension == nil else { throw FederateError.valuesTwice }
      return try ValuesFile.read(at: values)
    }
    guard let dimension else { throw FederateError.noValues }
    try FederationSize.check(dimension: dimension)
    var stream = stream
    return (0..<dimension).map { _ in Float(2 * stream.uniform() - 1) }
  }

  private static func phase(_ text: String) throws -> RoundPhase {
    guard let phase = RoundPhase(rawValue: text) else {
      throw UnknownChoice(text, of: RoundPhase.self, option: "--stop-before")
    }
    return phase
  }
}
