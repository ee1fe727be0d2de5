import Experiments
import SecureComputation
import TerminalCanvas

/// What a prediction takes: rounds, bytes, triples and seconds; and how well it agrees.
struct ComputationFigures {
  let watched: WatchedComputation

  private static let title = "What it takes"

  var content: PaneContent {
    guard let prediction = watched.prediction else {
      return watched.nothing(Self.title, term: .computationRounds)
    }
    return PaneContent(
      Self.title, term: .computationRounds,
      otherTerms: [.computationBytes, .computationSeconds],
      body: .figures(FigureList(figures: figures(prediction), indent: 1)),
      sentence: watched.glyphs.spelled(sentence(prediction)))
  }

  private func figures(_ prediction: SecurePrediction) -> [Figure] {
    let cost = prediction.cost
    var figures = [
      Figure(
        name: "rounds", value: grouped(cost.rounds), term: .computationRounds, amount: Double(cost.rounds)),
      Figure(
        name: "bytes each sends, at most", value: grouped(cost.mostBytesSent), term: .computationBytes,
        amount: Double(cost.mostBytesSent)),
    ]
    if let batch = prediction.batch {
      figures += [
        Figure(
          name: isOfNow(batch) ? "agree with the plain" : "agree, at \(noun) \(grouped(batch.step))",
          value: "\(grouped(batch.agreeing)) of \(grouped(batch.recordCount))",
          term: .secureAgreement, amount: Double(batch.agreeing) / Double(batch.recordCount),
          ink: batch.agreeing == batch.recordCount ? .good : .warning),
        Figure(
          name: "largest error, of \(grouped(batch.recordCount))", value: significant(batch.largestError),
          term: .logitError,
          amount: batch.largestError),
      ]
    }
    figures.append(
      Figure(
        name: "ms here", value: milliseconds(cost.seconds), term: .computationSeconds, amount: cost.seconds))
    figures += [Connection.lan, .distant].map { connection in
      let seconds = cost.seconds(over: connection)
      return Figure(
        name: connection == .lan ? "ms on a LAN" : "ms at 50 ms one way", value: milliseconds(seconds),
        term: .computationSeconds, amount: seconds)
    }
    if cost.triples.total > 0 {
      figures.append(
        Figure(
          name: "triples used", value: grouped(cost.triples.total), term: .triplesUsed,
          amount: Double(cost.triples.total)))
    }
    figures += [
      Figure(name: "bytes of the dealer", value: grouped(cost.dealerBytes), term: .triplesUsed),
      Figure(
        name: "bytes once a model", value: grouped(cost.setupBytes), term: .computationBytes,
        amount: Double(cost.setupBytes)),
    ]
    if let batch = prediction.batch {
      figures += [
        Figure(
          name: "bytes a record, of \(grouped(batch.recordCount))",
          value: grouped(batch.bytesSent / batch.recordCount), term: .computationBytes),
        Figure(
          name: "ms a record, of \(grouped(batch.recordCount))",
          value: milliseconds(batch.seconds / Double(batch.recordCount)), term: .computationSeconds),
      ]
    }
    figures.append(
      Figure(
        name: "truncation spoils, at most", value: significant(prediction.failureBound),
        term: .truncationFailure,
        ink: prediction.failureBound > 1e-3 ? .warning : .text))
    return figures
  }

  private var noun: String { watched.context.subject.stepNoun }

  /// Whether the batch is of the step that the prediction is of: while there are newer ones it is made every so often.
  private func isOfNow(_ batch: BatchAgreement) -> Bool { batch.step == watched.findings?.step }

  private func milliseconds(_ seconds: Double) -> String {
    let value = 1000 * seconds
    return value < 100 ? fixed(value, 1) : grouped(Int(value.rounded()))
  }

  private func sentence(_ prediction: SecurePrediction) -> String {
    let cost = prediction.cost
    return
      "A prediction takes \(grouped(cost.rounds)) rounds and \(grouped(cost.mostBytesSent)) bytes of each party: \(milliseconds(cost.seconds)) ms here, by these counts \(milliseconds(cost.seconds(over: .lan))) ms on a LAN and \(milliseconds(cost.seconds(over: .distant))) ms at 50 ms one way."
  }
}
