public import LinearAlgebra
import NeuralNetworks
public import Statistics

/// How well members are told from non-members by their inputs and labels alone, with no model asked: about one half if
/// both come from one pool, and more where an attack would "work" on a model that never saw either.
///
/// A small network learns who is a member from one half of the candidates and scores the other half. Folds that all take
/// their turn would use more scores, but scores that depend on each other: the area's deviation is then a third larger
/// than its interval knows.
///
/// Reference: Das, Zhang and Tramèr, _Blind Baselines Beat Membership Inference Attacks for Foundation Models_,
/// arXiv:2406.16201.
public struct BlindControl: Hashable, Sendable {
  /// Over the half that was scored; members are the positives.
  public let curve: ROCCurve

  private static let epochCount = 20
  private static let batchSize = 64

  /// - Parameters:
  ///   - inputs: [candidates, inputs].
  ///   - isMember: at least two of each.
  public init(
    inputs: Matrix<Float>, labels: [Int], classCount: Int, isMember: [Bool], random: RandomStream
  ) {
    var stream = random.split("blind")
    let records = inputs.appendingOneHot(labels, classCount: classCount)
    let (known, held) = Self.halves(isMember: isMember, using: &stream)
    let network = Self.trained(on: records, known: known, isMember: isMember, using: &stream)
    let logits = network.logits(of: records.gatheringRows(held)).elements
    curve =
      MembershipResult(
        scores: held.indices.map { Double(logits[2 * $0 + 1] - logits[2 * $0]) },
        isMember: held.map { isMember[$0] }
      ).curve
  }

  /// Each half has its share of members.
  private static func halves(
    isMember: [Bool], using stream: inout RandomStream
  ) -> (known: [Int], held: [Int]) {
    var halves = (known: [Int](), held: [Int]())
    for side in [true, false] {
      let candidates = isMember.indices.filter { isMember[$0] == side }.shuffled(using: &stream)
      halves.known += candidates.prefix(candidates.count / 2)
      halves.held += candidates.dropFirst(candidates.count / 2)
    }
    return halves
  }

  private static func trained(
    on records: Matrix<Float>, known: [Int], isMember: [Bool], using stream: inout RandomStream
  ) -> Network<Float> {
    var network = Network<Float>(
      Architecture(hiddenWidths: [16]), inputCount: records.columnCount, classCount: 2, activation: .tanh)
    network.initialize(from: RandomStream(seed: stream.next()))
    var optimizer = StochasticGradientDescent(for: network.parameters.layout)
    var pass = NetworkPass<Float>(for: network)
    var gradient = network.parameters
    let labels = isMember.map { $0 ? 1 : 0 }
    for _ in 0..<epochCount {
      let order = known.shuffled(using: &stream)
      for start in stride(from: 0, to: order.count, by: batchSize) {
        let batch = Array(order[start..<min(order.count, start + batchSize)])
        pass.run(network, on: records, batch: batch, labels: labels)
        pass.sumGradients(scaledBy: [Float](repeating: 1, count: batch.count), into: &gradient)
        optimizer.update(
          &network.parameters, along: gradient, scale: 1 / Double(batch.count), learningRate: 0.02,
          momentum: 0.9,
          weightDecay: 0.01)
      }
    }
    return network
  }
}
