import DifferentialPrivacy
import LinearAlgebra
import NeuralNetworks
import PrivacyAccounting
import Statistics
import Testing

struct ClippedSumTests {
  private static let network = network("mlp:6")

  private static func network(_ shape: String) -> Network<Float> {
    guard let shape = try? Architecture(parsing: shape) else { preconditionFailure("no network \(shape)") }
    var network = Network<Float>(shape, inputCount: 4, classCount: 3, activation: .relu)
    network.initialize(from: RandomStream(seed: 2))
    return network
  }

  private static let records: Matrix<Float> = {
    var stream = RandomStream(seed: 3)
    return Matrix(
      rowCount: 20, columnCount: 4, elements: (0..<80).map { _ in Float(stream.uniform() * 4 - 2) })
  }()

  private static let labels = (0..<20).map { $0 % 3 }

  private func sum(
    of batch: [Int], on records: Matrix<Float> = records, clippingNorm: Double?,
    through network: Network<Float> = network
  ) -> ClippedSum {
    var pass = NetworkPass(for: network)
    pass.run(network, on: records, batch: batch, labels: Self.labels)
    var sum = ClippedSum(for: network.parameters.layout)
    sum.take(&pass, clippingNorm: clippingNorm)
    return sum
  }

  private func norm(_ parameters: ParameterVector<Float>) -> Double {
    parameters.values.map(Double.init).reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// No example moves the sum by more than the sensitivity that the noise is scaled to, over all layers together.
  @Test(arguments: [0.05, 0.5, 2], ["mlp:6", "mlp:6-norm"])
  func everyExampleStaysWithinTheSensitivity(clippingNorm: Double, shape: String) {
    let all = Array(0..<20)
    let network = Self.network(shape)
    let whole = sum(of: all, clippingNorm: clippingNorm, through: network)
    for left in all {
      var change = whole.gradient
      let rest = sum(of: all.filter { $0 != left }, clippingNorm: clippingNorm, through: network)
      change.add(rest.gradient, scaledBy: -1)
      #expect(norm(change) <= whole.sensitivity(under: .addOrRemove) * (1 + 1e-5))
    }
    #expect(whole.sensitivity(under: .replaceOne) == 2 * clippingNorm)
  }

  @Test func aClippedExampleHasExactlyTheNorm() {
    let free = sum(of: [4], clippingNorm: nil)
    let clipped = sum(of: [4], clippingNorm: 0.01)
    #expect(free.clippedCount == 0)
    #expect(free.sensitivity(under: .addOrRemove) == .infinity)
    #expect(clipped.clippedCount == 1)
    #expect(abs(norm(clipped.gradient) - 0.01) < 1e-7)
  }

  @Test func anEmptyBatchSumsToZero() {
    let empty = sum(of: [], clippingNorm: 1)
    #expect(empty.batchSize == 0)
    #expect(norm(empty.gradient) == 0)
  }

  @Test(arguments: [1, nil], ["mlp:6", "mlp:6-norm"])
  func whatIsNotFiniteContributesZeroAndIsCounted(clippingNorm: Double?, shape: String) {
    let network = Self.network(shape)
    var poisoned = Self.records
    poisoned[3, 1] = .nan
    poisoned[5, 0] = .infinity
    let all = sum(of: [2, 3, 5, 7], on: poisoned, clippingNorm: clippingNorm, through: network)
    #expect(all.nonFiniteCount == 2)
    var difference = all.gradient
    difference.add(sum(of: [2, 7], clippingNorm: clippingNorm, through: network).gradient, scaledBy: -1)
    #expect(norm(difference) < 1e-6)
  }
}
