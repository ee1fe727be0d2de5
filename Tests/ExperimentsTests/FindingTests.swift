import Attacks
import Experiments
import Records
import Statistics
import Testing

/// What must hold of whole runs. The intervals of five seeds are checked by `Tests/ReferenceValues/findings.py`.
struct FindingTests {
  /// The gap between what the trial's network knows of its patients and of others, once, shared by the tests.
  private static let trial = Result {
    let configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "actg175"))
    let run = try TrainingRun.replaying(
      CommandLog(configuration: configuration), stepCount: configuration.steps)
    return Finding(step: run.step, network: run.network, data: run.data)
  }

  /// Five deviations of one target around the mean 0.659 (sd 0.014), with the same for the test accuracy.
  @Test func theTrialLeaksAsMuchAsItShould() throws {
    let finding = try Self.trial.get()
    #expect(finding.train.accuracy > 0.99)
    #expect((0.65...0.78).contains(finding.test.accuracy))
    #expect((0.59...0.73).contains(finding.lossThreshold.curve.areaUnderCurve))
  }

  /// With two classes both attacks rank alike, up to rounding of candidates that tie.
  @Test func twoClassesMakeOneAttackOfTwo() throws {
    let finding = try Self.trial.get()
    #expect(
      abs(finding.lossThreshold.curve.areaUnderCurve - finding.modifiedEntropy.curve.areaUnderCurve) < 1e-6)
  }

  /// At ε 2 nobody is told from anybody: the attack's interval reaches one half or lies within 0.03 of it.
  @Test func privateTrainingStopsIt() throws {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "actg175"))
    (configuration.expectedBatchSize, configuration.learningRate, configuration.momentum) = (250, 1, 0)
    (configuration.noiseMultiplier, configuration.clippingNorm) = (5.149, 1)
    let run = try TrainingRun.replaying(CommandLog(configuration: configuration), stepCount: 100)
    let finding = Finding(step: 100, network: run.network, data: run.data)
    #expect(finding.lossThreshold.curve.areaInterval.lowerBound < 0.53)
    #expect(try finding.test.accuracy > Self.trial.get().test.accuracy)
    // 2.183 by Rényi, where the tight value is 2.
    #expect((2.0...2.3).contains(run.epsilon))
    #expect(abs(run.tightEpsilon - 2) < 1e-3)
  }

  @Test(.enabled(if: Catalog.installed.contains { $0.name == "faces" }))
  func facesAreRecognised() throws {
    let configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "faces"))
    let run = try TrainingRun.replaying(
      CommandLog(configuration: configuration), stepCount: configuration.steps)
    let finding = Finding(step: run.step, network: run.network, data: run.data)
    #expect(finding.inversion.attack.identificationTop1 >= 0.85)
    #expect(finding.inversion.control.identificationTop1 == 1.0 / 40)
    let similarity = try #require(finding.inversion.attack.similarityToClassMean)
    let control = try #require(finding.inversion.control.similarityToClassMean)
    #expect(similarity > control + 0.2)
  }
}
