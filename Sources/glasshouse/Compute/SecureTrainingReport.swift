import DifferentialPrivacy
import Experiments
import PlainText
import SecureComputation
import Statistics

/// How training on shares compares with plain training: of `compute training`.
package struct SecureTrainingReport: CommandReport {
  let title: String
  package let figures: Figures

  /// How the trainings compare, and beside it, under keys of one object, what the one on shares took.
  package struct Figures: Codable, Hashable, Sendable {
    let trainings: Trainings
    let cost: SharesCost

    init(trainings: Trainings, cost: SharesCost) { (self.trainings, self.cost) = (trainings, cost) }

    package init(from decoder: any Decoder) throws {
      self.init(trainings: try Trainings(from: decoder), cost: try SharesCost(from: decoder))
    }

    package func encode(to encoder: any Encoder) throws {
      try trainings.encode(to: encoder)
      try cost.encode(to: encoder)
    }
  }

  /// Accuracies are of held-out records.
  struct Trainings: Codable, Hashable, Sendable {
    let accuracy: Double
    /// Of the same training in double precision, with the same piecewise function.
    let plainAccuracy: Double
    /// The same with the exact logistic function.
    let exactAccuracy: Double
    /// The largest difference of a weight from the plain training's.
    let weightError: Double
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
      case accuracy, split, rows, columns, steps, dataset, seed
      case plainAccuracy = "plain_accuracy"
      case exactAccuracy = "exact_accuracy"
      case weightError = "weight_error"
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
      trainings: Trainings(
        accuracy: heldOut.accuracy(of: secure.weights), plainAccuracy: heldOut.accuracy(of: plain.weights),
        exactAccuracy: heldOut.accuracy(of: exact.weights),
        weightError: zip(secure.weights, plain.weights).reduce(0) { max($0, abs($1.0 - $1.1)) },
        expectedFailures: plain.expectedFailures(
          fractionBits: shares.fractionBits, truncation: shares.truncation),
        split: split, rows: members.rowCount, columns: members.columnCount, steps: settings.steps,
        batchSize: settings.batchSize, dataset: settings.dataset, seed: settings.seed),
      cost: SharesCost(
        rounds: traffic.rounds, bytesSent: traffic.bytesSent,
        setupBytes: secure.setup[.first]?.bytesSent ?? 0, dealerBytes: secure.dealerBytes,
        triples: secure.triples, seconds: secure.seconds,
        // Rows are opened in one round more, and the weights revealed in another.
        messages: traffic.rounds + 2, shares: shares))
  }

  /// Fewer failures are not worth a word.
  private static let never = 1e-15
  /// Weights of steady trainings differ by less.
  private static let alike = 0.01

  package var text: String {
    let (trainings, cost) = (figures.trainings, figures.cost)
    let held =
      trainings.split == .vertical
      ? "each owner has some columns of every row" : "each owner has some rows"
    let truncation =
      switch (cost.truncation, trainings.expectedFailures) {
      case (.exact, _): "exact"
      case (.local, ..<Self.never): "local"
      case (.local, let failures): "local; it is estimated to spoil one such training in \(Int(1 / failures))"
      }
    let apart =
      trainings.weightError > Self.alike
      ? " The weights are apart by more than rounding does at once: steps this unsteady make small differences grow, which larger batches and lower rates do not."
      : ""
    return """
      \(title)
      accuracy   \(trainings.accuracy.written(4)) on shares, \(trainings.plainAccuracy.written(4)) in the plain, \(trainings.exactAccuracy.written(4)) with the exact logistic function; largest difference of a weight \(trainings.weightError.brief)
      held       \(held)
      numbers    \(cost.numbers), truncation \(truncation)
      \(cost.sent("once"))
      seconds    \(cost.duration("in one program"))

      Both owners learn the weights and nothing else.\(apart) No noise was added: what weights show of rows they show still.
      """
  }
}

extension ExperimentConfiguration {
  /// Rows of a step, where it takes exactly so many.
  var batchSize: Int { max(1, Int(step.expectedBatchSize.rounded())) }
}
