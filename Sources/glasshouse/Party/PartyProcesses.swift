import Experiments
import Files
package import Foundation
package import LinearAlgebra
package import NeuralNetworks
import PlainText
package import SecureComputation

/// The three parties of an inference as programs of their own, each of which is given its own input alone.
///
/// They meet at sockets in a new folder that is this user's alone, and that holds the key, the model and the records for as long as it
/// takes. It is gone afterwards, also where a party fails or a signal ends this program.
package enum PartyProcesses {
  package struct Outcome: Sendable {
    package let labels: [Int]
    /// [records, classes], where they are revealed.
    package let logits: Matrix<Double>?
    /// Of all batches together, as are all figures that follow.
    package let rounds: Int
    /// What the model's owner and the records' owner sent each other.
    package let bytesSent: [PartySide: Int]
    /// What each of them sent to open the masked weights.
    package let setupBytes: [PartySide: Int]
    /// What the dealer sent the records' owner.
    package let dealerBytes: Int
    /// What the records' owner used of it, by its ledger.
    package let triples: TripleCount
    /// Of the online phase, as the records' owner measured it.
    package let seconds: Double
    /// Of the opening of the weights, and of the dealer's work.
    package let setupSeconds: Double
    package let dealerSeconds: Double
  }

  /// Seconds that the programs have to find each other.
  private static let wait = 30.0

  /// Predictions for records by a network, [records, inputs].
  ///
  /// - Parameters:
  ///   - inputBound: the largest magnitude that a record's values have.
  ///   - latency: seconds that every message is held back.
  ///   - timeout: seconds that each message has beside that.
  ///   - program: the file of this program.
  /// - Throws: `SecureComputationError` for what is not covered, before anything is started; `PartyProcessError` with what a party said;
  ///   `OutputError`.
  package static func infer(
    _ network: Network<Float>, on records: Matrix<Float>, inputBound: Double,
    fractionBits: Int = FixedPoint.usualFractionBits, truncation: Truncation = .local,
    revealed: Revealed = .label, latency: Double = 0, timeout: Double = 3,
    program: URL? = Bundle.main.executableURL
  ) throws -> Outcome {
    let plan = try SecureNetwork(
      network, inputBound: inputBound, fractionBits: fractionBits, truncation: truncation, revealed: revealed
    ).plan
    try plan.checkSize()
    _ = try plan.encode(records, inputBound: inputBound)

    let folder = try PrivateFolder()
    defer { folder.remove() }
    let (key, model, values) = (folder.path("key"), folder.path("model"), folder.path("records"))
    let (dealer, owner) = ("unix:\(folder.path("d"))", "unix:\(folder.path("m"))")
    try PartyKeyFile.write(to: key)
    let checkpoint = Checkpoint(
      parameters: network.parameters, metadata: ["activation": Activation.relu.rawValue])
    try OutputFile(model).write(try checkpoint.encoded())
    try OutputFile(values).write(Data(records.lines.utf8))
    let common = [
      "--key-file", key, "--latency", "\(1000 * latency)", "--timeout", "\(timeout)", "--wait", "\(wait)",
      "--format", "json",
    ]
    let ended = try folder.run(
      program,
      [
        .dealer: ["--listen", dealer] + common,
        .model: [
          "--listen", owner, "--peer", dealer, "--model", model, "--input-bound", "\(inputBound)",
          "--fraction-bits", "\(fractionBits)", "--truncation", truncation.rawValue, "--reveal",
          revealed.rawValue,
        ] + common,
        .data: [
          "--peer", dealer, "--peer", owner, "--values", values, "--fraction-bits", "\(fractionBits)",
          "--truncation", truncation.rawValue, "--reveal", revealed.rawValue,
        ] + common,
      ])
    return try outcome(of: ended, classCount: network.classCount)
  }

  private static func outcome(of ended: [PartyRole: EndedParty], classCount: Int) throws -> Outcome {
    // The one that ended it says more than those who were told.
    let complaints = PartyRole.allCases.compactMap { role in
      ended[role].flatMap { $0.isDone ? nil : PartyProcessError.failed(role, $0.complaint) }
    }
    if let complaint = complaints.first(where: { !$0.isHearsay }) ?? complaints.first { throw complaint }
    guard let answers: RecordsOwnerReport = ended[.data]?.report(),
      let offered: ModelOwnerReport = ended[.model]?.report()
    else { throw PartyProcessError.failed(.data, "it printed no report") }
    return Outcome(
      labels: answers.labels,
      logits: answers.logits.map {
        Matrix(rowCount: $0.count, columnCount: classCount, elements: $0.flatMap(\.self))
      },
      rounds: answers.rounds, bytesSent: [.first: offered.bytesSent, .second: answers.bytesSent],
      setupBytes: [.first: offered.setupBytes, .second: answers.setupBytes],
      dealerBytes: answers.dealerBytes, triples: answers.triples, seconds: answers.seconds,
      setupSeconds: answers.setupSeconds,
      dealerSeconds: answers.dealerSeconds)
  }
}

/// A party that failed, as another program.
enum PartyProcessError: ExplainedError, Hashable {
  case noFolder(String)
  case notStarted(String)
  case failed(PartyRole, String)

  /// Whether it was only told that another ended.
  var isHearsay: Bool {
    guard case .failed(_, let complaint) = self else { return false }
    return complaint.contains("ended the computation: ") || complaint.contains(" is gone, and ")
      || complaint.hasPrefix("it was ended by signal \(SIGKILL)")
  }

  var sentence: Sentence {
    switch self {
    case .noFolder(let path):
      "No folder for the parties' sockets could be made as \(path). Set TMPDIR to a folder that may be written to."
    case .notStarted(let reason): "A party could not be started: \(reason). Compute with --parties memory."
    case .failed(let role, let complaint): "The program of \(role.name) failed: \(complaint)"
    }
  }
}

extension Matrix<Float> {
  /// A row a line; every number comes back as it was.
  fileprivate var lines: String {
    (0..<rowCount).map { row in
      elements[row * columnCount..<(row + 1) * columnCount].map { "\($0)" }.joined(separator: ",") + "\n"
    }.joined()
  }
}
