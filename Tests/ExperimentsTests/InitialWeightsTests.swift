import DifferentialPrivacy
import Experiments
import Foundation
import NeuralNetworks
import PrivacyAccounting
import Records
import Testing

struct InitialWeightsTests {
  private let path = FileManager.default.temporaryDirectory.appending(
    path: "initial-\(UUID().uuidString).safetensors"
  ).path

  private func trained(_ configuration: ExperimentConfiguration, steps: Int) throws -> TrainingRun {
    var run = try TrainingRun(configuration)
    for _ in 0..<steps { _ = run.advance() }
    return run
  }

  /// A run begins where the file says, its log has the file's hash, and a replay refuses another file.
  @Test func aRunGoesOnFromTheWeightsOfAFile() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    let first = try trained(configuration, steps: 5)
    try first.checkpoint().encoded().write(to: URL(filePath: path))
    configuration.initial = path
    let second = try TrainingRun(configuration)
    #expect(second.network.parameters == first.network.parameters)
    #expect(second.ledger.stepCount == 0)
    let further = try trained(configuration, steps: 7)
    let log = try CommandLog(text: further.finishedLog.text, path: "a log")
    #expect(log.configuration.initialSHA256?.count == 64)
    #expect(try TrainingRun.replaying(log).weightsSHA256 == further.weightsSHA256)
    // What the file gave away no step hides: no limit on attacks, and no ε to quote.
    var quiet = configuration
    (quiet.noiseMultiplier, quiet.learningRate) = (50, 1e-9)
    let account = RunAccount(of: try trained(quiet, steps: 1), isScheduleFixed: true)
    #expect(account.basis == .initialWeights && !account.isLimited && account.quotableEpsilon == nil)
    #expect(account.epsilon < 1 && account.meaning.isEmpty)
    #expect(
      UncoveredByEpsilon(settings: further.settings, data: further.data).brief.contains("initial weights"))
    try trained(configuration, steps: 1).checkpoint().encoded().write(to: URL(filePath: path))
    #expect(throws: InitialWeightsError.otherFile(path: path)) { try TrainingRun.replaying(log) }
    configuration.activation = .tanh
    #expect(
      throws: InitialWeightsError.otherActivation(path: path, found: "relu", needed: .tanh)
    ) { try TrainingRun(configuration) }
    (configuration.activation, configuration.network) = (.relu, "mlp:8")
    #expect(throws: InitialWeightsError.self) { try TrainingRun(configuration) }
  }

  /// With a linear decay the last of T steps has one T-th of the rate, and without one nothing changes.
  @Test func theRateFallsByEqualAmounts() throws {
    #expect((0..<4).map { RateDecay.linear.factor(step: $0, of: 4) } == [1, 0.75, 0.5, 0.25])
    #expect(RateDecay.linear.factor(step: 9, of: 4) == 0.25)
    #expect(RateDecay.none.factor(step: 3, of: 4) == 1)
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (configuration.steps, configuration.momentum) = (2, 0)
    let plain = try trained(configuration, steps: 1)
    configuration.rateDecay = .linear
    #expect(try trained(configuration, steps: 1).weightsSHA256 == plain.weightsSHA256)
    // The second step of the decayed run is one of half the rate.
    let decayed = try trained(configuration, steps: 2)
    configuration.rateDecay = .none
    var turned = try trained(configuration, steps: 1)
    try turned.set(.learningRate, to: .number(configuration.learningRate / 2))
    _ = turned.advance()
    #expect(decayed.weightsSHA256 == turned.weightsSHA256)
  }
}
