import Foundation
import LinearAlgebra
import NeuralNetworks
import SecureComputation
import Statistics
import Testing
import glasshouse

/// Predictions between three programs.
struct PartyCommandTests {
  private static let roles = ["dealer", "model", "data"]

  @Test func theRecordsOwnerAloneLearnsTheAnswers() throws {
    let trio = try PartyTrio()
    for role in Self.roles {
      try trio.start(role, role == "data" ? ["--dataset", "digits", "--records", "5"] : [])
    }
    let ends = try Self.roles.map { try trio.ended($0) }
    #expect(ends.map(\.status) == [0, 0, 0], "\(ends)")
    let (dealer, model, data) = (try ends[0].object(), try ends[1].object(), try ends[2].object())
    let labels = try #require(data["labels"] as? [Int])
    #expect(labels.count == 5 && labels.allSatisfy((0..<10).contains))
    #expect(data["class_names"] as? [String] == (0..<10).map { "\($0)" })
    #expect(data["logits"] is NSNull && data["rounds"] as? Int == 48)
    for report in [dealer, model] {
      #expect(report["records"] as? Int == 5)
      #expect(Set(report.keys).isDisjoint(with: ["labels", "logits", "class_names"]))
    }
    // The answer goes one way.
    let bytes = try [model, data].map { try #require($0["bytes_sent"] as? Int) }
    #expect(bytes[0] == bytes[1] + 8 * 5)
    #expect(dealer["bytes_sent"] as? Int == data["dealer_bytes"] as? Int)
    #expect(
      trio.folder.files.allSatisfy { $0.contains(".") || $0 == "key" }, "sockets stay: \(trio.folder.files)")
  }

  /// Against the network in plain numbers, and the counts of parties in one program.
  @Test(arguments: Revealed.allCases)
  func startedProgramsComputeWhatTheNetworkDoes(revealed: Revealed) throws {
    var network = Network<Float>(
      try Architecture(parsing: "mlp:16"), inputCount: 30, classCount: 4, activation: .relu)
    network.initialize(from: RandomStream(seed: 1))
    var stream = RandomStream(seed: 2)
    let records = Matrix<Float>(
      rowCount: 20, columnCount: 30, elements: (0..<600).map { _ in Float(4 * stream.uniform() - 2) })
    let secure = try SecureNetwork(
      network, inputBound: 2, fractionBits: 20, truncation: .exact, revealed: revealed)
    let outcome = try PartyProcesses.infer(
      network, as: secure, on: records, latency: 0.001, program: Program.built.url)
    let plain = network.converted(to: Double.self).logits(of: records.converted(to: Double.self))
    #expect(outcome.labels == plain.largestColumns())
    if let logits = outcome.logits {
      #expect(zip(plain.elements, logits.elements).allSatisfy { abs($0 - $1) < 1e-4 })
    }
    #expect((outcome.logits != nil) == (revealed == .logits))
    var together = try SecureInference(secure)
    let traffic = try together.answer(records).traffic
    #expect(outcome.bytesSent == traffic[.first]?.bytesSent)
    #expect(outcome.setupBytes == together.setup[.first]?.bytesSent)
    #expect(outcome.rounds == traffic[.second]?.rounds)
    // Every round waits for a message that was held back.
    #expect(outcome.seconds >= 0.001 * Double(outcome.rounds))
  }

  @Test func whatIsNotCoveredStartsNothing() throws {
    let network = Network<Float>(
      try Architecture(parsing: "mlp:4"), inputCount: 3, classCount: 2, activation: .relu)
    let secure = try SecureNetwork(network, inputBound: 1)
    #expect(throws: SecureComputationError.otherWidth(found: 2, needed: 3)) {
      try PartyProcesses.infer(network, as: secure, on: Matrix(rowCount: 1, columnCount: 2), program: nil)
    }
  }

  /// In the middle of the rounds, which take a tenth of a second each.
  @Test(arguments: roles)
  func whoIsKilledEndsTheOthers(victim: String) throws {
    let trio = try PartyTrio()
    for role in Self.roles {
      // The dealer is needed again at the end.
      try trio.start(role, ["--latency", "20"] + (role == "data" ? ["--dataset", "digits"] : []))
    }
    for role in ["dealer", "model"] { try trio.listens(role) }
    Thread.sleep(forTimeInterval: 0.5)
    trio.signal(victim, SIGKILL)
    let start = ContinuousClock.now
    for role in Self.roles where role != victim {
      let outcome = try trio.ended(role)
      let sentences = outcome.complaint.split(separator: "\n").filter { !$0.hasPrefix("Listening on ") }
      #expect(outcome.status == 1 && outcome.output.isEmpty && sentences.count == 1, "\(outcome)")
      #expect(sentences.first?.contains("ended") == true, "\(sentences)")
    }
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  @Test(arguments: roles)
  func whoStandsStillEndsTheOthers(victim: String) throws {
    let trio = try PartyTrio()
    for role in Self.roles {
      try trio.start(
        role, ["--latency", "20", "--timeout", "0.4"] + (role == "data" ? ["--dataset", "digits"] : []))
    }
    for role in ["dealer", "model"] { try trio.listens(role) }
    Thread.sleep(forTimeInterval: 0.5)
    trio.signal(victim, SIGSTOP)
    let start = ContinuousClock.now
    for role in Self.roles where role != victim {
      let outcome = try trio.ended(role)
      #expect(outcome.status == 1 && outcome.output.isEmpty, "\(outcome)")
      #expect(outcome.complaint.contains("Nothing came"), "\(outcome.complaint)")
    }
    #expect(ContinuousClock.now - start < .seconds(5))
    trio.signal(victim, SIGKILL)
    _ = try trio.ended(victim)
  }
}
