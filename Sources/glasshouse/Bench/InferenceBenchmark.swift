import LinearAlgebra
import NeuralNetworks
import PlainText
import SecureComputation
import Statistics

/// Times predictions on shares in memory, both parties on threads of their own, with the dealer's work and without the opening of the
/// weights.
struct InferenceBenchmark {
  let recordCount: Int
  let revealed: Revealed

  static let widths = [784, 128, 10]
  static let table = [1, 1000].flatMap { count in
    Revealed.allCases.map { InferenceBenchmark(recordCount: count, revealed: $0) }
  }

  /// Seconds of a batch.
  func run() throws -> Spread {
    var network = Network<Float>(
      Architecture(hiddenWidths: [Self.widths[1]]), inputCount: Self.widths[0], classCount: Self.widths[2],
      activation: .relu)
    network.initialize(from: RandomStream(seed: 1))
    var stream = RandomStream(seed: 2)
    let records = Matrix(
      rowCount: recordCount, columnCount: Self.widths[0],
      elements: (0..<recordCount * Self.widths[0]).map { _ in Float(stream.uniform()) })
    let plain = network.logits(of: records)
    var inference = try SecureInference(SecureNetwork(network, inputBound: 1, revealed: revealed))
    _ = try inference.answer(records)
    let seconds = try (0..<(recordCount == 1 ? 50 : 5)).map { _ in
      let answer = try inference.answer(records)
      let error = zip(answer.logits.elements, plain.elements).reduce(0) { max($0, abs($1.0 - Double($1.1))) }
      guard error < 0.01 else {
        throw StartFailure(
          sentence: "Logits on shares were off by \(error), so the time they took means nothing. Report it.")
      }
      return answer.seconds
    }
    return Spread(seconds)
  }
}
