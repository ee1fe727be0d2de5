import LinearAlgebra
import NeuralNetworks
import SecureComputation
import Statistics

/// What inference by a network of that shape sends, by doing it.
enum CostOfShapes {
  static func cost(of plan: InferencePlan, recordCount: Int) throws -> (rounds: Int, bytes: Int, setup: Int) {
    let architecture = Architecture(hiddenWidths: Array(plan.widths.dropFirst().dropLast()))
    var network = Network<Float>(
      architecture, inputCount: plan.widths[0], classCount: plan.widths.last ?? 0, activation: .relu)
    network.initialize(from: RandomStream(seed: 1))
    var inference = try SecureInference(
      SecureNetwork(network, inputBound: 1, truncation: plan.truncation, revealed: plan.revealed))
    let answer = try inference.answer(
      Matrix(rowCount: recordCount, columnCount: plan.widths[0], repeating: 0.5))
    // The model's owner sends the answer, too.
    let traffic = answer.traffic[.first] ?? Traffic()
    return (traffic.rounds, traffic.bytesSent, inference.setup[.second]?.bytesSent ?? 0)
  }
}
