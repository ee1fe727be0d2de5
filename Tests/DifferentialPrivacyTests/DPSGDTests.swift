import DifferentialPrivacy
import LinearAlgebra
import NeuralNetworks
import PrivacyAccounting
import Statistics
import Testing

struct DPSGDTests {
  private func settings(
    sigma: Double = 0, clippingNorm: Double? = nil, batch: Double = 10, learningRate: Double = 1
  ) -> StepSettings {
    StepSettings(
      noiseMultiplier: sigma, clippingNorm: clippingNorm, expectedBatchSize: batch,
      learningRate: learningRate,
      momentum: 0, weightDecay: 0, dropout: 0, labelSmoothing: 0)
  }

  private func training(inputs: Int, seed: UInt64 = 1) -> DPSGD {
    let root = RandomStream(seed: seed)
    let network = Network<Float>(
      Architecture(hiddenWidths: []), inputCount: inputs, classCount: 2, activation: .relu)
    return DPSGD(network: network) { .seeded(root.split($0)) }
  }

  private func parameters(_ training: DPSGD) -> [Double] {
    training.network.parameters.values.map(Double.init)
  }

  /// Nobody joins a batch this small, so what moves the weights is noise alone: N(0, (σ C / B)²) on each.
  @Test func anEmptyBatchIsAStepOfNoise() {
    var training = training(inputs: 20_000)
    let members = Matrix<Float>(rowCount: 5, columnCount: 20_000)
    let report = training.step(
      on: TrainingSet(
        records: members, labels: [0, 1, 0, 1, 0], isMember: [Bool](repeating: true, count: 5),
        expectedMemberCount: 5),
      settings: settings(sigma: 3, clippingNorm: 0.5, batch: 1e-9, learningRate: 1e-9)
    )
    #expect(report.batchSize == 0)
    let values = parameters(training)
    let variance = values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
    // Five deviations of a sample variance of 40,002 draws.
    #expect(abs(variance / (1.5 * 1.5) - 1) < 5 * (2 / Double(values.count)).squareRoot())
  }

  /// The divisor is the expected batch size: a full batch of ten over an expectation of five moves twice as far.
  @Test func theSumIsDividedByTheExpectedSize() {
    let members = Matrix<Float>(rowCount: 10, columnCount: 2, repeating: 1)
    let labels = [Int](repeating: 1, count: 10)
    let all = [Bool](repeating: true, count: 10)
    var whole = training(inputs: 2)
    _ = whole.step(
      on: TrainingSet(
        records: members, labels: labels, isMember: all, expectedMemberCount: 10),
      settings: settings(batch: 10))
    // From zero weights every example has gradient ±1/2, so ten of ten over ten move the weights by 1/2.
    #expect(parameters(whole) == [-0.5, -0.5, 0.5, 0.5, -0.5, 0.5])

    var sampled = training(inputs: 2)
    let report = sampled.step(
      on: TrainingSet(
        records: members, labels: labels, isMember: all, expectedMemberCount: 10),
      settings: settings(batch: 5))
    #expect(abs(parameters(sampled)[3] - 0.5 * Double(report.batchSize) / 5) < 1e-6)
  }

  @Test func onlyNoiseMakesAStepPrivate() {
    #expect(DPSGD.event(of: settings(clippingNorm: 1), expectedMemberCount: 10) == .nonPrivate)
    #expect(
      DPSGD.event(of: settings(sigma: 3, clippingNorm: 1, batch: 2), expectedMemberCount: 10)
        == .poissonSampled(rate: 0.2, .gaussian(noiseMultiplier: 3)))
  }

  /// Batch sizes have the mean n q and the variance n q (1 − q) of a binomial; five deviations are allowed.
  @Test func batchesArePoissonSamples() {
    var stream = RandomStream(seed: 12)
    let sampling = PoissonSampling(rate: 0.16)
    let trials = 5000.0
    var joined = [Double](repeating: 0, count: 200)
    var batch = [Int]()
    let sizes = (0..<Int(trials)).map { _ in
      sampling.sample(from: 200, using: &stream, into: &batch)
      for position in batch { joined[position] += 1 }
      return Double(batch.count)
    }
    let mean = sizes.reduce(0, +) / trials
    let variance = sizes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (trials - 1)
    let expected = 200 * 0.16 * 0.84
    #expect(abs(mean - 32) < 5 * (expected / trials).squareRoot())
    #expect(abs(variance / expected - 1) < 5 * (2 / trials).squareRoot())
    // Every position joins as often as any other, and neighbours join independently.
    for count in joined { #expect(abs(count - 0.16 * trials) < 5 * (0.16 * 0.84 * trials).squareRoot()) }
    PoissonSampling(rate: 1).sample(from: 3, using: &stream, into: &batch)
    #expect(batch == [0, 1, 2])
    PoissonSampling(rate: 0).sample(from: 3, using: &stream, into: &batch)
    #expect(batch.isEmpty)
  }

  /// The streams are apart: turning noise on draws the same batches.
  @Test func noiseMovesNoBatches() {
    let members = Matrix<Float>(rowCount: 50, columnCount: 2, repeating: 1)
    let labels = [Int](repeating: 0, count: 50)
    let all = [Bool](repeating: true, count: 50)
    var quiet = training(inputs: 2)
    var noisy = training(inputs: 2)
    for _ in 0..<20 {
      let left = quiet.step(
        on: TrainingSet(
          records: members, labels: labels, isMember: all, expectedMemberCount: 50), settings: settings())
      let right = noisy.step(
        on: TrainingSet(
          records: members, labels: labels, isMember: all, expectedMemberCount: 50),
        settings: settings(sigma: 1, clippingNorm: 1))
      #expect(left.batchSize == right.batchSize)
    }
  }

  /// Whoever else is a member, a record joins the same steps: at every step the batch is as large as the batches of its
  /// members alone are together. With n = 20 expected members a batch of 5 means the rate 1/4, be there 17 or 16 of them.
  @Test func aMembersDrawsDependOnNobodyElse() {
    let records = Matrix<Float>(rowCount: 40, columnCount: 2, repeating: 1)
    let labels = [Int](repeating: 0, count: 40)
    func batchSizes(_ isMember: [Bool]) -> [Int] {
      var training = training(inputs: 2)
      return (0..<60).map { _ in
        training.step(
          on: TrainingSet(
            records: records, labels: labels, isMember: isMember, expectedMemberCount: 20),
          settings: settings(batch: 5)
        ).batchSize
      }
    }
    let alone = (0..<40).map { record in batchSizes((0..<40).map { $0 == record }) }
    for members in [0..<17, 0..<16, 23..<40, 5..<6, 0..<0] {
      let together = members.reduce(into: [Int](repeating: 0, count: 60)) { sums, record in
        for step in sums.indices { sums[step] += alone[record][step] }
      }
      #expect(batchSizes((0..<40).map(members.contains)) == together)
    }
    // 2,400 draws at the rate 1/4, with five deviations.
    let drawn = alone.joined().reduce(0, +)
    #expect(abs(Double(drawn) - 600) < 5 * (2400.0 * 0.25 * 0.75).squareRoot())
  }
}
