import DifferentialPrivacy
import Foundation
import LinearAlgebra
import NeuralNetworks
import PrivacyAccounting
import Statistics
import Testing

struct AdaptiveClippingTests {
  private func settings(
    sigma: Double, clippingNorm: Double? = 1, quantile: Double? = 0.5, batch: Double,
    learningRate: Double = 1e-9
  ) -> StepSettings {
    StepSettings(
      noiseMultiplier: sigma, clippingNorm: clippingNorm, adaptiveClipping: quantile,
      expectedBatchSize: batch, learningRate: learningRate)
  }

  private func training(inputs: Int) -> DPSGD {
    let network = Network<Float>(
      Architecture(hiddenWidths: []), inputCount: inputs, classCount: 2, activation: .relu)
    return DPSGD(network: network) { .seeded(RandomStream(seed: 1).split($0)) }
  }

  private func nobody(_ inputs: Int) -> Matrix<Float> { Matrix(rowCount: 1, columnCount: inputs) }

  /// Theorem 1 of the paper: z⁻² = z_Δ⁻² + (2 σ_b)⁻².
  @Test(arguments: [0.01, 1.1, 3, 3.99, 4 * (1 - 1e-15)])
  func theSharesMakeTheNoiseOfTheLedger(sigma: Double) throws {
    let step = settings(sigma: sigma, batch: 40)
    let deviation = AdaptiveClipping.countDeviation(expectedBatchSize: 40)
    #expect(deviation == 2)
    let multiplier = try #require(AdaptiveClipping.gradientNoiseMultiplier(of: step))
    #expect(multiplier > sigma)
    let squares = 1 / (multiplier * multiplier) + 1 / (4 * deviation * deviation)
    #expect(abs(squares * sigma * sigma - 1) < 1e-12)
    #expect(
      DPSGD.event(of: step, expectedMemberCount: 80)
        == .poissonSampled(rate: 0.5, .gaussian(noiseMultiplier: sigma)))
  }

  @Test func aCountCannotHideBehindTooLittleNoise() {
    #expect(AdaptiveClipping.gradientNoiseMultiplier(of: settings(sigma: 4, batch: 40)) == nil)
    #expect(AdaptiveClipping.gradientNoiseMultiplier(of: settings(sigma: 9, batch: 40)) == nil)
    #expect(AdaptiveClipping.gradientNoiseMultiplier(of: settings(sigma: 0, batch: 40)) == 0)
  }

  /// With an empty batch what moves the weights is N(0, (z_Δ C / B)²) on each: for z = 3 and 2 σ_b = 4, z_Δ = 12 / √7.
  @Test func theSumGetsTheRaisedNoise() {
    var training = training(inputs: 20_000)
    _ = training.step(
      on: TrainingSet(records: nobody(20_000), labels: [0], isMember: [false], expectedMemberCount: 80),
      settings: settings(sigma: 3, clippingNorm: 0.5, batch: 40, learningRate: 1))
    let values = training.network.parameters.values.map(Double.init)
    let variance = values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
    let expected = 12 / 7.0.squareRoot() * 0.5 / 40
    // Five deviations of a sample variance of 40,002 draws.
    #expect(abs(variance / (expected * expected) - 1) < 5 * (2 / Double(values.count)).squareRoot())
  }

  /// With an empty batch the fraction is ½ + N(0, (σ_b / B)²), so where γ is ½ C moves by exp(−0.2 N(0, 1/20²)).
  @Test func theCountGetsItsNoise() throws {
    var training = training(inputs: 1)
    var last = 3.0
    var moves = [Double]()
    for _ in 0..<4000 {
      _ = training.step(
        on: TrainingSet(records: nobody(1), labels: [0], isMember: [false], expectedMemberCount: 80),
        settings: settings(sigma: 1, clippingNorm: 3, batch: 40))
      let next = try #require(training.clipping.norm)
      moves.append(-log(next / last) / AdaptiveClipping.rate)
      last = next
    }
    let count = Double(moves.count)
    let mean = moves.reduce(0, +) / count
    let variance = moves.reduce(0) { $0 + $1 * $1 } / count
    #expect(abs(mean) < 5 / (20 * count.squareRoot()))
    #expect(abs(variance * 400 - 1) < 5 * (2 / count).squareRoot())
  }

  /// From zero weights two classes have gradients of ±½ at the outputs, so an example of input a has the norm √((a² + 1) / 2),
  /// and a step this small leaves it so. C stands, on average over its wanderings, where the paper's update rests.
  @Test(arguments: [0.0, 2], [0.2, 0.5, 0.9])
  func theNormFollowsTheQuantile(sigma: Double, quantile: Double) throws {
    let inputs = (0..<2000).map { 0.5 + Float($0) / 400 }
    let records = Matrix(rowCount: 2000, columnCount: 1, elements: inputs)
    let labels = inputs.map { _ in 0 }
    let all = inputs.map { _ in true }
    let norms = inputs.map { Double(($0 * $0 + 1) / 2).squareRoot() }
    var training = training(inputs: 1)
    var logarithms = 0.0
    for step in 0..<3000 {
      _ = training.step(
        on: TrainingSet(records: records, labels: labels, isMember: all, expectedMemberCount: 2000),
        settings: settings(sigma: sigma, clippingNorm: 0.01, quantile: quantile, batch: 100))
      if step >= 1000 { logarithms += log(try #require(training.clipping.norm)) }
    }
    let average = exp(logarithms / 2000)
    let fraction = Double(norms.count { $0 <= average }) / 2000
    #expect(abs(fraction - quantile) < 0.02)
  }

  /// Where nothing is finite C is smaller than every gradient, so it grows, but only as far as noise can follow.
  @Test func whatIsNotFiniteIsLargerThanTheNorm() throws {
    var training = training(inputs: 1)
    let records = Matrix<Float>(rowCount: 4, columnCount: 1, repeating: .nan)
    func step() {
      _ = training.step(
        on: TrainingSet(
          records: records, labels: [0, 1, 0, 1], isMember: [true, true, true, true], expectedMemberCount: 4),
        settings: settings(sigma: 0, batch: 4))
    }
    step()
    #expect(abs(try #require(training.clipping.norm) - exp(0.1)) < 1e-12)
    for _ in 0..<400 { step() }
    #expect(training.clipping.norm == AdaptiveClipping.norms.upperBound)
  }

  /// The first step clips as the knob says; another clipping norm begins from there, and another quantile goes on.
  @Test func anotherClippingNormBeginsAgain() throws {
    let records = Matrix<Float>(rowCount: 4, columnCount: 1, repeating: 0.5)
    var (fixed, adaptive) = (training(inputs: 1), training(inputs: 1))
    func step(_ training: inout DPSGD, _ settings: StepSettings) {
      _ = training.step(
        on: TrainingSet(
          records: records, labels: [0, 1, 0, 0], isMember: [true, true, true, true], expectedMemberCount: 4),
        settings: settings)
    }
    // Every norm is about 0.8, and all four records are in every batch.
    step(&fixed, settings(sigma: 0, clippingNorm: 0.1, quantile: nil, batch: 4, learningRate: 1))
    step(&adaptive, settings(sigma: 0, clippingNorm: 0.1, batch: 4, learningRate: 1))
    #expect(fixed.network == adaptive.network)
    #expect(fixed.clipping.norm == nil)
    func expectNorm(_ expected: Double) throws {
      #expect(abs(try #require(adaptive.clipping.norm) - expected) < 1e-12 * expected)
    }
    try expectNorm(0.1 * exp(0.1))
    step(&adaptive, settings(sigma: 0, clippingNorm: 0.1, quantile: 0.25, batch: 4))
    try expectNorm(0.1 * exp(0.15))
    step(&adaptive, settings(sigma: 0, clippingNorm: 5, quantile: 0.25, batch: 4))
    try expectNorm(5 * exp(-0.15))
    step(&adaptive, settings(sigma: 0, clippingNorm: nil, batch: 4))
    try expectNorm(exp(-0.1))
    step(&adaptive, settings(sigma: 0, clippingNorm: nil, quantile: nil, batch: 4))
    #expect(adaptive.clipping.norm == nil)
  }
}
