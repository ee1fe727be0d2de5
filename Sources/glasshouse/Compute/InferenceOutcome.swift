package import LinearAlgebra
import SecureComputation

/// What predictions on shares gave, wherever the parties were; figures are of all batches together.
package struct InferenceOutcome: Sendable {
  package var labels: [Int] = []
  /// [records, classes], where somebody has them: whoever looks over both shoulders, or the records' owner to whom they were revealed.
  package var logits: Matrix<Double>?
  package var rounds = 0
  /// Messages beside those of rounds that follow one another: to the dealer and back, and that a batch begins.
  var furtherMessages = 0
  /// That the model's owner sent, who sends as much as the other and the answer.
  package var bytesSent = 0
  /// That each party sent to open the masked weights.
  package var setupBytes = 0
  var dealerBytes = 0
  var triples = TripleCount()
  /// From the records to the answers, with the dealer's work and without the opening of the weights.
  package var seconds = 0.0
  /// Of opening the masked weights, and of agreeing on it.
  var setupSeconds = 0.0
  /// Of `seconds` the dealer's, which can be spent before there is a record.
  var dealerSeconds = 0.0
}

extension InferenceOutcome {
  /// With all parties in this program.
  ///
  /// - Parameter latency: seconds that every message is on its way.
  init(inMemory network: SecureNetwork, _ records: Matrix<Float>, latency: Double) throws {
    let start = ContinuousClock.now
    var inference = try SecureInference(network, latency: latency)
    setupSeconds = (ContinuousClock.now - start) / .seconds(1)
    setupBytes = inference.setup[.first]?.bytesSent ?? 0
    var values: [Double] = []
    for batch in network.plan.batches(of: records.rowCount) {
      let answer = try inference.answer(records.gatheringRows(Array(batch)))
      labels += answer.labels
      values += answer.logits.elements
      rounds += answer.traffic[.first]?.rounds ?? 0
      bytesSent += answer.traffic[.first]?.bytesSent ?? 0
      dealerBytes += answer.dealerBytes
      triples = triples.adding(answer.triples)
      seconds += answer.seconds
      dealerSeconds += answer.dealerSeconds
    }
    logits = Matrix(
      rowCount: records.rowCount, columnCount: values.count / max(1, records.rowCount), elements: values)
  }

  /// By what both owners printed, as programs of their own.
  init(_ answers: RecordsOwnerReport, _ offered: ModelOwnerReport, of plan: InferencePlan) {
    labels = answers.labels
    logits = answers.logits.map {
      Matrix(rowCount: $0.count, columnCount: plan.widths[plan.layerCount], elements: $0.flatMap(\.self))
    }
    rounds = answers.rounds
    furtherMessages = 3 * plan.batches(of: answers.labels.count).count
    (bytesSent, setupBytes) = (offered.bytesSent, offered.setupBytes)
    (dealerBytes, triples) = (answers.dealerBytes, answers.triples)
    (seconds, dealerSeconds) = (answers.seconds + answers.dealerSeconds, answers.dealerSeconds)
    setupSeconds = answers.setupSeconds
  }
}
