import Foundation
import Testing

/// `train --clients` as scripts use it.
struct FederatedTrainingTests {
  private static let options = [
    "train", "--dataset", "digits", "--clients", "12", "--participation", "0.5", "--steps", "6", "--format",
    "json",
  ]

  private struct Report: Decodable {
    struct Aggregation: Decodable {
      let method: String
      let bytesPerClient: Double?
      let aborted: Int
      let dropped: Int
      let exact: Bool?
    }
    struct Placement: Decodable {
      let noiseBy: String
      let epsilonAgainstModel: Double?
      let epsilonAgainstServer: Double?
    }

    let rounds: Int
    let clients: Int
    let unit: String
    let adversary: String
    let epsilon: Double?
    let epsilonPerRecord: Double?
    let testAccuracy: Double
    let accuracyByRound: [Double]
    let aggregation: Aggregation
    let noisePlacements: [Placement]
  }

  private func report(_ more: [String]) throws -> Report {
    let outcome = try Program.built.run(Self.options + more)
    #expect(outcome.status == 0, "\(outcome.complaint)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Report.self, from: Data(outcome.output.utf8))
  }

  /// Four bytes a parameter where nothing is hidden, and an accuracy for each round, the last that of the model.
  @Test func aPlainFederationSaysWhatItsClientsDid() throws {
    let report = try report([])
    #expect((report.rounds, report.clients, report.unit) == (6, 12, "client"))
    #expect(report.epsilon == nil)
    #expect(report.accuracyByRound.count == 6)
    #expect(report.accuracyByRound.last == report.testAccuracy)
    #expect(report.aggregation.method == "plain" && report.aggregation.exact == nil)
    #expect(report.aggregation.bytesPerClient == 4 * Double(64 * 64 + 64 + 64 * 10 + 10))
  }

  /// The masks cancel: sums are right through drop-outs, and the model is the plain one's but for rounding.
  @Test func secureSumsAreExactThroughDropOuts() throws {
    let report = try report(["--aggregation", "secure", "--dropouts", "0.2"])
    #expect(report.aggregation.exact == true)
    #expect(report.aggregation.dropped > 0)
  }

  /// Four bytes a parameter and for the weight, and what keys, shares and signatures take.
  @Test func secureSumsCostLittleMoreThanPlainOnes() throws {
    let report = try report(["--aggregation", "secure"])
    let bytes = try #require(report.aggregation.bytesPerClient)
    #expect(bytes > 4 * 4811 && bytes < 1.1 * 4 * 4811)
  }

  /// One number of noise, and three promises.
  @Test func epsilonNamesItsAdversary() throws {
    let noise = ["--noise-multiplier", "2", "--clipping-norm", "1", "--aggregation", "secure"]
    let central = try report(noise)
    let distributed = try report(noise + ["--privacy", "distributed"])
    let local = try report(noise + ["--privacy", "local"])
    #expect(central.adversary.contains("not against the server"))
    #expect(distributed.adversary.contains("the server if no client colludes"))
    #expect(local.adversary.contains("the server included"))
    #expect(central.noisePlacements.map(\.noiseBy) == ["central", "distributed", "local"])
    #expect(central.noisePlacements[0].epsilonAgainstServer == nil)
    #expect(distributed.noisePlacements[1].epsilonAgainstServer == distributed.epsilon)
    // A record that is replaced moves its client's update by 2C, which local noise is of and the others' is half of.
    #expect(local.epsilonPerRecord == local.epsilon)
    #expect(try #require(central.epsilonPerRecord) > 1.5 * #require(central.epsilon))
  }

  /// Every attack has models of clients too.
  @Test(arguments: [
    ["attack", "membership", "--method", "lira_online", "--shadows", "4"],
    ["attack", "inversion"],
  ]) func attacksWorkOnFederations(attack: [String]) throws {
    let outcome = try Program.built.run(
      attack + [
        "--dataset", "digits", "--train-size", "60", "--network", "linear", "--clients", "5", "--steps", "2",
      ])
    #expect(outcome.status == 0, "\(outcome.complaint)")
  }

  @Test func attributesAreGuessedOfFederationsToo() throws {
    let outcome = try Program.built.run([
      "attack", "attributes", "--dataset", "affairs", "--clients", "5", "--train-size", "200", "--steps", "2",
    ])
    #expect(outcome.status == 0, "\(outcome.complaint)")
  }

  /// A run is its log, with what happened to its clients, whatever keys hid its updates.
  @Test func whatHappensToClientsIsReplayed() throws {
    let folder = try ScratchFolder()
    let log = folder.path("log")
    let first = try Program.built.run(
      Self.options + ["--aggregation", "secure", "--dropouts", "0.2", "--log", log])
    #expect(first.status == 0, "\(first.complaint)")
    let again = try Program.built.run(["replay", log, "--verify"])
    #expect(again.status == 0 && again.output.contains("verified"), "\(again.complaint)")

    let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map(String.init)
    let events = [
      #"{"step":1,"event":"lie","client":3,"update":"nan"}"#, #"{"step":2,"event":"drop_out","client":4}"#,
      #"{"step":4,"event":"come_back","client":4}"#,
    ]
    let told = try folder.write(([lines[0]] + events).joined(separator: "\n") + "\n", to: "told.jsonl")
    #expect(try Program.built.run(["replay", told]).status == 0)
    let stranger = try folder.write(
      lines[0] + "\n" + #"{"step":1,"event":"drop_out","client":12}"# + "\n", to: "stranger.jsonl")
    let refused = try Program.built.run(["replay", stranger])
    #expect(refused.status == 1)
    #expect(refused.complaint.contains("There is no client `12`. Choose one from 0 to 11."))
  }
}
