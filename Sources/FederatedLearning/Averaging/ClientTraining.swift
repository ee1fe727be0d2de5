import DifferentialPrivacy
import LinearAlgebra
import NeuralNetworks
import Statistics
import Synchronization

/// Trains a client's copy of the model on the client's own records: plain SGD, a fresh shuffle for every epoch, the gradient of a
/// batch its mean.
///
/// Reference: McMahan et al., _Communication-Efficient Learning of Deep Networks from Decentralized Data_, arXiv:1602.05629,
/// Algorithm 1, ClientUpdate.
final class ClientTraining: Sendable {
  /// Trainings whose buffers the next client takes over.
  private let idle = Mutex<[DPSGD]>([])

  /// What the client's parameters moved by.
  ///
  /// - Parameters:
  ///   - examples: those of the set that the client has and that are members.
  ///   - source: gives the stream for each name: the client's own, of this round.
  func update(
    of network: Network<Float>, on examples: [Int], of set: TrainingSet, step: StepSettings,
    federation: FederationSettings, source: (String) -> NoiseSource
  ) -> [Float] {
    var training = idle.withLock { $0.popLast() } ?? DPSGD(network: network) { source($0) }
    training.restart(from: network.parameters) { source($0) }
    var step = step
    (step.noiseMultiplier, step.clippingNorm, step.adaptiveClipping) = (0, nil, nil)
    var shuffles = source("shuffle")
    var order = examples
    let size = federation.localBatchSize ?? examples.count
    for epoch in 0..<federation.localEpochs {
      order.shuffle(using: &shuffles)
      for start in stride(from: 0, to: order.count, by: max(1, size)) {
        let batch = order[start..<min(order.count, start + size)]
        step.expectedBatchSize = Double(batch.count)
        training.step(
          on: set.records, labels: set.labels, batch: batch, recordsOfExamples: set.recordsOfExamples,
          settings: step, epoch: epoch)
      }
    }
    var delta = training.network.parameters.values
    delta.add(network.parameters.values, scaledBy: -1)
    idle.withLock { $0.append(training) }
    return delta
  }

  /// Gives back the memory that clients train in.
  func discardWorkspaces() { idle.withLock { $0 = [] } }
}
