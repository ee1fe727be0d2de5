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
  /// Seconds that the programs have to find each other.
  private static let wait = 30.0

  /// Predictions for records, [records, inputs].
  ///
  /// - Parameters:
  ///   - secure: the network on shares, with the plan that both owners are told to insist on.
  ///   - latency: seconds that every message is held back.
  ///   - program: the file of this program.
  /// - Throws: `SecureComputationError` and `PartyError` for what is not covered, before anything is started; `PartyProcessError` with
  ///   what a party said; `OutputError`.
  package static func infer(
    _ network: Network<Float>, as secure: SecureNetwork, on records: Matrix<Float>, latency: Double = 0,
    program: URL? = Bundle.main.executableURL
  ) throws -> InferenceOutcome {
    let plan = secure.plan
    try plan.checkSize()
    _ = try secure.encode(records)

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
      "--key-file", key, "--latency", "\(1000 * latency)", "--wait", "\(wait)", "--format", "json",
    ]
    let wanted = [
      "--fraction-bits", "\(plan.fractionBits)", "--truncation", plan.truncation.rawValue, "--reveal",
      plan.revealed.rawValue,
    ]
    let ended = try folder.run(
      program,
      [
        .dealer: ["--listen", dealer] + common,
        .model: [
          "--listen", owner, "--peer", dealer, "--model", model, "--input-bound", "\(secure.inputBound)",
        ] + wanted + common,
        .data: ["--peer", dealer, "--peer", owner, "--values", values] + wanted + common,
      ])
    return try outcome(of: ended, plan)
  }

  private static func outcome(
    of ended: [PartyRole: EndedParty], _ plan: InferencePlan
  ) throws -> InferenceOutcome {
    // The one that ended it says more than those who were told.
    let complaints = PartyRole.allCases.compactMap { role in
      ended[role].flatMap { $0.isDone ? nil : PartyProcessError.failed(role, $0.complaint) }
    }
    if let complaint = complaints.first(where: { !$0.isHearsay }) ?? complaints.first { throw complaint }
    guard let answers: RecordsOwnerReport = ended[.data]?.report(),
      let offered: ModelOwnerReport = ended[.model]?.report()
    else { throw PartyProcessError.failed(.data, "it printed no report") }
    return InferenceOutcome(answers, offered, of: plan)
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
