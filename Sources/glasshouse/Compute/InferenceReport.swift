import Experiments
import LinearAlgebra
import PlainText
import SecureComputation

/// How predictions on shares compare with plain ones: of `compute inference`.
package struct InferenceReport: CommandReport {
  let title: String
  package let figures: Figures

  /// Rounds and bytes are of all records together.
  package struct Figures: Codable, Hashable, Sendable {
    let records: Int
    /// Records whose class is the plain prediction's.
    let agreement: Double
    /// Null where nobody sees both shares of them.
    @OrNull var maxLogitError: Double?
    /// Of the plain predictions, and of those on shares.
    let plainAccuracy: Double
    let accuracy: Double
    let rounds: Int
    /// By the model's owner, who sends as much as the records' owner, and the answer.
    let bytesSentPerParty: Int
    /// By each party, once a model.
    let setupBytes: Int
    let dealerBytes: Int
    let triplesUsed: Int
    let triples: TripleCount
    let seconds: Double
    /// Of these the dealer's, which can be spent before there is a record.
    let dealerSeconds: Double
    let secondsAtLatency: Double
    /// One way: what `seconds` has where it was asked for, else what `seconds_at_latency` adds up.
    let latencyMilliseconds: Double
    let isLatencyMeasured: Bool
    /// Of meeting and opening the masked weights, once a model; not in `seconds`.
    let setupSeconds: Double
    let fractionBits: Int
    let truncation: Truncation
    /// Of the probability that local truncation spoils a prediction: an upper bound, by what weights and inputs allow.
    let truncationFailureBound: Double
    let inputBound: Double
    let reveal: Revealed
    let parties: PartyPlace
    let dataset: String
    let network: String
    let steps: Int
    let seed: UInt64

    private enum CodingKeys: String, CodingKey {
      case records, agreement, accuracy, rounds, triples, seconds, truncation, reveal, parties, dataset,
        network,
        steps, seed
      case maxLogitError = "max_logit_error"
      case plainAccuracy = "plain_accuracy"
      case bytesSentPerParty = "bytes_sent_per_party"
      case setupBytes = "setup_bytes"
      case dealerBytes = "dealer_bytes"
      case triplesUsed = "triples_used"
      case dealerSeconds = "dealer_seconds"
      case secondsAtLatency = "seconds_at_latency"
      case latencyMilliseconds = "latency_ms"
      case isLatencyMeasured = "latency_measured"
      case setupSeconds = "setup_seconds"
      case fractionBits = "fraction_bits"
      case truncationFailureBound = "truncation_failure_bound"
      case inputBound = "input_bound"
    }
  }

  init(
    _ outcome: InferenceOutcome, of network: SecureNetwork, plain: Matrix<Float>, labels: [Int],
    run: TrainingRun, parties: PartyPlace, shares: SharesOptions
  ) {
    let count = labels.count
    let share = { (predicted: [Int], wanted: [Int]) in
      Double(zip(predicted, wanted).count { $0 == $1 }) / Double(count)
    }
    let predicted = plain.largestColumns()
    let settings = run.settings
    title = TargetOutcome(of: run, isScheduleFixed: true).title
    figures = Figures(
      records: count, agreement: share(outcome.labels, predicted),
      maxLogitError: outcome.logits.map { logits in
        zip(logits.elements, plain.elements).reduce(0) { max($0, abs($1.0 - Double($1.1))) }
      }, plainAccuracy: share(predicted, labels), accuracy: share(outcome.labels, labels),
      rounds: outcome.rounds, bytesSentPerParty: outcome.bytesSent, setupBytes: outcome.setupBytes,
      dealerBytes: outcome.dealerBytes, triplesUsed: outcome.triples.total, triples: outcome.triples,
      seconds: outcome.seconds, dealerSeconds: outcome.dealerSeconds,
      secondsAtLatency: shares.secondsAtLatency(
        seconds: outcome.seconds, messages: outcome.rounds + outcome.furtherMessages),
      latencyMilliseconds: shares.latency > 0 ? shares.latency : 1000 * SharesOptions.usualLatency,
      isLatencyMeasured: shares.latency > 0, setupSeconds: outcome.setupSeconds,
      fractionBits: network.plan.fractionBits, truncation: network.plan.truncation,
      truncationFailureBound: network.truncationFailureBound, inputBound: network.inputBound,
      reveal: network.plan.revealed, parties: parties, dataset: settings.dataset, network: settings.network,
      steps: run.step,
      seed: settings.seed)
  }
}
