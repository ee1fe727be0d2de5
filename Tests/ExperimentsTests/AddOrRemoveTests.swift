import DifferentialPrivacy
import Experiments
import Foundation
import LinearAlgebra
import NeuralNetworks
import PrivacyAccounting
import Records
import Statistics
import Testing

/// A run with a record and one without it are neighbours by adding or removing it, which is what ε is about.
struct AddOrRemoveTests {
  private func parameters(_ network: Network<Float>) -> [Double] {
    network.parameters.values.map(Double.init)
  }

  /// Without one of its members a run has the same rate, noise and divisor, all from the expected number of members, and
  /// draws the others as before. So its weights are the same to the bit until that member is first drawn, and then
  /// differ by its clipped gradient over the expected batch alone: η C / B, for a clipping norm of 0.01 clips every
  /// gradient, up to the single precision of the weights.
  @Test func withoutAMemberNothingElseChanges() throws {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.network, configuration.momentum) = (40, "linear", 0)
    (configuration.expectedBatchSize, configuration.learningRate) = (8, 1)
    (configuration.noiseMultiplier, configuration.clippingNorm) = (0.5, 0.01)
    let data = try ExperimentData(configuration)
    func run(without removed: Int? = nil) -> TrainingRun {
      var isMember = data.split.isMember
      if let removed { isMember[removed] = false }
      return TrainingRun(configuration, data: data, isMember: isMember)
    }
    let itself = try TrainingRun.replaying(
      CommandLog(kind: TrainingRun.kind, configuration: configuration), stepCount: 30)
    let members = data.split.isMember.indices.filter { data.split.isMember[$0] }
    for removed in members.prefix(8) {
      var (whole, less) = (run(), run(without: removed))
      var firstStep: Int?
      for step in 0..<30 {
        let (before, beforeLess) = (whole.totals.examples, less.totals.examples)
        let haveStepped = [whole.advance(), less.advance()]
        #expect(haveStepped == [true, true])
        let isDrawn = (whole.totals.examples - before) - (less.totals.examples - beforeLess)
        #expect(isDrawn == 0 || isDrawn == 1)
        if isDrawn == 1, firstStep == nil {
          firstStep = step
          let difference = zip(parameters(whole.network), parameters(less.network)).map { $0 - $1 }
          let norm = difference.reduce(0) { $0 + $1 * $1 }.squareRoot()
          #expect(abs(norm / (0.01 / 8) - 1) < 1e-3)
        }
        let isSame = whole.network == less.network
        #expect(isSame || firstStep != nil)
      }
      #expect(firstStep != nil)
      #expect(whole.weightsSHA256 == itself.weightsSHA256)
      #expect(whole.ledger == less.ledger && less.ledger.entries.map(\.count) == [30])
      #expect(
        less.ledger.entries.map(\.event) == [.poissonSampled(rate: 0.2, .gaussian(noiseMultiplier: 0.5))])
      #expect(whole.filter.epsilon == less.filter.epsilon && whole.totals.epochs == less.totals.epochs)
    }
  }

  /// Two records that differ in nothing but their class, one expected member, one step at rate one, a clipping norm of
  /// 0.5 and a noise multiplier of 1.
  ///
  /// Their one input is a constant, which standardising makes zero, and a linear network begins at zero: the gradient of
  /// either record moves the biases alone, by p − e_y = ±(1, −1) / 2, whose norm of 0.71 is clipped to 0.5. On the
  /// direction u = (1, −1) / √2, the best there is, for nothing but noise lies across it, a step is therefore
  /// 0.5 [record 0] − 0.5 [record 1] + N(0, 0.5²).
  ///
  /// Whoever knows whether record 1 was in asks for N(1, 1) against N(0, 1), μ = 1, and finds Φ(Φ⁻¹(α) + 1) of the
  /// members at the false positive rate α, 9.2 % at 1 % and 38.9 % at 10 %: all that adding or removing a record allows, and
  /// what is found. Whoever does not know it finds less. Given that one of the two is in, the other out, which is a
  /// replacement and no neighbour of this kind, μ is 2 and 37.2 % are found at 1 %.
  @Test func twoRecordsAreNoCounterexample() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("x,y\n1,a\n1,b\n".utf8).write(to: URL(filePath: path))
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: path, label: "y"))
    (configuration.trainSize, configuration.expectedBatchSize, configuration.network) = (1, 1, "linear")
    (configuration.noiseMultiplier, configuration.clippingNorm) = (1, 0.5)
    (configuration.learningRate, configuration.momentum) = (1, 0)
    var observations = [Observation]()
    for seed in 1...UInt64(20_000) {
      configuration.seed = seed
      var run = try TrainingRun(configuration)
      let isDone = run.advance()
      #expect(isDone && run.ledger.entries.map(\.event) == [Self.event])
      let bias = run.network.parameters.values.suffix(2).map(Double.init)
      let members = run.data.split.members
      observations.append(
        Observation(
          includesFirst: members.contains(0), includesSecond: members.contains(1),
          projection: (bias[0] - bias[1]) / 2.0.squareRoot() / 0.5))
    }
    for (rate, quantile) in [(0.01, -2.3263478740408408), (0.1, -1.2815515655446004)] {
      let allowed = NormalDistribution.cumulative(quantile + 1)
      let knowing = found(rate, quantile, observations) { $0.projection + ($0.includesSecond ? 1 : 0) }
      #expect(abs(knowing.rate - allowed) < 4 * knowing.deviation)
      let ignorant = found(rate, quantile, observations, by: \.projection)
      #expect(ignorant.rate > rate && ignorant.rate < allowed + 4 * ignorant.deviation)
      let replaced = observations.filter { $0.includesFirst != $0.includesSecond }
      let replacement = found(rate, quantile, replaced, by: \.projection)
      #expect(replacement.rate > allowed + 4 * replacement.deviation)
    }
  }

  private struct Observation {
    let includesFirst: Bool
    let includesSecond: Bool
    let projection: Double
  }

  private static let event = PrivacyEvent.poissonSampled(rate: 1, .gaussian(noiseMultiplier: 1))

  /// The share of the runs with record 0 whose score is above those of all but `rate` of the runs without it, and its
  /// deviation: that of the share itself, and that of the threshold, which moves it by the slope of the curve for μ = 1,
  /// e^(−z − 1 / 2) at z = Φ⁻¹(α).
  private func found(
    _ rate: Double, _ quantile: Double, _ observations: [Observation], by score: (Observation) -> Double
  ) -> (rate: Double, deviation: Double) {
    let included = observations.filter(\.includesFirst).map(score)
    let excluded = observations.filter { !$0.includesFirst }.map(score)
    let share = ROCCurve(memberScores: included, nonMemberScores: excluded)
      .truePositiveRate(atFalsePositiveRate: rate)
    let slope = exp(-quantile - 0.5)
    let variance =
      share * (1 - share) / Double(included.count)
      + slope * slope * rate * (1 - rate) / Double(excluded.count)
    return (share, variance.squareRoot())
  }
}
