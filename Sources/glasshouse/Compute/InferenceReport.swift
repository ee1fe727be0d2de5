import Experiments
import LinearAlgebra
import PlainText
import SecureComputation

/// How predictions on shares compare with plain ones: of `compute inference`.
package struct InferenceReport: CommandReport {
  let title: String
  package let figures: Figures

  /// How the predictions compare, and beside it, under keys of one object, what they took.
  package struct Figures: Codable, Hashable, Sendable {
    let predictions: Predictions
    let cost: SharesCost

    init(predictions: Predictions, cost: SharesCost) {
      (self.predictions, self.cost) = (predictions, cost)
    }

    package init(from decoder: any Decoder) throws {
      self.init(
        predictions: try Predictions(from: decoder), cost: try SharesCost(from: decoder))
    }

    package func encode(to encoder: any Encoder) throws {
      try predictions.encode(to: encoder)
      try cost.encode(to: encoder)
    }
  }

  struct Predictions: Codable, Hashable, Sendable {
    let records: Int
    /// Held-out records before the last of them that have values beyond the public bound.
    let recordsPassedOver: Int
    /// Records whose class is the plain prediction's.
    let agreement: Double
    /// Null where nobody sees both shares of them.
    @OrNull var maxLogitError: Double?
    /// Of the plain predictions, and of those on shares.
    let plainAccuracy: Double
    let accuracy: Double
    /// Of the cost's seconds the dealer's, which can be spent before there is a record.
    let dealerSeconds: Double
    /// Of meeting and opening the masked weights, once a model; not in the cost's seconds.
    let setupSeconds: Double
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
      case records, agreement, accuracy, reveal, parties, dataset, network, steps, seed
      case recordsPassedOver = "records_passed_over"
      case maxLogitError = "max_logit_error"
      case plainAccuracy = "plain_accuracy"
      case dealerSeconds = "dealer_seconds"
      case setupSeconds = "setup_seconds"
      case truncationFailureBound = "truncation_failure_bound"
      case inputBound = "input_bound"
    }
  }

  init(
    _ outcome: InferenceOutcome, of network: SecureNetwork, plain: Matrix<Float>, labels: [Int],
    run: TrainingRun, passedOver: Int, parties: PartyPlace, shares: SharesOptions
  ) {
    let count = labels.count
    let share = { (predicted: [Int], wanted: [Int]) in
      Double(zip(predicted, wanted).count { $0 == $1 }) / Double(count)
    }
    let predicted = plain.largestColumns()
    let settings = run.settings
    title = TargetOutcome(of: run, isScheduleFixed: true).title
    figures = Figures(
      predictions: Predictions(
        records: count, recordsPassedOver: passedOver, agreement: share(outcome.labels, predicted),
        maxLogitError: outcome.logits.map { logits in
          zip(logits.elements, plain.elements).reduce(0) { max($0, abs($1.0 - Double($1.1))) }
        }, plainAccuracy: share(predicted, labels), accuracy: share(outcome.labels, labels),
        dealerSeconds: outcome.dealerSeconds, setupSeconds: outcome.setupSeconds,
        truncationFailureBound: network.truncationFailureBound, inputBound: network.inputBound,
        reveal: network.plan.revealed, parties: parties, dataset: settings.dataset,
        network: settings.network, steps: run.step, seed: settings.seed),
      cost: SharesCost(
        rounds: outcome.rounds, bytesSent: outcome.bytesSent, setupBytes: outcome.setupBytes,
        dealerBytes: outcome.dealerBytes, triples: outcome.triples, seconds: outcome.seconds,
        messages: outcome.rounds + outcome.furtherMessages, shares: shares))
  }
}
