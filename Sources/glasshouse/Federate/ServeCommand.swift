import ArgumentParser
import Channels
import FederatedLearning
import Files
import Foundation
import PlainText

struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Ask clients for their values, and learn the sum alone.",
    discussion: FederateHelp.protection)

  @Option(parsing: .unconditional, help: "How many clients are asked, from 2 to 10000.") var clients: Int
  @Option(
    parsing: .unconditional,
    help:
      "How many must stay to the end, 2 at least; more than two thirds unless given. Fewer, and nothing is learned."
  )
  var threshold: Int?
  @Option(
    help: ArgumentHelp(
      "Where to listen: 127.0.0.1:PORT, with 0 for a free one, or unix:PATH.", valueName: "address"))
  var listen = "127.0.0.1:0"
  @Option(parsing: .unconditional, help: "How many rounds, from 1 to 100000.") var rounds = 1
  @Option(
    parsing: .unconditional,
    help:
      "How many values each client brings, from 1 to 10000000; those of the first one who joins unless given."
  )
  var dimension: Int?
  @Option(
    parsing: .unconditional,
    help: "Bits that a value is rounded to, from 1 to 31, by chance so that sums are right on average.")
  var bits = 16
  @Option(parsing: .unconditional, help: "The magnitude at which values are clipped, from 1e-30 to 1e30.")
  var clip = 1.0
  @Option(help: ArgumentHelp("The public keys that all know beforehand.", valueName: "file"))
  var roster: String?
  @Option(parsing: .unconditional, help: "Seconds that a client has for each of its messages.")
  var timeout = 10.0
  @Option(parsing: .unconditional, help: "Seconds that clients have to join.") var wait = 60.0
  @Option(help: ArgumentHelp("Write every sum as round,index,sum.", valueName: "file"))
  var output: String?
  @Option(help: "text or json.") var format = OutputFormat.text

  func run() throws {
    try FederationSize.check(clients)
    guard (1...100_000).contains(rounds) else {
      throw FederateError.countOutOfRange(option: "--rounds", rounds, allowed: "from 1 to 100000")
    }
    if let dimension {
      try FederationSize.check(dimension: dimension)
      try FederationSize.check(memoryOf: clients, dimension: dimension)
    }
    try FederationSize.check(seconds: timeout, "--timeout")
    try FederationSize.check(seconds: wait, "--wait")
    let quantization = try Quantization(clip: clip, bits: bits, clientCount: clients)
    let identities = try roster.map { try Roster(at: $0) }
    if let identities, identities.count != clients {
      throw FederateError.rosterOfOthers(count: identities.count, clients: clients)
    }
    try OutputFile.check(output.map { [$0] } ?? [], inputs: roster.map { [$0] } ?? [])
    // What a round cannot be, it cannot be before anybody has joined.
    let plan = FederationPlan(
      clientCount: clients, threshold: threshold, dimension: dimension, quantization: quantization,
      identities: identities?.byClient, roundCount: rounds, timeout: timeout, wait: wait)
    _ = try plan.settings(round: 0, dimension: 1)

    let listener = try ChannelListener(on: ChannelAddress(parsing: listen))
    StandardError.note("Listening on \(listener.address) for \(clients) clients.")
    var host = FederationHost(plan, listener: listener)
    try host.admit()
    let start = ContinuousClock.now
    // A program that is killed has kept the rounds before.
    let sums = try output.map { try AppendedFile(replacing: $0, beginning: ServeReport.Round.csvHeader) }
    let ending = Result {
      for number in 1...rounds {
        let round = try host.hold(round: number)
        try sums?.append(round.csv)
        if format == .text { try StandardOutput.write(lines: round.text(dimension: host.dimension)) }
      }
    }
    let report = ServeReport(
      plan, dimension: host.dimension, rounds: host.rounds,
      seconds: (ContinuousClock.now - start) / .seconds(1))
    try StandardOutput.write(report, as: format)
    try ending.get()
    let aborted = host.rounds.count { $0.aborted != nil }
    guard aborted == 0 else { throw FederateError.roundsAborted(aborted, of: rounds) }
  }
}
