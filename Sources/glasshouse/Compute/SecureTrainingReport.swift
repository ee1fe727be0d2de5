import DifferentialPrivacy
import Experiments
import PlainText
import SecureComputation
import Statistics

/// How training on shares compares with plain training: of `compute training`.
package struct SecureTrainingReport: CommandReport {
  let title: String
  package let figures: Figures

  /// Accuracies are of held-out records. Rounds and bytes are of all steps.
  package struct Figures: Codable, Hashable, Sendable {
    let accuracy: Double
    /// Of the same training in double precision, with the same piecewise function.
    let plainAccuracy: Double
    /// The same with the exact logistic function.
    let exactAccuracy: Double
    /// The largest difference of a weight from the plain training's.
    let weightError: Double
    let rounds: Int
    /// By each party.
    let bytesSentPerParty: Int
    /// By each party, once a training set.
    let setupBytes: Int
    let dealerBytes: Int
    let triplesUsed: Int
    let triples: TripleCount
    let seconds: Double
    let secondsAtLatency: Double
    /// One way: what `seconds` has where it was asked for, else what `seconds_at_latency` adds up.
    let latencyMilliseconds: Double
    let isLatencyMeasured: Bool
    let fractionBits: Int
    let truncation: Truncation
    /// An estimate of how many truncations fail in such a training, by |z| / 2⁶⁴ of the plain one's products.
    let expectedFailures: Double
    let split: SecureTraining.Split
    let rows: Int
    let columns: Int
    let steps: Int
    let batchSize: Int
    let dataset: String
    let seed: UInt64

    private enum CodingKeys: String, CodingKey {
      case accuracy, rounds, triples, seconds, truncation, split, rows, columns, steps, dataset, seed
      case plainAccuracy = "plain_accuracy"
      case exactAccuracy = "exact_accuracy"
      case weightError = "weight_error"
      case bytesSentPerParty = "bytes_sent_per_party"
      case setupBytes = "setup_bytes"
      case dealerBytes = "dealer_bytes"
      case triplesUsed = "triples_used"
      case secondsAtLatency = "seconds_at_latency"
      case latencyMilliseconds = "latency_ms"
      case isLatencyMeasured = "latency_measured"
      case fractionBits = "fraction_bits"
      case batchSize = "batch_size"
      case expectedFailures = "expected_truncation_failures"
    }
  }

  init(
    _ secure: SecureTraining, plain: PlainLogisticRegression, exact: PlainLogisticRegression,
    members: LogisticRows, heldOut: LogisticRows,
    settings: ExperimentConfiguration, split: SecureTraining.Split, shares: SharesOptions
  ) {
    let traffic = secure.traffic[.first] ?? Traffic()
    title =
      "\(settings.dataset.harmless), logistic regression on \(members.rowCount) rows of \(members.columnCount) columns, \(settings.steps) steps of \(settings.batchSize), seed \(settings.seed)"
    figures = Figures(
      accuracy: heldOut.accuracy(of: secure.weights), plainAccuracy: heldOut.accuracy(of: plain.weights),
      exactAccuracy: heldOut.accuracy(of: exact.weights),
      weightError: zip(secure.weights, plain.weights).reduce(0) { max($0, abs($1.0 - $1.1)) },
      rounds: traffic.rounds, bytesSentPerParty: traffic.bytesSent,
      setupBytes: secure.setup[.first]?.bytesSent ?? 0, dealerBytes: secure.dealerBytes,
      triplesUsed: secure.triples.total, triples: secure.triples, seconds: secure.seconds,
      // Rows are opened in one round more, and the weights revealed in another.
      secondsAtLatency: shares.secondsAtLatency(seconds: secure.seconds, messages: traffic.rounds + 2),
      latencyMilliseconds: shares.latency > 0 ? shares.latency : 1000 * SharesOptions.usualLatency,
      isLatencyMeasured: shares.latency > 0, fractionBits: shares.fractionBits,
      truncation: shares.truncation,
      expectedFailures: plain.expectedFailures(
        fractionBits: shares.fractionBits, truncation: shares.truncation), split: split,
      rows: members.rowCount,
      columns: members.columnCount, steps: settings.steps, batchSize: settings.batchSize,
      dataset: settings.dataset, seed: settings.seed)
  }

  package var text: String {
    let figures = figures
    let held =
      figures.split == .vertical ? "each owner has some columns of every row" : "each owner has some rows"
    let latency = "\(figures.latencyMilliseconds.brief) ms a message"
    let duration =
      figures.secondsAtLatency == figures.seconds
      ? "\(figures.seconds.brief), with \(latency)"
      : "\(figures.seconds.brief) in one program; \(figures.secondsAtLatency.brief) at \(latency)"
    let truncation =
      figures.truncation == .exact
      ? "exact"
      : "local; it is estimated to spoil one such training in \(Int(min(1e15, 1 / max(1e-15, figures.expectedFailures))))"
    return """
      \(title)
      accuracy   \(figures.accuracy.written(4)) on shares, \(figures.plainAccuracy.written(4)) in the plain, \(figures.exactAccuracy.written(4)) with the exact logistic function; largest difference of a weight \(figures.weightError.brief)
      held       \(held)
      numbers    \(figures.fractionBits) fractional bit\(figures.fractionBits == 1 ? "" : "s") modulo 2⁶⁴, truncation \(truncation)
      sent       \(figures.rounds) rounds, \(Double(figures.bytesSentPerParty).asBytes) by each party; \(Double(figures.setupBytes).asBytes) once, \(Double(figures.dealerBytes).asBytes) by the dealer
      dealer     \(figures.triplesUsed) triples, bits and masks, each used once
      seconds    \(duration)

      Both owners learn the weights and nothing else. No noise was added: what weights show of rows they show still.
      """
  }
}

extension ExperimentConfiguration {
  /// Rows of a step, where it takes exactly so many.
  var batchSize: Int { Int(step.expectedBatchSize.rounded()) }
}
