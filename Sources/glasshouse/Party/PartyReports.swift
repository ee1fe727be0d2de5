import Experiments
import Foundation
import LinearAlgebra
import PlainText
import SecureComputation

/// What the records' owner learned: of `party --role data`.
package struct RecordsOwnerReport: CommandReport {
  private static let shownRecords = 20

  let role: PartyRole
  /// Class numbers, a record each.
  let labels: [Int]
  /// Of all classes, in their order.
  let classNames: [String]
  /// [records, classes], where they are revealed.
  @OrNull var logits: [[Double]]?
  let fractionBits: Int
  let truncation: Truncation
  let revealed: Revealed
  let rounds: Int
  /// What this party sent for the records.
  let bytesSent: Int
  /// What this party sent to open the masked weights, once.
  let setupBytes: Int
  /// What the dealer sent this party.
  let dealerBytes: Int
  /// By this party's ledger: none was used twice.
  let triples: TripleCount
  let setupSeconds: Double
  let dealerSeconds: Double
  /// From telling the model's owner of the records to the answers.
  let seconds: Double

  init(_ outcome: RecordsOwner.Outcome) {
    role = .data
    (labels, classNames) = (outcome.labels, outcome.classNames)
    logits = outcome.logits.map { logits in
      (0..<logits.rowCount).map { row in (0..<logits.columnCount).map { logits[row, $0] } }
    }
    let plan = outcome.plan
    (fractionBits, truncation, revealed) = (plan.fractionBits, plan.truncation, plan.revealed)
    (rounds, bytesSent) = (outcome.traffic.rounds, outcome.traffic.bytesSent)
    (setupBytes, dealerBytes) = (outcome.setup.bytesSent, outcome.dealerBytes)
    triples = outcome.triples
    (setupSeconds, dealerSeconds) = (outcome.setupSeconds, outcome.dealerSeconds)
    seconds = outcome.seconds
  }

  package var figures: RecordsOwnerReport { self }

  package var text: String {
    var lines = labels.prefix(Self.shownRecords).enumerated().map { index, label in
      let answer = "record \(index + 1): \(classNames[label].harmless)"
      guard let logits else { return answer }
      return answer + ", logits " + logits[index].map { String(format: "%.4g", $0) }.joined(separator: " ")
    }
    if labels.count > Self.shownRecords {
      lines.append("… of \(labels.count) records; --format json has all")
    }
    lines.append(
      "computed on shares in \(rounds) rounds and \(String(format: "%.1f", 1000 * seconds)) ms: \(bytesSent) bytes sent, and \(setupBytes) once for the model; \(dealerBytes) came from the dealer"
    )
    let truncation =
      truncation == .exact
      ? "exact truncation"
      : "local truncation, which spoils an answer with a probability of \(SecureNetwork.mostFailures) at most"
    lines.append(
      "seen: the plan (\(fractionBits) fractional bits, \(truncation)), how large values may be, the classes' names, and these answers; not seen: the model. Nothing was encrypted on the way."
    )
    return lines.joined(separator: "\n")
  }

  private enum CodingKeys: String, CodingKey {
    case role, labels, logits, truncation, revealed, rounds, seconds, triples
    case classNames = "class_names"
    case fractionBits = "fraction_bits"
    case bytesSent = "bytes_sent"
    case setupBytes = "setup_bytes"
    case dealerBytes = "dealer_bytes"
    case setupSeconds = "setup_seconds"
    case dealerSeconds = "dealer_seconds"
  }
}

/// What the model's owner did: of `party --role model`.
package struct ModelOwnerReport: CommandReport {
  let role: PartyRole
  let records: Int
  let rounds: Int
  let bytesSent: Int
  let setupBytes: Int
  /// An upper bound of the probability that local truncation spoils anything of a record's prediction.
  let truncationFailureBound: Double
  /// What this party learned beside its own input.
  let learned: String

  init(_ outcome: ModelOwner.Outcome, _ network: SecureNetwork) {
    role = .model
    records = outcome.recordCount
    (rounds, bytesSent) = (outcome.traffic.rounds, outcome.traffic.bytesSent)
    setupBytes = outcome.setup.bytesSent
    truncationFailureBound = network.truncationFailureBound
    learned = "how many records there were, and that their values have room"
  }

  package var figures: ModelOwnerReport { self }

  package var text: String {
    "\(records) record\(records == 1 ? "" : "s") answered in \(rounds) rounds: \(bytesSent) bytes sent, and \(setupBytes) once for the model\nseen: \(learned); not seen: any record, and any answer. Nothing was encrypted on the way."
  }

  private enum CodingKeys: String, CodingKey {
    case role, records, rounds, learned
    case bytesSent = "bytes_sent"
    case setupBytes = "setup_bytes"
    case truncationFailureBound = "truncation_failure_bound"
  }
}

/// What the dealer did: of `party --role dealer`.
package struct DealerReport: CommandReport {
  let role: PartyRole
  let records: Int
  /// Inputs, hidden units layer by layer, classes.
  let widths: [Int]
  let bytesSent: Int
  /// What this party learned.
  let learned: String

  init(_ outcome: DealingParty.Outcome) {
    role = .dealer
    (records, widths) = (outcome.recordCount, outcome.plan.widths)
    bytesSent = outcome.correctionBytes
    learned = "the widths of the network, and how many records there were"
  }

  package var figures: DealerReport { self }

  package var text: String {
    "dealt for \(records) record\(records == 1 ? "" : "s"): \(bytesSent) bytes of corrections sent\nseen: \(learned); not seen: any weight, record or answer. Nothing was encrypted on the way."
  }

  private enum CodingKeys: String, CodingKey {
    case role, records, widths, learned
    case bytesSent = "bytes_sent"
  }
}
